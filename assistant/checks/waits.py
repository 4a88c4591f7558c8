"""Waits: with the acknowledgements behind them they fit into the promise, on the promise's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from assistant.checks.presence import runs_inside
from assistant.checks.subject import Check, Problem, Subject
from assistant.checks.timers import Timer, timers
from schemas.business_time import add_business_minutes
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.numbers import safe_minutes
from schemas.quantity import Quantity
from schemas.tiers import Role
from schemas.triggers import Trigger

LATEST_WARNING = 80
A_MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def protects_the_promise(subject: Subject) -> Iterator[Problem]:
    for timer in timers(subject):
        if timer.tells_of_breach:
            continue
        for commitment in timer.keeps:
            wait = timer.wait(subject, commitment)
            problem = None if wait is None else _overrun(subject, timer, commitment, wait)
            if problem is not None:
                yield problem


def _overrun(subject: Subject, timer: Timer, commitment: Commitment, wait: float) -> Problem | None:
    trigger, target = timer.trigger, safe_minutes(commitment.target, subject.clocks)
    first, second = trigger.acknowledge_in, _second_acknowledgement(subject, trigger)
    if first is None:
        return Problem(
            where=f"{timer.where}/acknowledge_in",
            what=f"{trigger.id} protects {commitment.id} and nobody has to acknowledge it.",
            mend="Give the receiver a time to acknowledge.",
        )
    needed = wait + safe_minutes(first, subject.clocks)
    chain = needed + (safe_minutes(second, subject.clocks) if second is not None else 0)
    if chain < target:
        return None
    told = f"{trigger.id} waits {wait:g} min and allows {needed - wait:g} min to acknowledge"
    if needed < target:
        told += f", then {trigger.on_lapse} has {chain - needed:g} min"
    return Problem(
        where=_editable(subject, timer, commitment),
        what=f"{told}: {chain:g} min of the {target:g} min promised by {commitment.id}.",
        mend=f"Wait and acknowledgements together must stay below {target:g} min.",
        example=_example(subject, commitment, chain, target),
    )


def _second_acknowledgement(subject: Subject, trigger: Trigger) -> Quantity | None:
    """How long whoever is next may take: the role's own time, else as long as the first."""
    if trigger.on_lapse is None or trigger.on_lapse == trigger.to:
        return None
    after = subject.receivers.get(trigger.on_lapse)
    return (after.acknowledges_in if isinstance(after, Role) else None) or trigger.acknowledge_in


def _editable(subject: Subject, timer: Timer, commitment: Commitment) -> str:
    """An alarm is computed: what can be changed is the rule that it is computed from."""
    if not timer.where.startswith("/alarms"):
        return timer.where
    rules = subject.process.handling.handoff.by_severity
    place = next((i for i, rule in enumerate(rules) if rule.severity == commitment.severity), None)
    return timer.where if place is None else f"/handling/handoff/by_severity/{place}/acknowledge_in"


def same_clock(subject: Subject) -> Iterator[Problem]:
    """A wait or an acknowledgement never stands still while the promise runs."""
    told: set[str] = set()
    for timer in timers(subject):
        if timer.tells_of_breach:
            continue
        for commitment in timer.keeps:
            at = _editable(subject, timer, commitment)
            for quantity in (timer.clock.number, timer.trigger.acknowledge_in):
                stands = quantity is not None and quantity.is_duration and quantity.clock in subject.clocks
                if quantity is None or not stands or at in told:
                    continue
                if not runs_inside(subject, commitment.target.clock, quantity.clock):
                    told.add(at)
                    yield Problem(
                        where=at,
                        what=f"{quantity.value:g} {quantity.unit} of {timer.trigger.id} run on {quantity.clock} and"
                        f" stand still while {commitment.id} runs on {commitment.target.clock}.",
                        mend=f"Measure it on {commitment.target.clock}, the clock of the promise.",
                    )


def ladder_in_time(subject: Subject) -> Iterator[Problem]:
    """A ladder answers within the promise that it shows, and speaks of that promise's cases."""
    commitments = {c.id: c for c in subject.process.frame.commitments}
    for place, ladder in enumerate(subject.process.handling.ladders):
        promise = commitments.get(ladder.protects)
        if promise is None:
            continue
        at = f"/handling/ladders/{place}"
        if promise.severity != ladder.severity or ladder.customer_tier not in (None, promise.customer_tier):
            told = f"The ladder of {ladder.severity} protects {promise.id}."
            yield Problem(where=f"{at}/protects", what=told, mend="Name the promise of its own cases.")
        replies = [(i, s) for i, s in enumerate(ladder.steps) if s.kind == "reply" and s.at.is_duration]
        if promise.metric != "first_response" or not replies:
            continue
        number, first = min(replies, key=lambda row: safe_minutes(row[1].at, subject.clocks))
        target, reply = safe_minutes(promise.target, subject.clocks), safe_minutes(first.at, subject.clocks)
        if reply > target or not runs_inside(subject, promise.target.clock, first.at.clock):
            yield Problem(
                where=f"{at}/steps/{number}/at",
                what=f"The customer is answered after {reply:g} min of {first.at.clock}; {promise.id} is {target:g} min"
                f" of {promise.target.clock}.",
                mend="Put the reply before the promise ends, on its clock.",
            )


