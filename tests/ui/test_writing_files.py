"""The ending of a file names the format that a document is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.mutants.good_b2b import good_process, sample_brief
from schemas.drafts import Draft
from schemas.errors import InputError
from ui.writing_files import ENDINGS, check_ending, write_document

BEGINS = {".md": b"# ", ".json": b"{", ".html": b"<!DOCTYPE html>", ".docx": b"PK", ".pdf": b"%PDF"}


@pytest.fixture
def session(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The façade, without a store: writing a document asks it for nothing that is kept."""
    from assistant.models.pick import author_named
    from assistant.session import CARD, Session
    from prompts.library import load_card

    return Session(store=None, card=load_card(CARD), author=author_named("offline", environment={}))  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_has_its_format(session, tmp_path: Path, ending: str) -> None:  # type: ignore[no-untyped-def]
    """Each file begins as files of its kind do; folders that are missing are made."""
    draft = Draft(process=good_process(), brief=sample_brief(), findings=(), body_words=900)
    path = tmp_path / "new" / f"process{ending}"
    write_document(session, draft, path)
    assert path.read_bytes().startswith(BEGINS[ending])


def test_capital_endings_are_understood() -> None:
    """`.PDF` is `.pdf`."""
    check_ending(Path("Process.PDF"))


@pytest.mark.parametrize("name", ["process", "process.odt", "process.xlsx"])
def test_other_endings_are_refused_in_a_sentence(name: str) -> None:
    """The message names those that work."""
    with pytest.raises(InputError, match="cannot write"):
        check_ending(Path(name))
