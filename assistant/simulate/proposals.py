"""The ways to mend a shortfall, each as a series of changes that grow: size 0 is the least of its kind."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.simulate.amended import (
    promised,
    with_clock,
    with_heads,
    with_role_hours,
    with_seats,
    with_target,
    with_tier_hours,
)
from assistant.simulate.capacity import ROTA, first_monday, weekly_minutes
from assistant.simulate.inputs import Inputs
from assistant.simulate.rulebook import CaseClass, Rulebook
from assistant.simulate.stations import people_at_work
from schemas.calendar import ALWAYS
from schemas.estimates import Change, Shortfall
from schemas.process import EscalationProcess
from schemas.tiers import Role, Tier

LOOSENED = 1.1
"""By how much a promise is loosened in one step."""
MOST_LOOSENED = 40
MOST_HEADS = 500


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A process and its inputs with some changes made."""

    process: EscalationProcess
    inputs: Inputs
    changes: tuple[Change, ...]

    @property
    def size(self) -> float:
        return sum(change.size for change in self.changes)


Way = Callable[[int], "Proposal | None"]
"""A change of a size, 0 for the least; None where there is none so large."""


def proposals(state: Proposal, shortfall: Shortfall) -> Iterator[Way]:
    """The ways that might mend this shortfall."""
    if shortfall.kind == "load":
        yield lambda size: _more_heads(state, shortfall.where, size)
        yield lambda size: _more_on_duty(state, shortfall.where, size)
    elif shortfall.kind == "on_call":
        yield lambda size: _more_in_turn(state, shortfall.where, size)
        yield lambda size: _more_on_duty(state, shortfall.where, size)
        yield lambda size: _no_on_call(state, shortfall.where, size)
    else:
        holder = _answers(state.process, shortfall.where)
        if shortfall.kind == "hours":
            yield lambda size: _own_hours_promised(state, shortfall.where, holder, size)
            yield lambda size: _longer_hours(state, shortfall.where, holder, size)
        elif isinstance(holder, Tier):
            yield lambda size: _more_heads(state, holder.id, size)
        elif isinstance(holder, Role):
            yield lambda size: _more_on_duty(state, holder.id, size)
        yield lambda size: _loosened(state, shortfall.where, size)


def _more_heads(state: Proposal, tier: str, size: int) -> Proposal | None:
    found = next((t for t in state.process.frame.tiers if t.id == tier), None)
    if found is None or found.headcount is None or size > MOST_HEADS:
        return None
    before = found.headcount.value
    after = before + size + 1
    change = _change(
        "heads", tier, before, after, "people", f"{found.name} has {after:g} people instead of {before:g}."
    )
    return _with(state, with_heads(state.process, tier, after), change)


def _more_in_turn(state: Proposal, role: str, size: int) -> Proposal | None:
    """More people in the rota, up to what one needs."""
    rota = state.inputs.rota or next(
        (t.headcount.value for t in state.process.frame.tiers for s in t.seats if s.role == role and t.headcount), 0.0
    )
    needed = ROTA[min(2, state.inputs.sites)]
    if not 0 < rota < needed or size:
        return None
    name = state.process.receivers[role].name
    change = _change("rota", role, rota, needed, "people", f"{needed} people take turns as {name} instead of {rota:g}.")
    return replace(_with(state, state.process, change), inputs=replace(state.inputs, rota=float(needed)))


def _no_on_call(state: Proposal, role: str, size: int) -> Proposal | None:
    """The promises that need it run in the hours of the tier that it is filled from, and nobody is on call."""
    process = state.process
    source = next((t for t in process.frame.tiers for s in t.seats if s.role == role), process.frame.tiers[0])
    before, after = (weekly_minutes(process, id) / 60 for id in (process.receivers[role].hours, source.hours))
    if size or after >= before:
        return None
    name = process.receivers[role].name
    what = f"{name} is there in the hours of {source.name} alone, {after:g} a week instead of {before:g}."
    result = _with(
        state, with_role_hours(process, role, source.hours), _change("hours", role, before, after, "h", what)
    )
    for id, clock in _clocks(process).items():
        promised_hours = weekly_minutes(process, clock) / 60
        if promised_hours > after and _answers(process, id).id == role:
            what = f"{id} runs in these hours instead of {promised_hours:g} a week."
            change = _change("promise", id, promised_hours, after, "h", what)
            result = _with(result, with_clock(result.process, id, source.hours), change)
    return replace(result, process=_worked_on(result.process, role, source.hours))


def _worked_on(process: EscalationProcess, role: str, calendar: str) -> EscalationProcess:
    """The severities that a role has are worked on in this calendar."""
    severities = tuple(
        s.model_copy(update={"hours": calendar}) if role in (s.entry, s.owner) else s for s in process.frame.severities
    )
    return process.model_copy(update={"frame": process.frame.model_copy(update={"severities": severities})})


