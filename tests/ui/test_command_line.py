"""The command line as its user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.mutants.good_b2b import good_process, sample_brief
from schemas.drafts import Draft

BRIEF = """We run support for an online booking tool. Tier 1 has 20 people, tier 2 has 6 people and tier 3 has 2
engineers. We escalate integration failures, payment problems, data loss and outages. Enterprise customers are
promised a first response within 30 minutes for P1. We work Monday to Friday 9:00-18:00 Europe/Berlin.
"""


@pytest.fixture
def escalate(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs the command with a store of this test's own."""

    def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"ESCALATE_STORE": str(tmp_path / "store.sqlite"), "XDG_STATE_HOME": str(tmp_path)}
        command = [sys.executable, "-m", "ui.cli", *arguments]
        return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=60, check=False)

    return run


def test_help_names_every_command(escalate) -> None:  # type: ignore[no-untyped-def]
    """The first thing that anybody runs."""
    done = escalate("--help")
    assert done.returncode == 0
    for command in ("chat", "draft", "check", "prove", "play", "serve", "show", "compare", "list", "delete"):
        assert command in done.stdout.decode()


def test_a_brief_becomes_a_document_that_is_kept(escalate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """draft writes it, check finds no blocker, list and show know it, delete forgets it."""
    brief = tmp_path / "brief.md"
    brief.write_text(BRIEF, encoding="utf-8")
    drafted = escalate("draft", str(brief), "--out", str(tmp_path / "out.json"))
    assert drafted.returncode == 0, drafted.stderr.decode()
    assert escalate("check", str(tmp_path / "out.json")).returncode == 0
    kept = json.loads(escalate("list", "--json").stdout)
    assert len(kept) == 1
    shown = escalate("show", kept[0]["id"])
    assert "# " in shown.stdout.decode()
    assert escalate("delete", kept[0]["id"], "--yes").returncode == 0
    assert json.loads(escalate("list", "--json").stdout) == []


def test_missing_facts_are_listed_and_nothing_is_written(escalate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit code 3, no file; with --assume there is one."""
    out = tmp_path / "out.md"
    done = escalate("draft", "-", "--out", str(out), given=b"We need an escalation process.")
    assert done.returncode == 3
    assert b"structure" in done.stderr
    assert not out.exists()
    assert (
        escalate("draft", "-", "--out", str(out), "--assume", given=b"We need an escalation process.").returncode == 0
    )
    assert out.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", b"not a text file"),
        (b"a" * 2_100_000, b"more than"),
        (b"", b"Tell me about"),
    ],
)
def test_input_that_cannot_be_used_is_told_in_a_sentence(escalate, given: bytes, says: bytes) -> None:  # type: ignore[no-untyped-def]
    """Binary, too large, empty."""
    done = escalate("draft", "-", given=given)
    assert done.returncode in (2, 3)
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("anthropic:claude-sonnet-4-5", b"ANTHROPIC_API_KEY"),
        ("nonsense", b"names no model"),
        ("http://127.0.0.1:9/v1#m", b"Nothing is lost"),
    ],
)
def test_an_author_that_cannot_be_reached_is_told_in_a_sentence(  # type: ignore[no-untyped-def]
    escalate, model: str, says: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing key, an unknown name, an unreachable server."""
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    done = escalate("draft", "-", "--model", model, given=BRIEF.encode())
    assert done.returncode in (2, 5)
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


def test_check_finds_a_blocker_in_a_document(escalate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit code 6, with the place and how to mend it."""
    process = good_process()
    broken = process.model_copy(update={"alarms": ()})
    tier = process.frame.tiers[0].model_copy(update={"exit": "t9"})
    frame = process.frame.model_copy(update={"tiers": (tier, *process.frame.tiers[1:])})
    draft = Draft(process=broken.model_copy(update={"frame": frame}), brief=sample_brief(), findings=(), body_words=900)
    path = tmp_path / "broken.json"
    path.write_text(draft.model_dump_json(), encoding="utf-8")
    done = escalate("check", str(path))
    assert done.returncode == 6
    assert b"E03 blocker at /frame/tiers/0/exit" in done.stdout


@pytest.mark.parametrize("text", ["{", "[]", '{"process": 1}', "{}"])
def test_check_tells_what_is_no_document(escalate, tmp_path: Path, text: str) -> None:  # type: ignore[no-untyped-def]
    """One sentence, exit code 2."""
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    done = escalate("check", str(path))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_conversation_that_is_not_there_is_told(escalate) -> None:  # type: ignore[no-untyped-def]
    """Exit code 7."""
    done = escalate("show", "nothing")
    assert done.returncode == 7
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("nosuch",), ("show",), ("draft", "--nosuch"), ("serve", "--port", "x")])
def test_wrong_use_is_told_in_a_sentence(escalate, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    """Exit code 2 and what is wrong, not a fault of the program."""
    done = escalate(*arguments)
    assert done.returncode == 2
    assert b"Error" in done.stderr
    assert b"Something went wrong" not in done.stderr
