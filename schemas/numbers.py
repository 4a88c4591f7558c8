"""The numbers of a process by the ids under which prose and formulas may name them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.calendar import Calendar
from schemas.errors import InputError
from schemas.expressions import evaluate
from schemas.process import EscalationProcess, Frame, Handling
from schemas.quantity import Quantity, minutes

PLACEHOLDER = re.compile(r"\{(q|role|field):([^{}\s]+)\}")


def frame_numbers(frame: Frame) -> dict[str, Quantity]:
    """The numbers that the frame's own places hold.

    `headcount:t1`, `first_response:enterprise/p1` (commitments), `target:p1` (a severity's own target), `update:p1`.
    """
    found: dict[str, Quantity] = {n.id: n.quantity for n in frame.numbers}
    for tier in frame.tiers:
        if tier.headcount is not None:
            found[f"headcount:{tier.id}"] = tier.headcount
    for severity in frame.severities:
        found[f"target:{severity.id}"] = severity.first_response
        found[f"update:{severity.id}"] = severity.update_every
    for role in frame.roles:
        if role.acknowledges_in is not None:
            found[f"ack:{role.id}"] = role.acknowledges_in
    for partner in frame.partners:
        if partner.obligation is not None:
            found[f"obligation:{partner.id}"] = partner.obligation
    found |= {c.id: c.target for c in frame.commitments}
    return found


def handling_numbers(handling: Handling) -> dict[str, Quantity]:
    """`ack:p1` for each severity's acknowledgement time, `bounce_cap`, and the part's own numbers."""
    found: dict[str, Quantity] = {n.id: n.quantity for n in handling.numbers}
    found |= {f"ack:{rule.severity}": rule.acknowledge_in for rule in handling.handoff.by_severity}
    found["bounce_cap"] = handling.handoff.bounce_cap
    return found


def number_index(process: EscalationProcess) -> dict[str, Quantity]:
    """Every number that this process's prose and formulas may name."""
    found = {entry.id: entry.quantity for entry in process.ledger}
    found |= {n.id: n.quantity for part in (process.rules, process.improvement) for n in part.numbers}
    return found | frame_numbers(process.frame) | handling_numbers(process.handling)


def day_minutes(calendar: Calendar | None) -> float:
    """The length of a day on a calendar: its open minutes over the days on which it opens."""
    if calendar is None or not calendar.windows:
        return 1_440.0
    return calendar.weekly_minutes / len({window.weekday for window in calendar.windows})


def clock_minutes(quantity: Quantity, calendars: Mapping[str, Calendar]) -> float:
    """A duration in minutes of its own clock; a day on a business calendar is as long as that calendar's days."""
    if quantity.unit in ("min", "h"):
        return minutes(quantity)
    return minutes(quantity, day_minutes=day_minutes(calendars.get(quantity.clock or "")))


def safe_minutes(quantity: Quantity, calendars: Mapping[str, Calendar]) -> float:
    """As `clock_minutes`; without end for what is no duration, so that an order of durations can still be told."""
    return clock_minutes(quantity, calendars) if quantity.is_duration else float("inf")


def plain_values(index: Mapping[str, Quantity], calendars: Mapping[str, Calendar]) -> dict[str, float]:
    """What formulas calculate with: durations in minutes of their own clocks, everything else as it stands."""
    return {id: clock_minutes(q, calendars) if q.is_duration else q.value for id, q in index.items()}


def computed_value(
    quantity: Quantity, index: Mapping[str, Quantity], *, calendars: Mapping[str, Calendar]
) -> float | None:
    """The value of a computed quantity by its own formula, in its own unit; None when it has no formula.

    Raises InputError when the formula cannot be evaluated.
    """
    if quantity.expression is None:
        return None
    value = evaluate(quantity.expression, plain_values(index, calendars))
    if not quantity.is_duration:
        return value
    return value / clock_minutes(quantity.model_copy(update={"value": 1.0}), calendars)


def holds_up(
    quantity: Quantity,
    index: Mapping[str, Quantity],
    *,
    calendars: Mapping[str, Calendar],
    tolerance: float = 0.051,
) -> bool:
    """Whether a computed quantity equals its formula, to the rounding that people read (5 %, or a tenth)."""
    try:
        value = computed_value(quantity, index, calendars=calendars)
    except InputError:
        return False
    return value is None or is_close(value, quantity.value, tolerance=tolerance)


def is_close(computed: float, written: float, *, tolerance: float = 0.051) -> bool:
    """Whether a written number is the computed one to the rounding that people read (5 %, or a tenth)."""
    return abs(computed - written) <= max(tolerance * abs(computed), 0.1)
