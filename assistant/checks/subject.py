"""What a check looks at, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.conditions import TicketField
from schemas.findings import Finding, Weight
from schemas.numbers import number_index, plain_values
from schemas.process import EscalationProcess
from schemas.quantity import Quantity
from schemas.tiers import Partner, Role, Tier


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A process with the brief that it was written from and the length of its rendered body."""

    process: EscalationProcess
    brief: Brief
    body_words: int

    @cached_property
    def clocks(self) -> dict[str, Calendar]:
        return {c.id: c for c in self.process.calendars}

    @cached_property
    def fields(self) -> dict[str, TicketField]:
        return {f.id: f for f in self.process.fields}

    @cached_property
    def receivers(self) -> dict[str, Tier | Role | Partner]:
        return self.process.receivers

    @cached_property
    def numbers(self) -> dict[str, Quantity]:
        return number_index(self.process)

    @cached_property
    def values(self) -> dict[str, float]:
        """What formulas calculate with: durations in minutes of their own clocks, everything else as it stands."""
        return plain_values(self.numbers, self.clocks)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Each severity's place, 0 for the highest."""
        return {s.id: place for place, s in enumerate(self.process.frame.severities)}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What a check reports; the check's id and weight are added to make a Finding."""

    where: str
    what: str
    mend: str
    example: str | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One property of the checklist."""

    id: str
    weight: Weight
    title: str
    find: Callable[[Subject], Iterable[Problem]]

    def run(self, subject: Subject) -> tuple[Finding, ...]:
        """The findings of this check, at most `MOST` of them."""
        found = list(self.find(subject))[:MOST]
        return tuple(
            Finding(check=self.id, weight=self.weight, where=p.where, what=p.what, mend=p.mend, example=p.example)
            for p in found
        )


MOST = 40
"""More findings of one check than this say nothing new."""
