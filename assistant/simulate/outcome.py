"""What runs show together: for each promise, tier and role the average of the runs with its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any

from assistant.simulate.capacity import verdict
from assistant.simulate.intervals import of_runs, of_share
from assistant.simulate.layout import Layout
from assistant.simulate.run import WEEK, Run
from schemas.estimates import Capacity, Estimate, PageEstimate, PromiseEstimate, TierEstimate
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity

if TYPE_CHECKING:
    from numpy.typing import NDArray

FULL = 0.97
"""Worked share from which a place whose work exceeds its capacity counts as growing without end."""
A_MOMENT = 1e-6


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A promise that is measured: a commitment, or a severity's own target where nothing was promised."""

    id: str
    metric: str
    cases: frozenset[int]
    """The classes that it covers."""
    target: Quantity


@dataclass(frozen=True, kw_only=True)
class PlaceOutcome:
    """What a run shows at one place."""

    load: float
    offered: float
    wait: float | None
    wait_p90: float | None
    cases_a_week: float
    pages_a_week: float
    handed_on: int
    handed_back: int
    lapsed: int
    cases: int

    @property
    def grows(self) -> bool:
        return self.offered > 1 and self.load >= FULL


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one run shows."""

    tickets: int
    kept: Mapping[str, tuple[int, int]]
    """By promise: cases in which it was kept, and all."""
    places: tuple[PlaceOutcome, ...]


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """What all runs show together."""

    promises: tuple[PromiseEstimate, ...]
    tiers: tuple[TierEstimate, ...]
    pages: tuple[PageEstimate, ...]


def promises_of(layout: Layout) -> tuple[Promised, ...]:
    """The first answers and solutions that were promised, in the process's order, then the severities' own targets."""
    found = []
    covered: set[tuple[str, str]] = set()
    for one in layout.process.frame.commitments:
        if one.metric == "update" or not one.target.is_duration:
            continue
        if one.metric == "first_response":
            covered.add((one.customer_tier, one.severity))
        cases = _classes(layout, one.severity, one.customer_tier)
        found.append(Promised(id=one.id, metric=one.metric, cases=cases, target=one.target))
    for severity in layout.process.frame.severities:
        left = [c.id for c in layout.process.frame.customer_tiers if (c.id, severity.id) not in covered]
        cases = frozenset().union(*(_classes(layout, severity.id, c) for c in left))
        if cases and severity.first_response.is_duration:
            found.append(
                Promised(
                    id=f"target:{severity.id}", metric="first_response", cases=cases, target=severity.first_response
                )
            )
    return tuple(found)


def outcome_of(run: Run, moments: NDArray[Any], kinds: NDArray[Any]) -> Outcome:
    """What a finished run shows after its warm-up. What is not done when it ends counts as not kept."""
    import numpy as np

    layout = run.layout
    met = {"first_response": np.array(run.first), "resolution": np.array(run.solved)}
    counted = moments >= run.warm_up
    kept = {}
    for promise in promises_of(layout):
        mine = counted & np.isin(kinds, list(promise.cases))
        clock = layout.clock(promise.target.clock)
        took = clock.worked_each(met[promise.metric][mine]) - clock.worked_each(moments[mine])
        within = took <= clock_minutes(promise.target, layout.rules.clocks) + A_MOMENT
        kept[promise.id] = (int(within.sum()), int(mine.sum()))
    return Outcome(
        tickets=len(moments), kept=kept, places=tuple(_place(run, place) for place in range(len(run.stations)))
    )


def estimates(layout: Layout, outcomes: Sequence[Outcome], *, carried: Capacity, goal: float) -> Estimates:
    """The runs' averages with their bands: 95 % confidence, and the range of the runs where inputs were guessed."""
    guessed = bool(layout.inputs.guessed)
    promises = tuple(_promise(p.id, [o.kept[p.id] for o in outcomes], guessed, goal) for p in promises_of(layout))
    loads = {t.tier: t.load for t in carried.tiers}
    tiers, pages = [], []
    for place, one in enumerate(layout.process.frame.receivers):
        mine = [o.places[place] for o in outcomes]
        if not any(m.cases_a_week or m.pages_a_week for m in mine):
            continue
        tiers.append(_tier(one.id, one.name, mine, guessed, loads.get(one.id)))
        if getattr(one, "kind", "") in ("duty", "management", "specialist"):
            pages.append(
                PageEstimate(receiver=one.id, name=one.name, a_week=_band([m.pages_a_week for m in mine], guessed))
            )
    return Estimates(promises=promises, tiers=tuple(tiers), pages=tuple(pages))


