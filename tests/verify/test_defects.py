"""Every seeded defect fails its property on a ticket; the good processes fail nothing."""

import pytest

from assistant.verify.prove import ALL_PROPERTIES, prove
from evals.mutants_logic.good import good_processes
from evals.mutants_logic.table import ALL_DEFECTS, seeded
from schemas.process import EscalationProcess

HARDEST = "new york, holidays"
"""The one good process that has holidays and changes of the clock; the table of the evals covers the others."""


@pytest.fixture(scope="module")
def good() -> EscalationProcess:
    return good_processes()[HARDEST]


@pytest.mark.parametrize("place", range(len(ALL_DEFECTS)), ids=[f"{d.property}: {d.name}" for d in ALL_DEFECTS])
def test_a_defect_fails_its_property_on_a_ticket(good: EscalationProcess, place: int) -> None:
    """The property that the defect breaks fails, with a story that ends where it goes wrong."""
    defect = ALL_DEFECTS[place]
    failed = [p for p in prove(seeded(good, defect)) if p.verdict == "fails" and p.property == defect.property]
    assert failed
    assert all(p.ticket is not None and p.ticket.story for p in failed)


@pytest.mark.parametrize("name", good_processes())
def test_a_good_process_fails_nothing(name: str) -> None:
    """No false alarm, and nothing left undecided."""
    assert [p for p in prove(good_processes()[name]) if p.verdict != "holds"] == []


@pytest.mark.parametrize("property", [p.id for p in ALL_PROPERTIES])
def test_every_property_has_a_defect(property: str) -> None:
    """A property without a defect to find would be believed unseen."""
    assert any(d.property == property for d in ALL_DEFECTS)
