"""Timers: a wait and its acknowledgement fit into the promise they protect, on the promise's own clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from assistant.checks.subject import Check, Problem, Subject
from schemas.business_time import add_business_minutes
from schemas.calendar import Calendar
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.numbers import safe_minutes
from schemas.quantity import Quantity
from schemas.triggers import Trigger

LATEST_WARNING = 80
AGE_FIELDS = ("time_since_created", "time_in_tier", "time_in_status")
"""Durations that, while nobody answered, run with the first response's clock."""
A_MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def protects_the_promise(subject: Subject) -> Iterator[Problem]:
    for where, trigger in _timed(subject):
        ack = trigger.acknowledge_in
        for commitment in protected(subject, trigger):
            target = safe_minutes(commitment.target, subject.clocks)
            wait = wait_minutes(subject, trigger, commitment)
            if wait is None or (wait >= target and _is_breach_alarm(trigger, commitment)):
                continue
            if ack is None:
                yield Problem(
                    where=f"{where}/acknowledge_in",
                    what=f"{trigger.id} protects {commitment.id} and nobody has to acknowledge it.",
                    mend="Give the receiver a time to acknowledge.",
                )
                continue
            needed = wait + safe_minutes(ack, subject.clocks)
            if needed >= target:
                yield Problem(
                    where=where,
                    what=f"{trigger.id} waits {wait:g} min and allows {needed - wait:g} min to acknowledge:"
                    f" {needed:g} min of the {target:g} min promised by {commitment.id}.",
                    mend=f"Wait and acknowledgement together must stay below {target:g} min.",
                    example=_example(subject, commitment, needed, target),
                )


def _timed(subject: Subject) -> Iterator[tuple[str, Trigger]]:
    """Timers that protect a promise: the computed alarms, and the author's triggers on a running clock."""
    yield from ((f"/alarms/{i}", t) for i, t in enumerate(subject.process.alarms))
    for place, trigger in enumerate(subject.process.rules.triggers):
        if trigger.mode == "automatic" and trigger.kind != "de_escalation" and _clock(trigger) is not None:
            yield f"/rules/triggers/{place}", trigger


def _clock(trigger: Trigger) -> Comparison | None:
    """The comparison that makes it a timer of a promise: on an SLA's clock, or on the age of an unanswered case."""
    speaks_of = {c.field for c in trigger.all_of}
    for comparison in trigger.all_of:
        if comparison.number is None or comparison.op not in (">", ">="):
            continue
        # The age of a case of one customer tier is a timer of that tier's promise, whether it says so or not.
        ages = comparison.field in AGE_FIELDS and (trigger.protects is not None or "customer_tier" in speaks_of)
        if comparison.field.startswith("sla.") or ages:
            return comparison
    return None


def protected(subject: Subject, trigger: Trigger) -> tuple[Commitment, ...]:
    """The commitments that a timer keeps: of its metric, at the severities and for the customers it speaks of."""
    clock = _clock(trigger)
    if clock is None:
        return ()
    metric = clock.field.split(".")[1] if clock.field.startswith("sla.") else "first_response"
    return tuple(
        c
        for c in subject.process.frame.commitments
        if c.metric == metric
        and _admits(trigger, "severity", c.severity, subject)
        and _admits(trigger, "customer_tier", c.customer_tier, subject)
    )


def _admits(trigger: Trigger, field: str, value: str, subject: Subject) -> bool:
    declared = subject.fields.get(field)
    ranks = {v: i for i, v in enumerate(declared.values)} if declared else {}
    return all(_holds(c, value, ranks) for c in trigger.all_of if c.field == field)


def _holds(comparison: Comparison, value: str, ranks: dict[str, int]) -> bool:
    op, values = comparison.op, comparison.values
    if op in ("=", "in"):
        return value in values
    if op in ("!=", "not_in"):
        return value not in values
    if not values or value not in ranks or values[0] not in ranks:
        return True
    mine, other = ranks[value], ranks[values[0]]
    return {"<": mine < other, "<=": mine <= other, ">": mine > other, ">=": mine >= other}.get(op, True)


