"""Estimates: what a process's people can carry, and what is kept of its promises, each with its interval."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun
from schemas.quantity import Origin

Verdict = Literal["yes", "doubtful", "no", "unknown"]
"""Whether something can be kept: over the whole band, in a part of it, nowhere in it; or too little is known."""


class Estimate(Noun):
    """A value and its band: 95 % confidence, widened by whatever the guessed inputs leave open."""

    value: float
    low: float
    high: float


class EstimateInput(Noun):
    """A number that the estimates rest on."""

    id: str
    """Such as `volume`, `handle:t1`, `hand_on:t1`, `shrinkage`."""
    text: str
    """What it is, in words."""
    value: float
    low: float
    """Equal to the value where it was stated."""
    high: float
    unit: str
    origin: Origin | Literal["assumed"]


class TierCapacity(Noun):
    """What a tier can carry, and what comes to it."""

    tier: str
    heads: float | None
    """None for an external tier, which carries everything."""
    at_work: float | None
    """How many of them work on cases at once while the tier is open: shrinkage and seats taken off."""
    hours_a_week: float | None
    """Productive hours of all of them."""
    cases_a_week: float | None
    """What comes to it, hand-backs included; None while volume is unknown."""
    handle_minutes: float | None
    load: Estimate | None
    """Its load over its capacity; above 1 its queue grows without end, and 100 stands for any load from there on.

    None while volume or handle time is unknown.
    """
    break_even_cases: float | None
    """Cases a week that fill it to the planned load; None while its handle time is unknown."""
    break_even_minutes: float | None
    """The average handle time that fills it to the planned load; None while volume is unknown."""
    heads_needed: int | None
    """Heads with which it stays within the planned load."""
    verdict: Verdict


class OnCallLoad(Noun):
    """What a role that can be paged outside working hours has to bear."""

    role: str
    pages_a_shift: Estimate | None
    """Of each person on duty in a shift of twelve hours; None while volume is unknown."""
    over_two: Estimate | None
    """The share of shifts with more than two pages."""
    rota: float | None
    """How many people take turns; None when it is unknown."""
    rota_needed: int
    share_of_time: float | None
    """The share of their time for which each of them is on call."""
    verdict: Verdict


class Capacity(Noun):
    """Load against capacity, by formulas alone."""

    tiers: tuple[TierCapacity, ...]
    on_call: tuple[OnCallLoad, ...]
    inputs: tuple[EstimateInput, ...]
    unknown: tuple[str, ...]
    """What is not known and keeps a load from being told, in words."""


class PromiseEstimate(Noun):
    """How much of one promise is kept."""

    commitment: str
    kept: Estimate | None
    """The share of its cases, 0 to 1; None when no case of it came."""
    cases: int
    goal: float
    verdict: Verdict


class TierEstimate(Noun):
    """What a simulated run shows of a tier or role."""

    receiver: str
    name: str
    load: Estimate
    """The share of its productive time that is worked."""
    wait_minutes: Estimate | None
    """The average wait for it in minutes of its own hours; None where the queue grows without end, or nothing came."""
    wait_p90_minutes: Estimate | None
    cases_a_week: float
    handed_on: float
    """The share of its cases that it hands on."""
    handed_back: float
    """The share that it returns to where it came from."""
    lapsed: float
    """The share that nobody took within the acknowledgement time."""
    grows: bool
    """Whether its queue grows without end."""


class PageEstimate(Noun):
    """How often a role is paged or told."""

    receiver: str
    name: str
    a_week: Estimate


class Shortfall(Noun):
    """Something that cannot be kept as it stands."""

    kind: Literal["load", "on_call", "hours", "attainment"]
    where: str
    """The id of a tier, role or commitment."""
    what: str
    """What is wrong, with its numbers."""
    verdict: Verdict
    """`no`, or `doubtful` where it holds in a part of the band."""


class Simulation(Noun):
    """What the simulated process shows. Without volume and handle times it shows nothing but what is missing."""

    tickets: int
    runs: int
    weeks: float
    """Of each run."""
    seed: int
    promises: tuple[PromiseEstimate, ...]
    tiers: tuple[TierEstimate, ...]
    pages: tuple[PageEstimate, ...]
    shortfalls: tuple[Shortfall, ...]
    capacity: Capacity
    unknown: tuple[str, ...]
    assumed: tuple[str, ...]
    """What was assumed beside the inputs, in sentences."""

    @property
    def feasible(self) -> Verdict:
        """Whether everything can be kept."""
        if self.unknown:
            return "unknown"
        verdicts = {s.verdict for s in self.shortfalls}
        return "no" if "no" in verdicts else "doubtful" if "doubtful" in verdicts else "yes"


class Change(Noun):
    """One change to what there is."""

    kind: Literal["heads", "rota", "hours", "promise"]
    where: str
    """The id of a tier, role or commitment."""
    before: float
    after: float
    unit: str
    what: str
    """The change in one sentence."""
    size: float
    """The change relative to what there was: 0.5 is half as much again."""


class Remedy(Noun):
    """A change that makes something feasible."""

    shortfall: Shortfall
    changes: tuple[Change, ...]
    confirmed: bool
    """Whether the run with the change shows it kept."""
    shown: str
    """What the run with the change shows, in one sentence."""

    @property
    def size(self) -> float:
        return sum(change.size for change in self.changes)
