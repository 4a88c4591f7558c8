"""A process with one thing changed: heads, hours, seats, or a promise."""

from __future__ import annotations

from collections.abc import Callable

from schemas.commitments import Commitment
from schemas.process import EscalationProcess, Frame
from schemas.quantity import Quantity
from schemas.tiers import Role, Seat, Tier


def with_heads(process: EscalationProcess, tier: str, heads: float) -> EscalationProcess:
    """So many heads in a tier."""
    return _tiers(process, tier, lambda t: t.model_copy(update={"headcount": _set(t.headcount, heads)}))


def with_tier_hours(process: EscalationProcess, tier: str, calendar: str) -> EscalationProcess:
    """A tier staffed in another calendar."""
    return _tiers(process, tier, lambda t: t.model_copy(update={"hours": calendar}))


def with_role_hours(process: EscalationProcess, role: str, calendar: str) -> EscalationProcess:
    """A role that can be reached in another calendar, its seats and its deputy's with it."""
    deputy = next((r.deputy for r in process.frame.roles if r.id == role), role)

    def moved(one: Role) -> Role:
        return one.model_copy(update={"hours": calendar}) if one.id in (role, deputy) and one.kind == "duty" else one

    def seat(one: Seat) -> Seat:
        return one.model_copy(update={"hours": calendar}) if one.role in (role, deputy) else one

    tiers = tuple(t.model_copy(update={"seats": tuple(map(seat, t.seats))}) for t in process.frame.tiers)
    return _framed(
        process, process.frame.model_copy(update={"roles": tuple(map(moved, process.frame.roles)), "tiers": tiers})
    )


def with_seats(process: EscalationProcess, role: str, count: float) -> EscalationProcess:
    """So many people on duty in a role at once; nothing changes where no tier fills its seat."""

    def seat(one: Seat) -> Seat:
        return one.model_copy(update={"count": _set(one.count, count)}) if one.role == role else one

    tiers = tuple(t.model_copy(update={"seats": tuple(map(seat, t.seats))}) for t in process.frame.tiers)
    return _framed(process, process.frame.model_copy(update={"tiers": tiers}))


def with_target(process: EscalationProcess, promise: str, value: float) -> EscalationProcess:
    """A promise, or a severity's own target (`target:<severity>`), with another time in its own unit."""
    return _promises(process, promise, lambda target: target.model_copy(update={"value": value}))


def with_clock(process: EscalationProcess, promise: str, calendar: str) -> EscalationProcess:
    """A promise that runs on another clock; a bare duration of hours or minutes keeps its value."""
    return _promises(process, promise, lambda target: target.model_copy(update={"clock": calendar}))


def promised(process: EscalationProcess, promise: str) -> Quantity | None:
    """What is promised under this id."""
    if promise.startswith("target:"):
        severity = process.severity(promise.removeprefix("target:"))
        return severity.first_response if severity is not None else None
    return next((c.target for c in process.frame.commitments if c.id == promise), None)


def _promises(process: EscalationProcess, promise: str, change: Callable[[Quantity], Quantity]) -> EscalationProcess:
    def commitment(one: Commitment) -> Commitment:
        return one.model_copy(update={"target": change(one.target)}) if one.id == promise else one

    severities = tuple(
        s.model_copy(update={"first_response": change(s.first_response)}) if f"target:{s.id}" == promise else s
        for s in process.frame.severities
    )
    commitments = tuple(map(commitment, process.frame.commitments))
    return _framed(process, process.frame.model_copy(update={"commitments": commitments, "severities": severities}))


def _tiers(process: EscalationProcess, tier: str, change: Callable[[Tier], Tier]) -> EscalationProcess:
    tiers = tuple(change(t) if t.id == tier else t for t in process.frame.tiers)
    return _framed(process, process.frame.model_copy(update={"tiers": tiers}))


def _framed(process: EscalationProcess, frame: Frame) -> EscalationProcess:
    return process.model_copy(update={"frame": frame})


def _set(quantity: Quantity | None, value: float) -> Quantity:
    if quantity is None:
        return Quantity(value=value, unit="people", clock=None, basis="proposal")
    return quantity.model_copy(update={"value": value})
