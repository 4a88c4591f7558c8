"""Presence: whoever is rung, and whoever owns a case off shift, is there then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from assistant.checks.subject import Check, Problem, Subject
from schemas.business_time import uncovered
from schemas.errors import InputError
from schemas.tiers import Role, Tier
from schemas.triggers import Trigger

AN_ORDINARY_MONDAY = datetime(2026, 2, 2, tzinfo=UTC)
TWO_WEEKS = 14
Gap = tuple[datetime, datetime]


def gap(subject: Subject, needed: str, there: Iterable[str]) -> Gap | None:
    """The first hours of one calendar in which none of the others is open, over two ordinary weeks.

    Calendars that are not declared leave no gap: that is another finding.
    """
    calendars = tuple(subject.clocks[id] for id in dict.fromkeys(there) if id in subject.clocks)
    if needed not in subject.clocks or not calendars or any(c.id == needed for c in calendars):
        return None
    try:
        return uncovered(subject.clocks[needed], calendars, start=AN_ORDINARY_MONDAY, days=TWO_WEEKS)
    except InputError:
        return None


def runs_inside(subject: Subject, promise: str | None, clock: str | None) -> bool:
    """Whether a clock runs whenever the promise's clock does."""
    return promise is None or clock is None or gap(subject, promise, (clock,)) is None


def hours_of(subject: Subject, *names: str | None) -> tuple[str, ...]:
    """The calendars of receivers and of those who stand in for them."""
    found: list[str] = []
    for name in names:
        one = subject.receivers.get(name or "")
        if one is not None:
            found.append(one.hours)
        deputy = subject.receivers.get(one.deputy) if isinstance(one, Role) else None
        if deputy is not None:
            found.append(deputy.hours)
    return tuple(found)


def paged_in_hours(subject: Subject) -> Iterator[Problem]:
    """Of those whom a trigger reaches, the first or the next is there whenever its acknowledgement runs."""
    for place, trigger in enumerate(subject.process.rules.triggers):
        needed = _runs_on(subject, trigger)
        hole = gap(subject, needed, hours_of(subject, trigger.to, trigger.on_lapse)) if needed else None
        if hole is not None:
            yield _asleep(f"/rules/triggers/{place}/to", f"{trigger.to} is rung by {trigger.id}", hole)
    for place, question in enumerate(subject.process.rules.screening_questions):
        floor = subject.process.severity(question.severity_floor or "")
        hole = gap(subject, floor.hours, hours_of(subject, question.pages)) if floor and question.pages else None
        if hole is not None:
            at = f"/rules/screening_questions/{place}/pages"
            yield _asleep(at, f"{question.pages} is rung by {question.id}", hole)
    for number, ladder in enumerate(subject.process.handling.ladders):
        for place, step in enumerate(ladder.steps):
            there = hours_of(subject, step.actor, step.if_not)
            hole = gap(subject, step.at.clock or "", there) if step.kind in ("page", "ack", "reply") else None
            if hole is not None:
                at = f"/handling/ladders/{number}/steps/{place}/actor"
                yield _asleep(at, f"{step.actor} has the step {step.kind}", hole)


def _runs_on(subject: Subject, trigger: Trigger) -> str | None:
    """The calendar in which somebody must be there: the acknowledgement's, in the hours of the tier that sends."""
    if trigger.kind == "de_escalation" or trigger.acknowledge_in is None or trigger.acknowledge_in.clock is None:
        return None
    held_by = next((c.values[0] for c in trigger.all_of if c.field == "tier_current" and len(c.values) == 1), "")
    clock, source = trigger.acknowledge_in.clock, subject.receivers.get(held_by or trigger.source)
    if isinstance(source, Tier) and gap(subject, source.hours, (clock,)) is None and source.hours in subject.clocks:
        return source.hours
    return clock


def _asleep(where: str, who: str, hole: Gap) -> Problem:
    return Problem(
        where=where,
        what=f"{who}, and nobody who could answer is there at all times.",
        mend="Name somebody on call, here or as who is next, or measure it in staffed hours.",
        example=f"A case of {hole[0]:%a %H:%M} UTC waits until {hole[1]:%a %H:%M}.",
    )


def owned_off_shift(subject: Subject) -> Iterator[Problem]:
    """Outside the holder's hours somebody who is there owns the case and speaks with the customer."""
    top = subject.process.frame.severities[:1]
    for severity in top:
        tiers = subject.process.frame.tiers
        if all(gap(subject, severity.hours, (t.hours,)) is None for t in tiers):
            return
        for place, line in enumerate(subject.process.handling.handoff.owners):
            if line.state != "off_shift":
                continue
            for name, who in (("owner", line.owner), ("customer_contact", line.customer_contact)):
                at = f"/handling/handoff/owners/{place}/{name}"
                if who in ("holder", "sender"):
                    yield Problem(
                        where=at,
                        what=f"Off shift the {who} is the {name.replace('_', ' ')}, who is not there.",
                        mend="Name a role that is there then.",
                    )
                elif gap(subject, severity.hours, hours_of(subject, who)) is not None:
                    yield Problem(
                        where=at,
                        what=f"Off shift {who} is the {name.replace('_', ' ')}, and not there while {severity.name} is"
                        " worked on.",
                        mend="Name a role that is there then, or give it those hours.",
                    )


def handed_over_at_night(subject: Subject) -> Iterator[Problem]:
    """Whoever takes over a shift, or holds the case until the next one, is there while the top severity is."""
    shift = subject.process.handling.handoff.shift
    for severity in subject.process.frame.severities[:1]:
        hole = gap(subject, severity.hours, hours_of(subject, shift.accepted_by, shift.outside_hours))
        if hole is not None:
            yield Problem(
                where="/handling/handoff/shift/outside_hours",
                what=f"Between shifts nobody holds an open {severity.name}: {shift.outside_hours} is not there.",
                mend="Name a role that is there when the next shift is not.",
                example=f"From {hole[0]:%a %H:%M} to {hole[1]:%a %H:%M} UTC.",
            )


CHECKS = (
    Check(id="PAGE", weight="serious", title="Whoever is rung is there, or the next is", find=paged_in_hours),
    Check(
        id="E28.off_shift", weight="blocker", title="Somebody who is there owns cases off shift", find=owned_off_shift
    ),
    Check(id="E29.night", weight="serious", title="Between shifts a case is held", find=handed_over_at_night),
)
