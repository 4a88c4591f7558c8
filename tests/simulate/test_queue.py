"""The plain queues, against the formulas that hold for them."""

import math

import pytest

from assistant.simulate.erlang import mean_wait, priority_waits, service_level, wait_probability, with_patience
from assistant.simulate.intervals import of_batches, of_runs, of_share, student
from assistant.simulate.queue import fifo, priorities
from schemas.errors import InputError

SEEDS = range(20)
ENOUGH = 17
"""Of 20 intervals of 95 %, fewer than 17 hold the truth in one case of forty."""


def test_waits_agree_with_erlang_c() -> None:
    """Over twenty seeds the interval of the average wait holds the formula's value."""
    truth = mean_wait(8, 10, service=1)
    runs = [fifo(8, 10, tickets=60_000, seed=seed) for seed in SEEDS]
    assert sum(run.mean_wait.holds(truth) for run in runs) >= ENOUGH


def test_the_share_that_waits_and_the_service_level_agree_with_erlang_c() -> None:
    """So do the shares, and the time worked."""
    runs = [fifo(8, 10, tickets=60_000, seed=seed, within=0.5) for seed in SEEDS]
    level = service_level(8, 10, service=1, within=0.5)
    assert sum(run.waited.holds(wait_probability(8, 10)) for run in runs) >= ENOUGH
    assert sum(run.within.holds(level) for run in runs) >= ENOUGH
    assert sum(run.utilisation.holds(0.8) for run in runs) >= ENOUGH


def test_impatience_agrees_with_erlang_a() -> None:
    """Also above capacity, where only impatience keeps the line finite."""
    truth = with_patience(12, 10, service=1, patience=2)
    runs = [fifo(12, 10, tickets=60_000, seed=seed, patience=2) for seed in SEEDS]
    assert sum(run.abandoned.holds(truth.abandoned) for run in runs) >= ENOUGH
    assert sum(run.mean_wait.holds(truth.mean_wait) for run in runs) >= ENOUGH


@pytest.mark.parametrize("place", [0, 1, 2])
def test_priorities_agree_with_their_formula(place: int) -> None:
    """Each class waits as long as the formula says."""
    truth = priority_waits([3, 3, 2], 10, service=1)
    runs = [priorities([3, 3, 2], 10, tickets=60_000, seed=seed) for seed in SEEDS]
    assert sum(run[place].holds(truth[place]) for run in runs) >= ENOUGH


def test_the_same_seed_has_the_same_run() -> None:
    """Nothing else is chance."""
    assert fifo(3, 4, tickets=5_000, seed=7) == fifo(3, 4, tickets=5_000, seed=7)
    assert fifo(3, 4, tickets=5_000, seed=7) != fifo(3, 4, tickets=5_000, seed=8)


@pytest.mark.parametrize(("load", "servers"), [(10, 10), (18, 10), (0, 1), (-1, 1), (math.nan, 1), (1, 0)])
def test_a_queue_that_grows_or_is_none_is_refused(load: float, servers: int) -> None:
    """It is said at once, rather than looped over."""
    with pytest.raises(InputError):
        fifo(load, servers, tickets=5_000, seed=1)


@pytest.mark.parametrize("tickets", [10, 10**9])
def test_absurd_numbers_of_tickets_are_refused(tickets: int) -> None:
    """Too few show nothing, too many take for ever."""
    with pytest.raises(InputError, match="tickets"):
        fifo(1, 2, tickets=tickets, seed=1)


@pytest.mark.parametrize(("freedom", "quantile"), [(1, 12.7062), (2, 4.3027), (4, 2.7764), (19, 2.0930), (199, 1.9720)])
def test_students_quantiles(freedom: int, quantile: float) -> None:
    """As in the tables."""
    assert student(freedom) == pytest.approx(quantile, abs=0.005)


def test_too_few_values_make_no_batches() -> None:
    """An interval of a handful of waits would say nothing."""
    with pytest.raises(InputError, match="too few"):
        of_batches([1.0] * 100, batches=20)


def test_one_run_has_no_bounds() -> None:
    """What has no spread is not told as certain."""
    assert of_runs([3.0]).high == math.inf


def test_a_share_without_a_miss_is_not_certain() -> None:
    """Of ten kept in ten, the true share may well be 0.8."""
    interval = of_share(10, 10)
    assert 0.65 < interval.low < 0.8
    assert interval.high == pytest.approx(1.0)
