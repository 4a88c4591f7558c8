"""`escalate simulate` as its user runs it."""

import json
from pathlib import Path

import pytest

from evals.mutants.goods import FIRST, good
from schemas.errors import InputError
from ui.commands.simulate import minutes_of, run
from ui.failures import BLOCKERS, MISSING

KNOWN = {"t1": 15.0, "t2": 40.0, "t3": 60.0}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A document without volume or handle times."""
    given = good(FIRST)
    path = tmp_path / "document.json"
    document = {
        "process": given.process.model_dump(mode="json"),
        "brief": given.brief.model_dump(mode="json"),
        "findings": [],
        "body_words": 0,
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def simulated(
    file: Path, *, week: float | None, handle: dict[str, float], mend: bool = False, as_json: bool = False
) -> int:
    return run(file=file, tickets=5_000, seed=1, week=week, handle=handle, mend=mend, as_json=as_json)


def test_without_volume_it_says_what_is_missing_and_what_can_be_carried(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No promise is told as kept or broken."""
    assert simulated(file, week=None, handle={}) == MISSING
    told = capsys.readouterr().out
    assert "Unknown: the ticket volume" in told
    assert "hours of cases a week" in told
    assert "NOT KEPT" not in told


def test_what_if_numbers_were_these(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each promise with its band, and what was guessed, by the tiers' names."""
    simulated(file, week=1_000, handle=KNOWN)
    told = capsys.readouterr().out
    assert "first_response:enterprise/p1" in told
    assert "Guessed: Cases that Tier 2 hands on: 15 percent (10 to 20)." in told


def test_an_overload_is_an_exit_code_and_its_mending_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For people who ask what would help."""
    assert simulated(file, week=6_000, handle=KNOWN, mend=True) == BLOCKERS
    told = capsys.readouterr().out
    assert "grows without end" in told
    assert "people instead of" in told


def test_programs_get_everything_as_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the verdict."""
    simulated(file, week=1_000, handle=KNOWN, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["feasible"] in ("yes", "doubtful")
    assert told["promises"][0]["kept"]["low"] <= told["promises"][0]["kept"]["value"]


@pytest.mark.parametrize("handle", [{"t9": 5.0}, {"t1": 0.0}])
def test_a_handle_time_that_fits_no_tier_is_refused(file: Path, handle: dict[str, float]) -> None:
    """With the tiers that there are."""
    with pytest.raises(InputError, match="t1, t2, t3"):
        simulated(file, week=1_000, handle=handle)


def test_handle_times_are_tiers_and_minutes() -> None:
    """Anything else is told, with an example."""
    assert minutes_of(("t1=15", "t2=40.5")) == {"t1": 15.0, "t2": 40.5}
    with pytest.raises(InputError, match="--handle t1=15"):
        minutes_of(("t1:15",))
