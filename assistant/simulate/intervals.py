"""Confidence intervals of simulated averages: batch means within one run, and independent runs.

Source: Law, Simulation Modeling and Analysis, ch. 9 (batch means, replications); Student's quantile by the expansion of
Cornish and Fisher, good to 0.005 from three degrees of freedom on; Wilson's interval for shares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from schemas.errors import InputError

CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An average and the bounds between which the true one lies with 95 % confidence."""

    value: float
    low: float
    high: float

    def holds(self, truth: float) -> bool:
        """Whether the truth lies inside."""
        return self.low <= truth <= self.high


def of_batches(values: Sequence[float], *, batches: int = 20) -> Interval:
    """The average of a run's values by batch means.

    values: in the order in which they happened, since neighbours depend on each other.
    Raises InputError below 50 values a batch, or 2 batches.
    """
    size = len(values) // batches if batches > 1 else 0
    if size < 50:
        raise InputError(f"{len(values)} values are too few for {batches} batches.", do="Simulate more tickets.")
    # The first values that do not fill a batch are left out: they are the nearest to the empty start.
    first = len(values) - size * batches
    means = [fmean(values[first + k * size : first + (k + 1) * size]) for k in range(batches)]
    return of_runs(means)


def of_runs(means: Sequence[float]) -> Interval:
    """The average of independent runs' averages; without bounds (infinite) for a single run."""
    value = fmean(means)
    if len(means) < 2:
        return Interval(value=value, low=-math.inf, high=math.inf)
    half = student(len(means) - 1) * stdev(means) / math.sqrt(len(means))
    return Interval(value=value, low=value - half, high=value + half)


def of_share(kept: float, of: float) -> Interval:
    """Wilson's interval of a share of independent cases, of which `kept` in `of` were counted."""
    if of <= 0:
        return Interval(value=1.0, low=0.0, high=1.0)
    z = student(10**9)
    share, spread = kept / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def student(freedom: int, *, confidence: float = CONFIDENCE) -> float:
    """Student's two-sided quantile with so many degrees of freedom."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    if freedom < 3:
        return {1: math.tan(math.pi * confidence / 2), 2: confidence * math.sqrt(2 / (1 - confidence**2))}[freedom]
    n = float(freedom)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / n ** (k + 1) for k, term in enumerate(terms))
