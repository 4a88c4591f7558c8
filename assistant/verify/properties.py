"""What a proof looks at, and what it may find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.verify.space import Space
from assistant.verify.subject import Subject
from assistant.verify.timeline import Almanac
from schemas.proofs import CounterTicket


@dataclass(frozen=True, kw_only=True)
class Breach:
    """The property does not hold; the ticket shows it."""

    where: str
    what: str
    mend: str
    ticket: CounterTicket


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something could not be decided."""

    where: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """All that a proof stands on: the process, its tickets, its calendars."""

    subject: Subject
    space: Space
    almanac: Almanac
    remaining_s: Callable[[], float]

    @cached_property
    def late(self) -> bool:
        return self.remaining_s() <= 0


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property, and how it is examined.

    looked_at: what was covered, told when the property holds.
    needs_every_row: a row that cannot be read leaves it unknown instead of holding.
    is_absence: it fails because no row does something; a row that cannot be read might have done it.
    """

    id: str
    title: str
    examine: Callable[[Ground], Iterable[Breach | Doubt]]
    looked_at: Callable[[Subject], str]
    needs_every_row: bool = True
    is_absence: bool = False


MOST = 20
"""More failures of one property than this say nothing new."""


def counted(number: int, noun: str) -> str:
    """`1 trigger`, `27 triggers`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
