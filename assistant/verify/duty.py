"""Every way ends at somebody with hours, and whoever is called is there, or who comes next is."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.presence import exits, reached
from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, Move, Subject
from assistant.verify.tickets import held, name_of, then, told
from assistant.verify.triggers import witness
from schemas.business_time import is_open
from schemas.calendar import ALWAYS
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, clock_of, truth
from schemas.noun import Noun
from schemas.proofs import Moment
from schemas.tiers import Role, Tier

CELL = ("severity", "customer_tier", HOLDER)
"""The fields that the cells of a table of promises decide."""
TERMINAL = ("resolved", "lead")
"""Words at which a way may end: it is solved, or the person who runs the organisation has it."""


def ends_with_hours(ground: Ground) -> Iterator[Breach | Doubt]:
    """From every receiver the way out ends, and everybody on it has hours."""
    subject = ground.subject
    told_of: set[str] = set()
    for receiver in subject.receivers:
        way = exits(receiver, subject)
        wrong = _wrong(way, subject)
        if wrong is None or wrong[0] in told_of:
            continue
        at, what, mend = wrong
        told_of.add(at)
        story: list[Moment] = [held(receiver, subject)]
        story += [then(f"It goes on to {name_of(id, subject)}.", holder=id) for id in way[1:]]
        story.append(then(what))
        yield Breach(
            where=_pointer(at, subject), what=what, mend=mend, ticket=told(TicketState(), story, subject=subject)
        )


def _wrong(way: tuple[str, ...], subject: Subject) -> tuple[str, str, str] | None:
    """What is wrong with a way out: at whom, what, and how to mend it."""
    for id in way:
        if id in subject.receivers and not _has_hours(id, subject):
            return id, f"{name_of(id, subject)} is never there.", "Name a calendar that opens."
    last = way[-1]
    if last in TERMINAL:
        return None
    if last in subject.receivers:
        return way[-2], f"What nobody solves comes back to {name_of(last, subject)} and goes round.", "Let it end."
    return way[-2], f"{name_of(way[-2], subject)} hands on to {last!r}, whom nobody knows.", "Name a receiver."


def _has_hours(receiver: str, subject: Subject) -> bool:
    hours = subject.receivers[receiver].hours
    return hours in subject.clocks and bool(subject.clocks[hours].windows)


def _pointer(receiver: str, subject: Subject) -> str:
    frame = subject.process.frame
    groups: tuple[tuple[str, tuple[Noun, ...]], ...] = (
        ("tiers", frame.tiers),
        ("roles", frame.roles),
        ("partners", frame.partners),
    )
    for name, ones in groups:
        for place, one in enumerate(ones):
            if getattr(one, "id", None) == receiver:
                return f"/frame/{name}/{place}/{'exit' if isinstance(one, Tier | Role) else 'hours'}"
    return "/frame"


def called_are_there(ground: Ground) -> Iterator[Breach | Doubt]:
    """While the time to acknowledge runs, the receiver is there, or a deputy, or who comes next."""
    for move in ground.subject.moves:
        if move.trigger is None or move.trigger.acknowledge_in is None or not move.automatic:
            continue
        try:
            result = _nobody_there(ground, move)
        except Undecided as undecided:
            yield Doubt(where=move.where, what=f"{move.id}: {undecided}")
            continue
        if result is not None:
            yield result


def _nobody_there(ground: Ground, move: Move) -> Breach | Doubt | None:
    subject, almanac, trigger = ground.subject, ground.almanac, move.trigger
    if trigger is None or trigger.acknowledge_in is None:
        return None
    clock = clock_of(trigger.acknowledge_in)
    if clock not in subject.clocks and clock != ALWAYS:
        return Doubt(where=move.where, what=f"{move.id}: its time to acknowledge runs on {clock!r}, no calendar.")
    called = _called(move)
    there = [id for one in called for id in reached(one, subject)]
    gap = almanac.timeline(*there).closed_while(almanac.timeline(clock))
    if gap is None:
        return None
    at = almanac.instant(gap[0])
    if any(is_open(subject.clocks[id], at) for id in there if id in subject.clocks):
        return Doubt(where=move.where, what=f"{move.id}: the search and the plain calendars disagree.")
    ticket = witness(ground, move)
    if ticket is None:
        return None
    names = " and ".join(name_of(one, subject) for one in called)
    first = then(f"{move.id} calls {name_of(move.to, subject)}.", at=almanac.shown(gap[0], clock))
    rest = then(f"Until then neither {names} nor a deputy is there.", at=almanac.shown(gap[1], clock))
    return Breach(
        where=move.where,
        what=f"{move.id} calls {names} in hours in which none of them is there, and its time to acknowledge runs.",
        mend="Let somebody on duty come next, or let the time to acknowledge run in staffed hours.",
        ticket=told(ticket, (first, rest), subject=subject, read=move.conditions, arrives=first.at),
    )


def every_hour_has_somebody(ground: Ground) -> Iterator[Breach | Doubt]:
    """While the promise of a severity, customer tier and issue type runs, somebody is there, or is called in time."""
    subject, almanac = ground.subject, ground.almanac
    seen: set[tuple[str, str, str]] = set()
    for place, commitment in enumerate(subject.process.frame.commitments):
        clock = clock_of(commitment.target)
        if commitment.metric != "first_response" or not (clock in subject.clocks or clock == ALWAYS):
            continue
        for start in _starts(subject, commitment.severity):
            key = (clock, start, f"{commitment.severity}/{commitment.customer_tier}")
            if key in seen:
                continue
            seen.add(key)
            there = list(reached(start, subject))
            for move in _certain(subject, commitment.severity, commitment.customer_tier, start):
                there += [hours for one in _called(move) for hours in reached(one, subject)]
            gap = almanac.timeline(*there).closed_while(almanac.timeline(clock))
            if gap is None:
                continue
            cell = given({"severity": commitment.severity, "customer_tier": commitment.customer_tier})
            name = name_of(start, subject)
            story = (
                held(start, subject, at=almanac.shown(gap[0], clock)),
                then(
                    f"Until then nobody is there: neither {name} nor anybody whom a trigger calls for certain.",
                    at=almanac.shown(gap[1], clock),
                ),
            )
            yield Breach(
                where=f"/frame/commitments/{place}",
                what=f"{commitment.id} runs in hours in which a ticket that starts with {name} reaches nobody.",
                mend="Let it start with somebody on duty, or let an alarm call somebody who is.",
                ticket=told(cell, story, subject=subject, arrives=story[0].at),
            )


def _called(move: Move) -> tuple[str, ...]:
    """Who is called by a move, and then who comes next when nobody acknowledges."""
    following = move.trigger.on_lapse if move.trigger is not None else None
    return (move.to, following) if following else (move.to,)


def _starts(subject: Subject, severity: str) -> tuple[str, ...]:
    """Where tickets of a severity start: with its entry, or where that is the first line, with their issue's."""
    level = subject.process.severity(severity)
    entry = level.entry if level is not None else ""
    issues = tuple(i.entry for i in subject.process.rules.issues) if subject.line and entry == subject.line[0] else ()
    return tuple(id for id in dict.fromkeys((entry, *issues)) if id in subject.receivers)