def _more_on_duty(state: Proposal, role: str, size: int) -> Proposal | None:
    """More people on duty at once; each takes one more off the tier that fills the seat."""
    found = next(((t, s) for t in state.process.frame.tiers for s in t.seats if s.role == role), None)
    if found is None or size > 20:
        return None
    before = found[1].count.value
    after = before + size + 1
    name = state.process.receivers[role].name
    change = _change(
        "heads", role, before, after, "people", f"{after:g} people are {name} at once instead of {before:g}."
    )
    return _with(state, with_seats(state.process, role, after), change)


def _own_hours_promised(state: Proposal, promise: str, holder: Tier | Role, size: int) -> Proposal | None:
    """The promise runs only while whoever answers is there."""
    target = promised(state.process, promise)
    if target is None or size:
        return None
    before, after = (weekly_minutes(state.process, id) / 60 for id in (target.clock or ALWAYS, holder.hours))
    if not 0 < after < before:
        return None
    what = f"{promise} runs in the hours of {holder.name} ({after:g} a week) instead of {before:g} hours a week."
    return _with(
        state,
        with_clock(state.process, promise, holder.hours),
        _change("promise", promise, before, after, "h", what),
    )


def _longer_hours(state: Proposal, promise: str, holder: Tier | Role, size: int) -> Proposal | None:
    """Whoever answers is there while the promise runs, with at least one person at work."""
    process, target = state.process, promised(state.process, promise)
    if target is None or size:
        return None
    clock = target.clock or ALWAYS
    before, after = (weekly_minutes(process, id) / 60 for id in (holder.hours, clock))
    if after <= before or process.calendar(clock) is None:
        return None
    what = f"{holder.name} is there {after:g} hours a week instead of {before:g}: while {promise} runs."
    change = _change("hours", holder.id, before, after, "h", what)
    if isinstance(holder, Role):
        return _with(state, with_role_hours(process, holder.id, clock), change)
    return _staffed(_with(state, with_tier_hours(process, holder.id, clock), change), holder)


def _staffed(state: Proposal, tier: Tier) -> Proposal:
    """With as many heads as leave somebody at work in every hour."""
    shrinkage = state.inputs.point()["shrinkage"]
    heads, needed = tier.headcount.value if tier.headcount is not None else math.inf, 0.0
    process = state.process
    while heads + needed < MOST_HEADS:
        one = next(t for t in process.frame.tiers if t.id == tier.id)
        if people_at_work(process, one, shrinkage=shrinkage) >= 1:
            break
        needed += 1
        process = with_heads(state.process, tier.id, heads + needed)
    if not needed:
        return state
    what = f"{tier.name} has {heads + needed:g} people instead of {heads:g}, so that one is at work in every hour."
    return _with(state, process, _change("heads", tier.id, heads, heads + needed, "people", what))


def _loosened(state: Proposal, promise: str, size: int) -> Proposal | None:
    """A longer promise, by a tenth a step, rounded as people would."""
    target = promised(state.process, promise)
    if target is None or size > MOST_LOOSENED or target.value <= 0:
        return None
    after = _rounded(target.value * LOOSENED ** (size + 1))
    what = f"{promise} promises {after:g} {target.unit} instead of {target.value:g} {target.unit}."
    change = _change("promise", promise, target.value, after, target.unit, what)
    return _with(state, with_target(state.process, promise, after), change)


def _rounded(value: float) -> float:
    """Up to two significant digits."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return round(math.ceil(value / step - 1e-9) * step, 6)


def _answers(process: EscalationProcess, promise: str) -> Tier | Role:
    """Who has the cases of a promise first."""
    rules = Rulebook(process)
    kept = next((c for c in process.frame.commitments if c.id == promise), None)
    severity = kept.severity if kept is not None else promise.removeprefix("target:")
    customer = kept.customer_tier if kept is not None else process.frame.customer_tiers[0].id
    issue = next((i.id for i in process.rules.issues if i.entry in rules.tiers), None)
    holder, _ = rules.start(CaseClass(severity=severity, customer=customer, issue=issue), first_monday(process))
    found = process.receivers[holder]
    return found if isinstance(found, Tier | Role) else process.frame.tiers[0]


def _clocks(process: EscalationProcess) -> dict[str, str]:
    """The clock of each promise of a first answer and of each severity's own target."""
    found = {c.id: c.target.clock or ALWAYS for c in process.frame.commitments if c.metric != "update"}
    return found | {f"target:{s.id}": s.first_response.clock or ALWAYS for s in process.frame.severities}


def _change(kind: str, where: str, before: float, after: float, unit: str, what: str) -> Change:
    size = abs(after - before) / before if before else math.inf
    return Change.model_validate(
        {"kind": kind, "where": where, "before": before, "after": after, "unit": unit, "what": what, "size": size}
    )


def _with(state: Proposal, process: EscalationProcess, change: Change) -> Proposal:
    return replace(state, process=process, changes=(*state.changes, change))
