"""`escalate play`."""

import json
from pathlib import Path

import pytest

from evals.mutants.good_b2b import good_process
from schemas.errors import InputError
from schemas.played import PlayedTicket
from ui.commands.play import facts_of, run
from ui.failures import BLOCKERS, DONE

PROCESS = good_process()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "process.json"
    path.write_text(PROCESS.model_dump_json(), encoding="utf-8")
    return path


def ticket(*, nobody: bool) -> PlayedTicket:
    return PlayedTicket(
        severity=PROCESS.frame.severities[0].id,
        customer_tier=PROCESS.frame.customer_tiers[0].id,
        issue=None,
        facts={},
        arrives="2026-11-28T02:00+01:00",
        nobody_acknowledges=nobody,
    )


def test_the_course_is_told_line_by_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Times, names and what became of the promise."""
    assert run(file=file, ticket=ticket(nobody=False), as_json=False) == DONE
    told = capsys.readouterr().out
    assert "acknowledges" in told
    assert "kept" in told


def test_a_broken_promise_is_an_exit_code(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For scripts: 6, with the course as JSON."""
    assert run(file=file, ticket=ticket(nobody=True), as_json=True) == BLOCKERS
    assert json.loads(capsys.readouterr().out)["ended"] == "unsolved"


def test_a_fact_is_a_name_and_a_value() -> None:
    """Anything else is told, with an example."""
    assert facts_of(["security_flag=yes"]) == {"security_flag": "yes"}
    with pytest.raises(InputError, match="no fact"):
        facts_of(["security"])
