"""Every check on seeded defects: it finds its own and keeps quiet about the rest."""

import pytest

from assistant.checks.run import ALL_CHECKS
from evals.mutants.goods import FIRST, good_names
from evals.mutants.table import ALL_MUTANTS, READ, Verdict, false_alarms, verdicts

FEWEST = 3
NAMES = [f"{m.check}: {m.name}" for m in ALL_MUTANTS if not m.on or FIRST in m.on]


@pytest.fixture(scope="module")
def judged() -> dict[str, Verdict]:
    """Every mutant of the first good process."""
    return {f"{v.mutant.check}: {v.mutant.name}": v for v in verdicts((FIRST,))}


@pytest.mark.parametrize("name", NAMES)
def test_a_defect_sets_off_its_check(judged: dict[str, Verdict], name: str) -> None:
    """The check whose property the defect breaks finds it."""
    assert judged[name].caught


@pytest.mark.parametrize("name", NAMES)
def test_a_defect_sets_off_no_other_check(judged: dict[str, Verdict], name: str) -> None:
    """Nothing else is found than what the defect necessarily breaks as well."""
    assert judged[name].strays == frozenset()


@pytest.mark.parametrize("good", [name for name in good_names() if name != FIRST])
def test_a_readers_defects_are_found_in_other_processes(good: str) -> None:
    """A check is not fitted to the one process that its mutants were first made of."""
    assert [v.name for v in verdicts((good,), mutants=READ) if not v.caught] == []


def test_the_good_processes_have_no_findings() -> None:
    """No false alarm."""
    assert false_alarms() == ()


@pytest.mark.parametrize("check", [check.id for check in ALL_CHECKS])
def test_every_check_has_three_mutants(check: str) -> None:
    """A check without defects to find would be believed unseen."""
    assert sum(m.check == check for m in ALL_MUTANTS) >= FEWEST
