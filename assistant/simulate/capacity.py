"""What each tier and rota can carry, against what comes to it: by formulas, without chance.

Sources: productive hours = heads x paid hours x (1 - shrinkage), less the seats taken off; load = cases x handle time;
flows with hand-backs as a network; planned to 85 %; on call at most two pages in a shift of twelve hours, at most a
quarter of anybody's time, eight people at one site or six at each of two (Site Reliability Engineering, ch. 11).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from assistant.simulate.flows import Flows
from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.layout import Layout
from assistant.simulate.stations import common_share, people_at_work
from schemas.brief import Brief
from schemas.estimates import Capacity, Estimate, OnCallLoad, TierCapacity, Verdict
from schemas.process import EscalationProcess
from schemas.staffing import PAID_HOURS_A_WEEK, PLANNED_LOAD
from schemas.tiers import Role, Tier

MOST_LOAD = 100.0
"""Stands for any load above it, also where nobody is left at work."""
DRAWS = 60
"""How many times guessed inputs are drawn for a band."""
SHIFT_MINUTES = 720.0
PAGES_A_SHIFT = 2.0
MOST_OF_TIME = 0.25
ROTA = {1: 8, 2: 12}
"""People whom a rota needs, by the number of sites that share it."""
WATCHED_MINUTES = 3_600
"""A role that can be reached for more minutes a week than people work is on call."""


def capacity(process: EscalationProcess, brief: Brief, *, inputs: Inputs | None = None) -> Capacity:
    """Load, break-even and verdict of each tier, and the load of each role on call.

    Without a volume or a handle time there is no load, but the load that each tier could carry. inputs: to be used
    instead of those of the brief. Raises InputError for a rule that cannot be read, and for tiers that hand cases
    round for ever.
    """
    given = inputs if inputs is not None else inputs_of(process, brief)
    layout = Layout(process=process, inputs=given, start=first_monday(process), weeks=1)
    flows = Flows(layout)
    draws = draws_of(given, runs=DRAWS, seed=0)
    known = not any("volume" in one for one in given.unknown)
    comes = [flows.all(values) for values in (given.point(), *draws)] if known else []
    pages = [flows.first(values) for values in (given.point(), *draws)] if known else []
    each = [given.point(), *draws]
    return Capacity(
        tiers=tuple(
            _tier(process, tier, given, each, _at(comes, layout.places[tier.id])) for tier in process.frame.tiers
        ),
        on_call=tuple(
            _on_call(process, role, given, _at(pages, layout.places[role.id]))
            for role in process.frame.roles
            if role.kind == "duty" and weekly_minutes(process, role.hours) > WATCHED_MINUTES
        ),
        inputs=tuple(given.numbers.values()),
        unknown=given.unknown,
    )


def first_monday(process: EscalationProcess) -> datetime:
    """The first Monday after the process was written, at midnight UTC."""
    try:
        day = datetime.fromisoformat(process.authorship.written_on[:10]).replace(tzinfo=UTC)
    except ValueError:
        day = datetime(2026, 1, 1, tzinfo=UTC)
    return day + timedelta(days=(7 - day.weekday()) % 7)


def weekly_minutes(process: EscalationProcess, calendar: str) -> float:
    found = process.calendar(calendar)
    return float(found.weekly_minutes) if found is not None else 0.0


def draws_of(inputs: Inputs, *, runs: int, seed: int) -> list[dict[str, float]]:
    """Values of the inputs for so many runs: every guessed one spread evenly over its range, half of it on each side.

    The spread is stratified (a Latin square), so that few runs see the whole range.
    """
    draw = random.Random(seed)  # noqa: S311 - chance, not secrets
    values = [inputs.point() for _ in range(runs)]
    for id in inputs.guessed:
        one = inputs.numbers[id]
        for run, stratum in enumerate(draw.sample(range(runs), runs)):
            at = (stratum + draw.random()) / runs
            low, high = (one.low, one.value) if at < 0.5 else (one.value, one.high)
            values[run][id] = low + (high - low) * (at if at < 0.5 else at - 0.5) * 2
    return values


def verdict(band: Estimate, good: Callable[[float], bool]) -> Verdict:
    """Whether something holds over the whole band, in a part of it, or nowhere."""
    ends = (good(band.low), good(band.high))
    return "yes" if all(ends) else "doubtful" if any(ends) else "no"


def _at(flows: Sequence[Sequence[float]], place: int) -> list[float]:
    return [flow[place] for flow in flows]


def _band(values: Sequence[float]) -> Estimate:
    """The first value, which is of the inputs as they stand, with the range of all."""
    return Estimate(value=values[0], low=min(values), high=max(values))


def _tier(
    process: EscalationProcess, tier: Tier, inputs: Inputs, each: Sequence[Mapping[str, float]], comes: list[float]
) -> TierCapacity:
    if tier.headcount is None:
        return _external(tier.id, comes[0] if comes else None)
    minutes = weekly_minutes(process, tier.hours)
    at_work = [people_at_work(process, tier, shrinkage=values["shrinkage"]) for values in each]
    handle = inputs.numbers.get(f"handle:{tier.id}")
    planned = at_work[0] * minutes * PLANNED_LOAD
    load = None
    if handle is not None and comes:
        work = [cases * values[handle.id] for cases, values in zip(comes, each, strict=True)]
        load = _band([min(MOST_LOAD, _ratio(w, p * minutes)) for w, p in zip(work, at_work, strict=True)])
    return TierCapacity(
        tier=tier.id,
        heads=tier.headcount.value,
        at_work=at_work[0],
        hours_a_week=at_work[0] * minutes / 60,
        cases_a_week=comes[0] if comes else None,
        handle_minutes=handle.value if handle else None,
        load=load,
        break_even_cases=planned / handle.value if handle and handle.value > 0 else None,
        break_even_minutes=_ratio(planned, comes[0]) if comes and comes[0] > 0 else None,
        heads_needed=heads_for(process, tier, comes[0] * handle.value, shrinkage=each[0]["shrinkage"])
        if handle and comes
        else None,
        verdict=_load_verdict(load) if load is not None else "unknown",
    )


def _external(tier: str, comes: float | None) -> TierCapacity:
    return TierCapacity(
        tier=tier,
        heads=None,
        at_work=None,
        hours_a_week=None,
        cases_a_week=comes,
        handle_minutes=None,
        load=None,
        break_even_cases=None,
        break_even_minutes=None,
        heads_needed=None,
        verdict="yes",
    )


def heads_for(process: EscalationProcess, tier: Tier, work_minutes: float, *, shrinkage: float) -> int | None:
    """The fewest heads that carry a week's work within the planned load; None for a tier that is never open."""
    hours = process.calendar(tier.hours)
    opened = hours.weekly_minutes if hours is not None else 0
    if hours is None or not opened or shrinkage >= 1:
        return None
    taken = sum(s.count.value * common_share(hours, process.calendar(s.hours)) for s in tier.seats)
    present = work_minutes / (PLANNED_LOAD * opened) + taken
    return math.ceil(present * opened / (min(PAID_HOURS_A_WEEK * 60, opened) * (1 - shrinkage)) - 1e-9)