def wait_minutes(subject: Subject, trigger: Trigger, commitment: Commitment) -> float | None:
    """Minutes of the promise's clock until the trigger fires; None when it is no timer of it."""
    clock = _clock(trigger)
    if clock is None or clock.number is None:
        return None
    if clock.field.endswith("consumed_pct"):
        return clock.number.value / 100 * safe_minutes(commitment.target, subject.clocks)
    return safe_minutes(clock.number, subject.clocks) if clock.number.is_duration else None


def _is_breach_alarm(trigger: Trigger, commitment: Commitment) -> bool:
    clock = _clock(trigger)
    return (
        clock is not None
        and clock.field.endswith("consumed_pct")
        and clock.number is not None
        and (clock.number.value >= 100)
    )


def _example(subject: Subject, commitment: Commitment, needed: float, target: float) -> str | None:
    calendar: Calendar | None = subject.clocks.get(commitment.target.clock or "24x7")
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


def monotone_waits(subject: Subject) -> Iterator[Problem]:
    """Of the author's timers on the same field and way, a higher severity never waits longer."""
    waits: dict[tuple[str, str, str], list[tuple[int, float, str, str]]] = {}
    for place, trigger in enumerate(subject.process.rules.triggers):
        for comparison in trigger.all_of:
            number = comparison.number
            severities = [v for c in trigger.all_of if c.field == "severity" and c.op in ("=", "in") for v in c.values]
            if number is None or not number.is_duration or comparison.op not in (">", ">=") or not severities:
                continue
            ranks = [subject.rank[s] for s in severities if s in subject.rank]
            key = (comparison.field, trigger.source, trigger.to)
            minutes = safe_minutes(number, subject.clocks)
            if ranks:
                waits.setdefault(key, []).append((min(ranks), minutes, f"/rules/triggers/{place}", trigger.id))
    for rows in waits.values():
        rows.sort()
        for (_, wait, _, id), (_, other, where, other_id) in pairwise(rows):
            if other < wait:
                yield Problem(
                    where=where,
                    what=f"{other_id} waits {other:g} min and {id}, of a higher severity, {wait:g} min.",
                    mend="Let the higher severity wait no longer than the lower.",
                )


def clocks_stated(subject: Subject) -> Iterator[Problem]:
    """Every promise and acknowledgement names the calendar that it runs on."""
    process = subject.process
    timed: list[tuple[str, Quantity | None]] = []
    timed += [(f"/frame/commitments/{i}/target", c.target) for i, c in enumerate(process.frame.commitments)]
    timed += [
        (f"/frame/severities/{i}/first_response", s.first_response) for i, s in enumerate(process.frame.severities)
    ]
    timed += [(f"/frame/severities/{i}/update_every", s.update_every) for i, s in enumerate(process.frame.severities)]
    rules = process.handling.handoff.by_severity
    timed += [(f"/handling/handoff/by_severity/{i}/acknowledge_in", r.acknowledge_in) for i, r in enumerate(rules)]
    timed += [(f"/rules/triggers/{i}/acknowledge_in", t.acknowledge_in) for i, t in enumerate(process.rules.triggers)]
    for where, quantity in timed:
        if quantity is not None and (not quantity.is_duration or quantity.clock not in subject.clocks):
            told = f"{quantity.value:g} {quantity.unit} on the clock {quantity.clock!r}"
            yield Problem(where=where, what=f"{told} names no calendar.", mend="Name the calendar it runs on.")


def warned_before_breach(subject: Subject) -> Iterator[Problem]:
    covered: dict[str, set[str]] = {}
    for _, trigger in _timed(subject):
        for commitment in protected(subject, trigger):
            target = safe_minutes(commitment.target, subject.clocks)
            wait = wait_minutes(subject, trigger, commitment)
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
    Check(id="E15", weight="serious", title="A higher severity never waits longer", find=monotone_waits),
    Check(id="E16", weight="serious", title="Every duration names its clock", find=clocks_stated),
    Check(
        id="E18", weight="serious", title="Every promise has a warning and a breach alarm", find=warned_before_breach
    ),
)