def _classes(layout: Layout, severity: str, customer: str) -> frozenset[int]:
    return frozenset(
        place for place, c in enumerate(layout.classes) if (c.severity, c.customer) == (severity, customer)
    )


def _place(run: Run, place: int) -> PlaceOutcome:
    station, tally, clock = run.stations[place], run.tallies[place], run.clocks[place]
    weeks = (run.until - run.warm_up) / WEEK
    minutes = station.at_work * (clock.worked(run.until) - clock.worked(run.warm_up))
    waits = sorted(tally.waits)
    return PlaceOutcome(
        load=tally.worked / station.stretch / minutes if minutes > 0 else 0.0,
        offered=tally.cases * station.handle_minutes / minutes if minutes > 0 else float(tally.cases > 0) * 2,
        wait=fmean(waits) if waits else None,
        wait_p90=waits[int(0.9 * len(waits))] if waits else None,
        cases_a_week=tally.cases / weeks,
        pages_a_week=tally.paged / weeks,
        handed_on=tally.handed_on,
        handed_back=tally.handed_back,
        lapsed=tally.lapsed,
        cases=tally.cases,
    )


def _promise(id: str, kept: Sequence[tuple[int, int]], guessed: bool, goal: float) -> PromiseEstimate:
    cases = sum(of for _, of in kept)
    shares = [k / of for k, of in kept if of]
    if not shares:
        return PromiseEstimate(commitment=id, kept=None, cases=0, goal=goal, verdict="unknown")
    band = _band(shares, guessed)
    # Where all runs agree, as at 100 %, their spread says nothing: the number of cases still does.
    floor = of_share(sum(k for k, _ in kept), cases)
    estimate = Estimate(
        value=band.value, low=max(0.0, min(band.low, floor.low)), high=min(1.0, max(band.high, floor.high))
    )
    return PromiseEstimate(
        commitment=id, kept=estimate, cases=cases, goal=goal, verdict=verdict(estimate, lambda share: share >= goal)
    )


def _tier(id: str, name: str, mine: Sequence[PlaceOutcome], guessed: bool, formula: Estimate | None) -> TierEstimate:
    grows = sum(m.grows for m in mine) * 2 >= len(mine)
    load = _band([m.offered if m.grows else m.load for m in mine], guessed)
    cases = sum(m.cases for m in mine) or 1
    waits = [m.wait for m in mine if m.wait is not None]
    late = [m.wait_p90 for m in mine if m.wait_p90 is not None]
    return TierEstimate(
        receiver=id,
        name=name,
        load=formula if grows and formula is not None and formula.value > 1 else load,
        wait_minutes=None if grows or not waits else _band(waits, guessed),
        wait_p90_minutes=None if grows or not late else _band(late, guessed),
        cases_a_week=fmean(m.cases_a_week for m in mine),
        handed_on=sum(m.handed_on for m in mine) / cases,
        handed_back=sum(m.handed_back for m in mine) / cases,
        lapsed=sum(m.lapsed for m in mine) / cases,
        grows=grows,
    )


def _band(values: Sequence[float], guessed: bool) -> Estimate:
    interval = of_runs(values)
    low, high = (interval.low, interval.high) if len(values) > 1 else (interval.value, interval.value)
    if guessed and len(values) > 1:
        cuts = quantiles(values, n=20, method="inclusive")
        low, high = min(low, cuts[0]), max(high, cuts[-1])
    return Estimate(value=interval.value, low=max(0.0, low), high=high)