def _example(subject: Subject, commitment: Commitment, needed: float, target: float) -> str | None:
    calendar = subject.clocks.get(commitment.target.clock or "24x7")
    if calendar is None:
        return None
    try:
        due = add_business_minutes(A_MONDAY, target, calendar=calendar)
        answered = add_business_minutes(A_MONDAY, needed, calendar=calendar)
    except InputError:
        return None
    return (
        f"A {commitment.severity} ticket of {commitment.customer_tier} comes {A_MONDAY:%a %Y-%m-%d %H:%M} UTC, is due"
        f" {due:%a %H:%M} and may be acknowledged only {answered:%a %H:%M}."
    )


Wait = tuple[float, str, str]


def monotone_waits(subject: Subject) -> Iterator[Problem]:
    """Of the author's timers that differ in nothing but severity, a higher one never waits longer."""
    groups: dict[object, dict[int, Wait]] = {}
    for place, trigger in enumerate(subject.process.rules.triggers):
        ranks = [r for s, r in subject.rank.items() if _names(trigger, s)]
        timed = [c for c in trigger.all_of if c.number and c.number.is_duration and c.op in (">", ">=")]
        if trigger.kind == "de_escalation" or not ranks or len(timed) != 1 or timed[0].number is None:
            continue
        wait: Wait = (safe_minutes(timed[0].number, subject.clocks), f"/rules/triggers/{place}", trigger.id)
        rows = groups.setdefault(_likeness(trigger, timed[0]), {})
        for rank in ranks:
            rows[rank] = min(rows.get(rank, wait), wait)
    for rows in groups.values():
        for (_, (wait_above, _, above)), (_, (wait_here, where, here)) in pairwise(sorted(rows.items())):
            if wait_here < wait_above:
                yield Problem(
                    where=where,
                    what=f"{here} waits {wait_here:g} min and {above}, of a higher severity, {wait_above:g} min.",
                    mend="Let the higher severity wait no longer than the lower.",
                )


def _names(trigger: Trigger, severity: str) -> bool:
    return any(c.field == "severity" and c.op in ("=", "in") and severity in c.values for c in trigger.all_of)


def _likeness(trigger: Trigger, clock: Comparison) -> object:
    """What two timers must have in common to be compared."""
    rest = [c for c in trigger.all_of if c is not clock and c.field not in ("severity", "tier_current")]
    return clock.field, trigger.source, trigger.to, frozenset(c.model_dump_json() for c in rest)


def warned_before_breach(subject: Subject) -> Iterator[Problem]:
    covered: dict[str, set[str]] = {}
    for timer in timers(subject):
        for commitment in timer.keeps:
            target, wait = safe_minutes(commitment.target, subject.clocks), timer.wait(subject, commitment)
            if wait is not None and target > 0:
                share = wait / target * 100
                stage = "warning" if share <= LATEST_WARNING else "breach" if share >= 100 else "late"
                covered.setdefault(commitment.id, set()).add(stage)
    for place, commitment in enumerate(subject.process.frame.commitments):
        for stage in ("warning", "breach"):
            if stage not in covered.get(commitment.id, set()):
                yield Problem(
                    where=f"/frame/commitments/{place}",
                    what=f"Nobody gets a {stage} for {commitment.id}.",
                    mend="Give its severity a rule for handoffs, from which the alarms are computed.",
                )


CHECKS = (
    Check(
        id="E14", weight="blocker", title="Waits and acknowledgements fit into the promise", find=protects_the_promise
    ),
    Check(id="E14.clock", weight="blocker", title="Timers run while their promise runs", find=same_clock),
    Check(id="E14.ladder", weight="serious", title="A ladder answers within its promise", find=ladder_in_time),
    Check(id="E15", weight="serious", title="A higher severity never waits longer", find=monotone_waits),
    Check(
        id="E18", weight="serious", title="Every promise has a warning and a breach alarm", find=warned_before_breach
    ),
)
