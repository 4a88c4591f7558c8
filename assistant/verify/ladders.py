"""The clock of a critical case: the reply comes before its promise is due, and whoever must act is there."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.presence import reached
from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import given
from assistant.verify.subject import Subject
from assistant.verify.tickets import name_of, then, told
from assistant.verify.timeline import BEYOND
from assistant.verify.timers import Stretch, after, arrivals, is_clock, stretch_of, stretch_told
from schemas.commitments import Commitment
from schemas.evaluation import clock_of
from schemas.handoff import Ladder, LadderStep

REPLY = "reply"


def kept(ground: Ground) -> Iterator[Breach | Doubt]:
    """Every ladder's reply is in time whenever a ticket comes, and every step has somebody who is there."""
    commitments = {c.id: c for c in ground.subject.process.frame.commitments}
    for place, ladder in enumerate(ground.subject.process.handling.ladders):
        for number, step in enumerate(ladder.steps):
            where = f"/handling/ladders/{place}/steps/{number}"
            commitment = commitments.get(ladder.protects)
            if step.kind == REPLY and commitment is not None:
                yield from _late(ground, ladder, step, where=where, commitment=commitment)
            yield from _absent(ground, ladder, step, where=where)


def _late(
    ground: Ground, ladder: Ladder, step: LadderStep, *, where: str, commitment: Commitment
) -> Iterator[Breach | Doubt]:
    subject, almanac = ground.subject, ground.almanac
    at, promise = stretch_of(step.at, subject), stretch_of(commitment.target, subject)
    if not (is_clock(subject, at.clock) and is_clock(subject, promise.clock)):
        yield Doubt(where=where, what=f"{ladder.id}: {at.clock!r} or {promise.clock!r} is no calendar.")
        return
    for arrival in arrivals(almanac, (at, promise)):
        due = almanac.timeline(promise.clock).add(arrival, promise.minutes * 60)
        done = almanac.timeline(at.clock).add(arrival, at.minutes * 60)
        if due == BEYOND or done < due:
            continue
        yield _too_late(ground, ladder, step, where=where, commitment=commitment, arrival=arrival)
        return


def _too_late(
    ground: Ground, ladder: Ladder, step: LadderStep, *, where: str, commitment: Commitment, arrival: int
) -> Breach | Doubt:
    subject, almanac = ground.subject, ground.almanac
    at, promise = stretch_of(step.at, subject), stretch_of(commitment.target, subject)
    comes = almanac.instant(arrival)
    due, done = after(subject, comes, promise), after(subject, comes, at)
    if done < due:
        return Doubt(where=where, what=f"{ladder.id}: the search and the plain arithmetic disagree.")
    actor = _actor(step, ladder, subject)

    def shown(stretch: Stretch) -> str:
        return almanac.shown(almanac.second(after(subject, comes, stretch)), promise.clock)

    story = (
        then("The ticket comes.", at=almanac.shown(arrival, promise.clock)),
        then(f"{commitment.id} is due.", at=shown(promise)),
        then(f"By {ladder.id}, {name_of(actor, subject)} replies only now.", at=shown(at)),
    )
    cell = given({"severity": commitment.severity, "customer_tier": commitment.customer_tier})
    return Breach(
        where=where,
        what=f"{ladder.id} replies after {stretch_told(at)}: not before {commitment.id} is due, after"
        f" {stretch_told(promise)}.",
        mend="Let the reply come before the promise is due, on the promise's own clock.",
        ticket=told(cell, story, subject=subject, arrives=story[0].at),
    )


def _absent(ground: Ground, ladder: Ladder, step: LadderStep, *, where: str) -> Iterator[Breach | Doubt]:
    subject, almanac = ground.subject, ground.almanac
    clock = clock_of(step.at)
    if not is_clock(subject, clock):
        return
    actor = _actor(step, ladder, subject)
    both = (actor, *((step.if_not,) if step.if_not else ()))
    there = [hours for one in both for hours in reached(one, subject)]
    gap = almanac.timeline(*there).closed_while(almanac.timeline(clock))
    if gap is None:
        return
    names = " nor ".join(name_of(one, subject) for one in both)
    story = (
        then(f"{ladder.id} has come to its step: {step.act}", at=almanac.shown(gap[0], clock)),
        then(f"Until then neither {names} nor a deputy is there.", at=almanac.shown(gap[1], clock)),
    )
    yield Breach(
        where=where,
        what=f"{ladder.id} counts on {name_of(actor, subject)} in hours in which nobody is there for it.",
        mend="Let somebody on duty act, or act when the first does not.",
        ticket=told(given({"severity": ladder.severity}), story, subject=subject),
    )


def _actor(step: LadderStep, ladder: Ladder, subject: Subject) -> str:
    """Who acts; `holder` is where such a ticket starts."""
    if step.actor != "holder":
        return step.actor
    severity = subject.process.severity(ladder.severity)
    return severity.entry if severity is not None else step.actor


PROPERTIES = (
    Property(
        id="E14.ladder",
        title="The clock of a critical case keeps its promise, and whoever acts is there",
        examine=kept,
        looked_at=lambda subject: counted(sum(len(x.steps) for x in subject.process.handling.ladders), "step"),
        needs_every_row=False,
    ),
)
