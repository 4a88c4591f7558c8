"""The whole simulation against theory, where a process is simple enough to have one."""

import pytest

from assistant.simulate.erlang import mean_wait
from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.process import simulate
from assistant.simulate.queue import fifo
from evals.mutants.goods import Good
from schemas.process import EscalationProcess

SERVICE = 30.0
LOAD = 0.7


@pytest.fixture(scope="module")
def one_queue(b2b: Good) -> tuple[EscalationProcess, Inputs]:
    """One tier around the clock with one person at work, one severity, no rules: a plain queue."""
    frame, rules, handling = b2b.process.frame, b2b.process.rules, b2b.process.handling
    heads = frame.tiers[0].headcount
    assert heads is not None
    tier = frame.tiers[0].model_copy(
        update={"hours": "24x7", "headcount": heads.model_copy(update={"value": 6.0}), "exit": "incident-manager"}
    )
    severity = frame.severities[-1].model_copy(update={"entry": "t1", "owner": "t1", "hours": "24x7"})
    issues = tuple(i.model_copy(update={"entry": "t1", "resolver": "t1"}) for i in rules.issues)
    process = b2b.process.model_copy(
        update={
            "alarms": (),
            "frame": frame.model_copy(update={"tiers": (tier,), "severities": (severity,), "commitments": ()}),
            "rules": rules.model_copy(update={"triggers": (), "issues": issues}),
            "handling": handling.model_copy(
                update={"handoff": handling.handoff.model_copy(update={"by_severity": ()})}
            ),
        }
    )
    volume = LOAD * 10_080 / SERVICE
    return process, inputs_of(process, b2b.brief).known("volume", volume).known("handle:t1", SERVICE).known(
        "shrinkage", 0.3
    )


def test_a_process_of_one_queue_waits_as_its_formula_says(
    b2b: Good, one_queue: tuple[EscalationProcess, Inputs]
) -> None:
    """By Pollaczek and Khinchine, a handle time spread as widely as its average waits as an exponential one."""
    process, inputs = one_queue
    truth = mean_wait(LOAD, 1, service=SERVICE)
    held = 0
    for seed in range(10):
        wait = simulate(process, b2b.brief, inputs=inputs, tickets=40_000, seed=seed).tiers[0].wait_minutes
        assert wait is not None
        held += wait.low <= truth <= wait.high
    assert held >= 8


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of a hundred intervals of 95 %, ninety or more."""
    truth = mean_wait(7, 10, service=1)
    held = sum(fifo(7, 10, tickets=30_000, seed=seed).mean_wait.holds(truth) for seed in range(100))
    assert 90 <= held <= 99
