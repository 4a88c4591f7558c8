"""Tickets as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.verify.subject import ALWAYS_READ, HOLDER, Move, Subject
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, Value, clock_of
from schemas.proofs import CounterTicket, Moment, TicketFact


def told(
    ticket: TicketState,
    story: Sequence[Moment],
    *,
    subject: Subject,
    read: Iterable[Comparison] = (),
    fields: Iterable[str] = (),
    arrives: str | None = None,
) -> CounterTicket:
    """The ticket with what it is by nature and the fields that the comparisons read; the story as it is given."""
    listed = tuple(read)
    wanted = dict.fromkeys((*ALWAYS_READ[:3], *fields, *(c.field for c in listed)))
    wanted.pop(HOLDER, None)
    clocks = {(c.field, clock_of(c.number)) for c in listed if c.number is not None}
    facts = [fact for id in wanted for fact in _facts(id, ticket, subject, clocks=clocks)]
    if arrives is None and ticket.now is not None and "now" in wanted:
        arrives = ticket.now.isoformat(timespec="minutes")
    return CounterTicket(facts=tuple(facts), arrives=arrives, story=tuple(story))


def then(what: str, *, holder: str | None = None, at: str | None = None) -> Moment:
    """A moment of a story."""
    return Moment(at=at, holder=holder, what=what)


def name_of(receiver: str, subject: Subject) -> str:
    """The name of a tier, role or partner; the id itself where it is none."""
    one = subject.receivers.get(receiver)
    return one.name if one is not None and one.name else receiver


def moved(move: Move, subject: Subject) -> Moment:
    """That a move fires."""
    return then(f"{move.id} moves it to {name_of(move.to, subject)}.", holder=move.to)


def held(holder: str, subject: Subject, *, at: str | None = None) -> Moment:
    """Where the story begins."""
    return then(f"{name_of(holder, subject)} holds it.", holder=holder, at=at)


def minutes_told(minutes: float) -> str:
    """`90 min`, `2.5 h`, `3 d` of whatever clock."""
    if minutes == float("inf"):
        return "without end"
    if minutes >= 120 and minutes % 30 == 0:
        return f"{minutes / 60:g} h"
    return f"{round(minutes, 1):g} min"


def _facts(id: str, ticket: TicketState, subject: Subject, *, clocks: set[tuple[str, str]]) -> Iterable[TicketFact]:
    declared = subject.words.fields.get(id)
    if declared is None or declared.kind == "clock":
        return
    if declared.kind == "duration":
        for (field, clock), minutes in ticket.minutes.items():
            if field == id and (field, clock) in clocks:
                yield TicketFact(field=id, value=f"{minutes_told(minutes)} of {clock}")
        return
    value = ticket.values.get(id)
    if value is None and id in ALWAYS_READ:
        return
    yield TicketFact(field=id, value=_value(value, percent=declared.kind == "percent"))


def _value(value: Value | None, *, percent: bool) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    if isinstance(value, int | float):
        return f"{round(value, 3):g} %" if percent else f"{round(value, 3):g}"
    return value if isinstance(value, str) else value.isoformat(timespec="minutes")


def worded(comparison: Comparison) -> str:
    """A comparison as a machine would read it: `severity in p1, p2`."""
    number = comparison.number
    value = f"{number.value:g} {number.unit}" if number is not None else ", ".join(comparison.values)
    return f"{comparison.field} {comparison.op} {value}".rstrip()
