"""What cannot be kept as it stands: overloaded tiers, rotas nobody can bear, promises while nobody is there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.simulate.layout import Layout
from assistant.simulate.outcome import Promised, promises_of
from schemas.estimates import Capacity, OnCallLoad, PromiseEstimate, Shortfall, TierCapacity, TierEstimate
from schemas.numbers import clock_minutes
from schemas.staffing import PLANNED_LOAD
from schemas.tiers import Role

LOOKED_AT = 15
"""Minutes between two arrivals that are looked at, over one week."""
NEVER_KEPT = 0.05
"""The share of arrivals outside everybody's reach from which a promise does not fit the hours."""


def shortfalls(
    layout: Layout, carried: Capacity, promises: Sequence[PromiseEstimate], places: Sequence[TierEstimate]
) -> tuple[Shortfall, ...]:
    """Everything that is not kept, what certainly is not first; what nobody is there to keep needs no volume."""
    found = [_load(layout, t) for t in carried.tiers if t.verdict in ("no", "doubtful") and t.load is not None]
    found += [_on_call(layout, o) for o in carried.on_call if o.verdict in ("no", "doubtful")]
    found += [_role_load(p) for p in places if p.grows and isinstance(layout.process.receivers[p.receiver], Role)]
    measured = {p.commitment: p for p in promises}
    for promise in promises_of(layout):
        share, estimate = out_of_reach(layout, promise), measured.get(promise.id)
        kept = estimate.kept if estimate is not None else None
        if share > NEVER_KEPT and (estimate is None or estimate.verdict != "yes"):
            found.append(_hours(promise, share))
        elif estimate is not None and kept is not None and estimate.verdict in ("no", "doubtful"):
            what = f"{_percent(kept.value)} of {promise.id} is kept ({_percent(kept.low)} to {_percent(kept.high)})"
            found.append(
                Shortfall(
                    kind="attainment",
                    where=promise.id,
                    what=f"{what}, below {_percent(estimate.goal)}.",
                    verdict=estimate.verdict,
                )
            )
    return tuple(sorted(found, key=lambda one: one.verdict != "no"))


def out_of_reach(layout: Layout, promise: Promised) -> float:
    """The share of a week's arrivals whose promise runs out before anybody who gets the case has hours.

    Whoever is next when nobody acknowledges is counted in, at the moment at which it becomes theirs.
    """
    if promise.metric != "first_response":
        return 0.0
    clock, target = layout.clock(promise.target.clock), clock_minutes(promise.target, layout.rules.clocks)
    case = min(promise.cases)
    hours = layout.comes_in(case)
    late = looked = 0
    for at in range(0, 10_080, LOOKED_AT):
        if hours.is_open(at):
            looked += 1
            late += _reached(layout, case, float(at)) > clock.after(at, target)
    return late / looked if looked else 0.0


def _reached(layout: Layout, case: int, at: float) -> float:
    """The first moment at which somebody who has the case by then is there."""
    state = layout.state_of_day(at)
    place, _ = layout.start_of(case, state)
    came, seen = at, set[int]()
    answers, minutes = layout.answerer(case)
    owed = layout.clock(layout.process.frame.receivers[answers].hours) if answers >= 0 else None
    best = owed.opening(at) + (minutes if answers != place else 0.0) if owed is not None else float("inf")
    while place not in seen:
        seen.add(place)
        receiver = layout.process.frame.receivers[place]
        best = min(
            best, layout.clock(receiver.hours).opening(came) if layout.process.calendar(receiver.hours) else best
        )
        moves = [t for t in layout.timers(case, place, state, working=False, answered=False) if t.moves]
        soonest = min(
            ((max(h.after(came if since else at, m) for since, h, m in t.waits), t.to) for t in moves),
            default=None,
        )
        if soonest is None or soonest[0] >= best:
            break
        came, place = soonest
    return best


def _load(layout: Layout, tier: TierCapacity) -> Shortfall:
    assert tier.load is not None  # noqa: S101 - only tiers with a load fall short of it
    name = layout.process.receivers[tier.tier].name
    if not tier.at_work:
        left = f"Nobody is left at work in {name}"
        seats = ": its seats take everybody" if tier.heads else ""
        needs = f" It needs {tier.heads_needed} people." if tier.heads_needed is not None else ""
        return Shortfall(kind="load", where=tier.tier, what=f"{left}{seats}.{needs}", verdict="no")
    band = f"{_percent(tier.load.value)} ({_percent(tier.load.low)} to {_percent(tier.load.high)})"
    grows = ": its queue grows without end" if tier.load.low > 1 else ""
    needs = f" It needs {tier.heads_needed} people." if tier.heads_needed is not None else ""
    return Shortfall(
        kind="load",
        where=tier.tier,
        what=f"{name} is loaded to {band} of its capacity, beyond {_percent(PLANNED_LOAD)}{grows}.{needs}",
        verdict=tier.verdict,
    )


def _role_load(place: TierEstimate) -> Shortfall:
    load = place.load
    band = f"{_percent(load.value)} of what one in it can do ({_percent(load.low)} to {_percent(load.high)})"
    return Shortfall(
        kind="load",
        where=place.receiver,
        what=f"{place.name} gets {band}: its cases pile up without end.",
        verdict="no" if load.low > 1 else "doubtful",
    )


def _on_call(layout: Layout, role: OnCallLoad) -> Shortfall:
    name = layout.process.receivers[role.role].name
    told = []
    if role.rota is not None and role.rota < role.rota_needed:
        told.append(f"{role.rota:g} people take turns as {name} where {role.rota_needed} are needed")
    if role.pages_a_shift is not None and role.pages_a_shift.high > 2:
        band = role.pages_a_shift
        told.append(f"{name} is paged {band.value:.1f} times a shift ({band.low:.1f} to {band.high:.1f}), above 2")
    return Shortfall(kind="on_call", where=role.role, what="; ".join(told) + ".", verdict=role.verdict)


def _hours(promise: Promised, share: float) -> Shortfall:
    when = f"In {_percent(share)} of the hours in which such cases come"
    return Shortfall(
        kind="hours",
        where=promise.id,
        what=f"{when}, {promise.id} runs out before anybody is there.",
        verdict="no",
    )


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + " %"
