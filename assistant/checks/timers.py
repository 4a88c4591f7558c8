"""Timers of promises: which triggers are one, what they keep, and how long they wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.admission import admits, speaks_of
from assistant.checks.subject import Subject
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.numbers import safe_minutes
from schemas.triggers import Trigger

AGE_FIELDS = ("time_since_created", "time_in_tier", "time_in_status", "time_since_update", "time_since_customer_reply")
"""Durations that can run beside a promise's clock; alone they do not tell whether anybody has answered yet."""


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A trigger on a running clock, and the promises that it keeps."""

    where: str
    trigger: Trigger
    clock: Comparison
    keeps: tuple[Commitment, ...]

    @property
    def tells_of_breach(self) -> bool:
        """It fires when the promise is already broken, and is meant to."""
        if self.clock.field.endswith(".breached"):
            return True
        percent = self.clock.field.endswith("consumed_pct") and self.clock.number is not None
        return percent and self.clock.number is not None and self.clock.number.value >= 100

    def wait(self, subject: Subject, commitment: Commitment) -> float | None:
        """Minutes of the promise's clock until it fires; None when that cannot be told."""
        target = safe_minutes(commitment.target, subject.clocks)
        if self.clock.field.endswith(".breached"):
            return target
        number = self.clock.number
        if number is None:
            return None
        if self.clock.field.endswith("consumed_pct"):
            return number.value / 100 * target
        if not number.is_duration:
            return None
        minutes = safe_minutes(number, subject.clocks)
        return target - minutes if self.clock.field.endswith(".remaining") else minutes


def timers(subject: Subject) -> Iterator[Timer]:
    """The computed alarms, and the author's automatic triggers on a promise's clock."""
    rows = [(f"/alarms/{i}", t) for i, t in enumerate(subject.process.alarms)]
    rows += [(f"/rules/triggers/{i}", t) for i, t in enumerate(subject.process.rules.triggers)]
    for where, trigger in rows:
        if trigger.mode != "automatic" or trigger.kind == "de_escalation":
            continue
        clock = next((c for c in trigger.all_of if _is_clock(c)), None)
        if clock is not None:
            keeps = _kept(subject, trigger, clock)
            if keeps:
                yield Timer(where=where, trigger=trigger, clock=clock, keeps=keeps)


def _is_clock(comparison: Comparison) -> bool:
    field = comparison.field
    if field.startswith("sla.") and field.endswith(".breached"):
        return "yes" in comparison.values
    if comparison.number is None:
        return False
    if field.startswith("sla.") and field.endswith(".remaining"):
        return comparison.op in ("<", "<=")
    return comparison.op in (">", ">=") and (field.startswith("sla.") or field in AGE_FIELDS)


def _kept(subject: Subject, trigger: Trigger, clock: Comparison) -> tuple[Commitment, ...]:
    commitments = subject.process.frame.commitments
    named = next((c for c in commitments if c.id == trigger.protects), None)
    if clock.field.startswith("sla."):
        metric: str = clock.field.split(".")[1]
    elif named is not None:
        metric = named.metric
    else:
        metric = "first_response"
    admitted = tuple(
        c
        for c in commitments
        if c.metric == metric
        and admits(subject, trigger.all_of, "severity", c.severity)
        and admits(subject, trigger.all_of, "customer_tier", c.customer_tier)
    )
    if clock.field.startswith("sla.") or named is not None or _is_unanswered(trigger):
        return admitted
    # A case's age says nothing of an answer: beyond the promise it is a timer of the solution, not of the promise.
    if clock.field != "time_since_created" or not speaks_of(trigger.all_of, "customer_tier") or clock.number is None:
        return ()
    age = safe_minutes(clock.number, subject.clocks)
    return tuple(c for c in admitted if age <= safe_minutes(c.target, subject.clocks))


def _is_unanswered(trigger: Trigger) -> bool:
    return any(
        (c.field == "status" and c.op == "=" and c.values == ("new",))
        or (c.field == "first_reply_at" and c.op == "is_null")
        for c in trigger.all_of
    )
