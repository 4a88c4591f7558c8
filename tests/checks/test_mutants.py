"""Every check on seeded defects: it finds its own and keeps quiet about the rest."""

import pytest

from assistant.checks.run import ALL_CHECKS
from evals.mutants.table import ALL_MUTANTS, Verdict, false_alarms, verdicts

FEWEST = 3


@pytest.fixture(scope="module")
def judged() -> dict[str, Verdict]:
    return {f"{v.mutant.check}: {v.mutant.name}": v for v in verdicts()}


@pytest.mark.parametrize("name", [f"{m.check}: {m.name}" for m in ALL_MUTANTS])
def test_a_defect_sets_off_its_check(judged: dict[str, Verdict], name: str) -> None:
    """The check whose property the defect breaks finds it."""
    assert judged[name].caught


@pytest.mark.parametrize("name", [f"{m.check}: {m.name}" for m in ALL_MUTANTS])
def test_a_defect_sets_off_no_other_check(judged: dict[str, Verdict], name: str) -> None:
    """Nothing else is found than what the defect necessarily breaks as well."""
    assert judged[name].strays == frozenset()


def test_the_good_process_has_no_findings() -> None:
    """No false alarm."""
    assert false_alarms() == frozenset()


@pytest.mark.parametrize("check", [check.id for check in ALL_CHECKS])
def test_every_check_has_three_mutants(check: str) -> None:
    """A check without defects to find would be believed unseen."""
    assert sum(m.check == check for m in ALL_MUTANTS) >= FEWEST
