"""Checks on processes that nobody would write: findings, never exceptions."""

import pytest

from assistant.checks.run import ALL_CHECKS, run_checks
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.brief import empty_brief
from schemas.process import EscalationProcess


def grown(process: EscalationProcess, tiers: int) -> EscalationProcess:
    """The process with so many tiers in place of its own."""
    one = process.frame.tiers[0]
    many = tuple(one.model_copy(update={"id": f"t{i}", "name": f"Tier {i}"}) for i in range(1, tiers + 1))
    return process.model_copy(update={"frame": process.frame.model_copy(update={"tiers": many})})


@pytest.mark.parametrize("tiers", [0, 1, 40])
def test_any_number_of_tiers_is_judged(tiers: int) -> None:
    """Nothing crashes, and no check speaks endlessly."""
    findings = run_checks(grown(good_process(), tiers), brief=sample_brief(), body_words=1_000)
    assert findings
    assert all(sum(f.check == check.id for f in findings) <= 40 for check in ALL_CHECKS)


def test_a_process_without_severities_is_judged() -> None:
    """The top severity is missing, not assumed."""
    process = good_process()
    frame = process.frame.model_copy(update={"severities": (), "customer_tiers": (), "commitments": ()})
    checks = {
        f.check for f in run_checks(process.model_copy(update={"frame": frame}), brief=empty_brief(), body_words=1_000)
    }
    assert {"E21", "REF"} <= checks


def test_ids_are_unique_among_checks() -> None:
    """A finding names one check."""
    ids = [check.id for check in ALL_CHECKS]
    assert len(ids) == len(set(ids))
