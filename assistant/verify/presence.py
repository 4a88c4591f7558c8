"""Who is there when, and who stands in."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.subject import Subject
from schemas.tiers import Role, Tier


def reached(receiver: str, subject: Subject) -> tuple[str, ...]:
    """The calendars in which somebody is there for the receiver: its own, its seats', those of who stands in."""
    return tuple(dict.fromkeys(_calendars(receiver, subject)))


def _calendars(receiver: str, subject: Subject) -> Iterator[str]:
    seen: set[str] = set()
    standing: str | None = receiver
    while standing is not None and standing not in seen:
        seen.add(standing)
        one = subject.receivers.get(standing)
        if one is None:
            return
        yield one.hours
        if isinstance(one, Tier):
            yield from (seat.hours for seat in one.seats)
        standing = one.deputy if isinstance(one, Role) else None


def exits(receiver: str, subject: Subject) -> tuple[str, ...]:
    """Where a ticket goes that nobody can solve, receiver after receiver; the last may be a word or come again."""
    way: list[str] = [receiver]
    while way[-1] in subject.receivers and way[-1] not in way[:-1]:
        way.append(subject.receivers[way[-1]].exit)
    return tuple(way)
