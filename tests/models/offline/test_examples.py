"""The example briefs, drafted offline from end to end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.models.offline.author import OfflineAuthor
from assistant.session import open_session
from assistant.verify.prove import prove
from evals.recordings.cases import ROOT
from schemas.drafts import Draft

EXAMPLES = sorted((ROOT / "examples").glob("*.md"))
TRANSLATED = sorted((Path(__file__).parent / "briefs").glob("*.md"))
"""Briefs in other languages."""
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


async def drafted(text: str, folder: Path, *, assume: bool = False) -> Draft | None:
    async with open_session(url=str(folder / "s.sqlite"), author=OfflineAuthor(), clock=lambda: NOW) as session:
        conversation = (await session.start()).id
        await session.reply(conversation, text, interactive=False, assume=assume)
        return await session.document(conversation)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
async def test_an_example_becomes_a_clean_document(path: Path, tmp_path: Path) -> None:
    """Inside the band, with no finding, every stated promise kept, and saying that no model wrote it."""
    draft = await drafted(path.read_text("utf-8"), tmp_path)
    assert draft is not None
    assert draft.findings == ()
    assert 800 <= draft.body_words <= 1_100
    assert draft.process.authorship.author == "offline"
    assert len(draft.brief.under("promise.first_response")) >= 2


@pytest.mark.parametrize("path", [*EXAMPLES, *TRANSLATED], ids=lambda p: p.stem)
async def test_an_example_stands_every_proof(path: Path, tmp_path: Path) -> None:
    """No ticket can be found on which one of them goes wrong; what is undecided says why."""
    draft = await drafted(path.read_text("utf-8"), tmp_path, assume=True)
    assert draft is not None
    proofs = prove(draft.process, draft.brief)
    assert [f"{p.property} {p.where}: {p.what}" for p in proofs if p.verdict == "fails"] == []
    assert all(p.what for p in proofs if p.verdict == "unknown")


def test_there_are_five_examples() -> None:
    """Of different trades."""
    assert len(EXAMPLES) == 5


async def test_the_same_brief_gives_the_same_document(tmp_path: Path) -> None:
    """Nothing is left to chance."""
    text = EXAMPLES[0].read_text("utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = await drafted(text, tmp_path / "a"), await drafted(text, tmp_path / "b")
    assert one is not None
    assert two is not None
    assert one.process.model_dump_json() == two.process.model_dump_json()