def _load_verdict(load: Estimate) -> Verdict:
    """Up to the planned load it carries; above its capacity over the whole band it does not."""
    if load.high <= PLANNED_LOAD:
        return "yes"
    return "no" if load.low > 1 else "doubtful"


def _ratio(of: float, to: float) -> float:
    return of / to if to > 0 else math.inf if of > 0 else 0.0


def _on_call(process: EscalationProcess, role: Role, inputs: Inputs, pages: list[float]) -> OnCallLoad:
    people = sum(s.count.value for t in process.frame.tiers for s in t.seats if s.role == role.id) or 1.0
    shifts = people * weekly_minutes(process, role.hours) / SHIFT_MINUTES
    seats = [t for t in process.frame.tiers for s in t.seats if s.role == role.id]
    rota = inputs.rota or next((t.headcount.value for t in seats if t.headcount is not None), None)
    needed = ROTA[min(2, inputs.sites)]
    a_shift = _band([page / shifts for page in pages]) if pages else None
    share = 1 / rota if rota else None
    return OnCallLoad(
        role=role.id,
        pages_a_shift=a_shift,
        over_two=_band([over_two(page / shifts) for page in pages]) if pages else None,
        rota=rota,
        rota_needed=needed,
        share_of_time=share,
        verdict=_on_call_verdict(a_shift, rota=rota, needed=needed, share=share),
    )


def over_two(mean: float) -> float:
    """The share of shifts with more than two pages, where pages come at random (Poisson) with this average."""
    return 1 - math.exp(-mean) * (1 + mean + mean**2 / 2)


def _on_call_verdict(a_shift: Estimate | None, *, rota: float | None, needed: int, share: float | None) -> Verdict:
    pages: Verdict = verdict(a_shift, lambda mean: mean <= PAGES_A_SHIFT) if a_shift is not None else "unknown"
    if rota is None or share is None:
        return pages
    people: Verdict = "no" if share > MOST_OF_TIME else "yes" if rota >= needed else "doubtful"
    return max(people, pages, key=("yes", "unknown", "doubtful", "no").index)
