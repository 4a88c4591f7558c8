"""The simulation: how fast it is, how well it agrees with theory, and how often its intervals hold the truth."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.simulate.erlang import mean_wait, priority_waits, wait_probability, with_patience
from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.process import simulate
from assistant.simulate.queue import fifo, priorities
from evals.mutants.goods import Good, good

INTERVALS = 200
SEEDS = range(20)
TICKETS_A_RUN = 60_000


@dataclass(frozen=True, kw_only=True)
class Held:
    """How often an interval of 95 % held the truth."""

    what: str
    held: int
    of: int


def seconds(of: Callable[[], object]) -> float:
    """Seconds of this process."""
    began = time.process_time()
    of()
    return time.process_time() - began


def speeds() -> dict[str, tuple[int, float]]:
    """Tickets followed and seconds taken, by what was simulated."""
    given, inputs = three_tiers()
    return {
        "first come, first served, 10 people": (1_000_000, seconds(lambda: fifo(8, 10, tickets=1_000_000, seed=1))),
        "three priorities, 10 people": (
            1_000_000,
            seconds(lambda: priorities([3, 3, 2], 10, tickets=1_000_000, seed=1)),
        ),
        "a process of three tiers, in its hours": (
            100_000,
            seconds(lambda: simulate(given.process, given.brief, inputs=inputs, tickets=100_000)),
        ),
    }


def agreement() -> list[Held]:
    """In how many of 20 seeds the interval holds the formula's value."""
    impatient = with_patience(12, 10, service=1, patience=2)
    by_class = priority_waits([3, 3, 2], 10, service=1)
    plain = [fifo(8, 10, tickets=TICKETS_A_RUN, seed=seed) for seed in SEEDS]
    leaving = [fifo(12, 10, tickets=TICKETS_A_RUN, seed=seed, patience=2) for seed in SEEDS]
    ranked = [priorities([3, 3, 2], 10, tickets=TICKETS_A_RUN, seed=seed) for seed in SEEDS]
    return [
        _held("Erlang C, average wait", [r.mean_wait.holds(mean_wait(8, 10, service=1)) for r in plain]),
        _held("Erlang C, share that waits", [r.waited.holds(wait_probability(8, 10)) for r in plain]),
        _held("Erlang A, share that leaves", [r.abandoned.holds(impatient.abandoned) for r in leaving]),
        _held("Erlang A, average wait", [r.mean_wait.holds(impatient.mean_wait) for r in leaving]),
        *(
            _held(f"priority {k + 1}, average wait", [r[k].holds(truth) for r in ranked])
            for k, truth in enumerate(by_class)
        ),
    ]


def coverage(*, runs: int = INTERVALS) -> list[Held]:
    """In how many runs of a plain queue the interval holds the true average wait, by its load."""
    return [
        _held(
            f"average wait at {load / 10:.0%}",
            [
                fifo(load, 10, tickets=TICKETS_A_RUN, seed=seed).mean_wait.holds(mean_wait(load, 10, service=1))
                for seed in range(1_000, 1_000 + runs)
            ],
        )
        for load in (5.0, 7.0, 8.0)
    ]


def three_tiers() -> tuple[Good, Inputs]:
    """A good process of three tiers with volume and handle times."""
    given = good("b2b")
    inputs = inputs_of(given.process, given.brief).known("volume", 1_500)
    return given, inputs.known("handle:t1", 15).known("handle:t2", 40).known("handle:t3", 60)


def _held(what: str, each: list[bool]) -> Held:
    return Held(what=what, held=sum(each), of=len(each))
