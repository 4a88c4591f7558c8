"""`escalate prove` as its user runs it."""

import json
from pathlib import Path

import pytest

from evals.mutants.good_b2b import sample_brief
from evals.mutants_logic.good import good_processes
from evals.mutants_logic.table import ALL_DEFECTS, seeded
from schemas.drafts import Draft
from ui.commands.prove import run
from ui.failures import BLOCKERS, DONE


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A document of which everything holds."""
    path = tmp_path / "good.json"
    draft = Draft(process=good_processes()["berlin office"], brief=sample_brief(), findings=(), body_words=1_000)
    path.write_text(draft.model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A process alone, with the classic: a trigger that waits as long as the promise that it protects."""
    path = tmp_path / "bad.json"
    defect = next(d for d in ALL_DEFECTS if d.name == "waits as long as the promise")
    path.write_text(seeded(good_processes()["berlin office"], defect).model_dump_json(), encoding="utf-8")
    return path


def test_a_document_that_holds_is_done(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and every property in the table."""
    assert run(file=good, seconds=20, as_json=False) == DONE
    assert "16 of 16 properties hold; failures: 0, undecided: 0." in capsys.readouterr().out


def test_a_failure_shows_its_ticket(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 6, the ticket's arrival, and the two instants that should be the other way round."""
    assert run(file=bad, seconds=20, as_json=False) == BLOCKERS
    told = capsys.readouterr().out
    assert "E14.chain     FAILS" in told
    assert "first_response:enterprise/p1 is due." in told


def test_programs_get_json(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every proof with its verdict, pointer and ticket."""
    run(file=bad, seconds=20, as_json=True)
    proofs = json.loads(capsys.readouterr().out)["proofs"]
    failed = [p for p in proofs if p["verdict"] == "fails" and p["property"] == "E14.chain"]
    assert failed[0]["ticket"]["arrives"]
