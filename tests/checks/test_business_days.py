"""A promise of business days is counted in the open minutes of those days."""

from __future__ import annotations

import pytest

from assistant.checks.run import run_checks
from evals.mutants.goods import good
from schemas.conditions import Comparison
from schemas.process import EscalationProcess
from schemas.quantity import proposal

ENERGY = good("energy")
"""Private customers are promised an answer in two business days of twelve open hours."""


def with_timer(minutes: float) -> EscalationProcess:
    """The process with a timer of that promise that waits so many open minutes and allows another sixty."""
    process = ENERGY.process
    warning = next(a for a in process.alarms if a.id == "warn-p4")
    timer = warning.model_copy(
        update={
            "id": "own-timer",
            "all_of": (
                Comparison(field="severity", op="=", values=("p4",), number=None),
                Comparison(field="customer_tier", op="=", values=("private",), number=None),
                Comparison(
                    field="sla.first_response.elapsed", op=">=", values=(), number=proposal(minutes, "min", "business")
                ),
            ),
            "acknowledge_in": proposal(30, "min", "business"),
            "on_lapse": None,
        }
    )
    rules = process.rules.model_copy(update={"triggers": (*process.rules.triggers, timer)})
    return process.model_copy(update={"rules": rules})


@pytest.mark.parametrize(("minutes", "late"), [(1_400, False), (1_411, True), (2_000, True)])
def test_two_business_days_are_not_two_days_of_24_hours(minutes: float, late: bool) -> None:
    """A wait is late from 1,410 open minutes on, not from 2,850."""
    place = len(ENERGY.process.rules.triggers)
    findings = run_checks(with_timer(minutes), brief=ENERGY.brief, body_words=1_000)
    assert (f"/rules/triggers/{place}" in [f.where for f in findings if f.check == "E14"]) is late