def _certain(subject: Subject, severity: str, customer: str, start: str) -> Iterator[Move]:
    """Automatic triggers and alarms that fire on every such ticket, before its promise is over."""
    cell = given({"severity": severity, "customer_tier": customer, HOLDER: start})
    for move in subject.moves:
        if move.trigger is None or not move.automatic or move in subject.ways_back or move.source not in ("any", start):
            continue
        sure = (
            _in_time(c) or (c.field in CELL and truth(c, cell, words=subject.words) is True) for c in move.conditions
        )
        if all(sure):
            yield move


def _in_time(comparison: Comparison) -> bool:
    """Whether it waits for a part of the promise only."""
    number = comparison.number
    return comparison.field == "sla.first_response.consumed_pct" and number is not None and number.value < 100


def _calls(subject: Subject) -> str:
    return counted(sum(m.automatic and m.trigger is not None for m in subject.moves), "trigger or alarm")


PROPERTIES = (
    Property(
        id="E02.ends",
        title="Every way ends at somebody with hours",
        examine=ends_with_hours,
        looked_at=lambda subject: counted(len(subject.receivers), "receiver"),
        needs_every_row=False,
    ),
    Property(
        id="E25.called",
        title="Whoever is called out of hours is on duty, or who comes next is",
        examine=called_are_there,
        looked_at=_calls,
    ),
    Property(
        id="E13.hours",
        title="While a promise runs, a ticket reaches somebody",
        examine=every_hour_has_somebody,
        looked_at=lambda subject: counted(len(subject.process.frame.commitments), "promise"),
        is_absence=True,
    ),
)
