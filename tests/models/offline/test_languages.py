"""German and Spanish briefs, read and drafted offline: one language from the title to the last annex."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.models.offline.author import OfflineAuthor
from assistant.render.document import Document, render
from assistant.session import open_session
from evals.recordings.cases import load_case
from schemas.brief import Brief
from schemas.drafts import Draft
from schemas.process import EscalationProcess

BRIEFS = Path(__file__).parent / "briefs"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LANGUAGES = {"german": "de", "spanish": "es", "case": "de"}
TEXTS = {
    "german": (BRIEFS / "german.md").read_text("utf-8"),
    "spanish": (BRIEFS / "spanish.md").read_text("utf-8"),
    "case": load_case("german").opening,
}
ENGLISH = re.compile(
    r"\b(?:the|and|of|is|are|with|for|by|from|this|that|these|those|when|where|who|which|whom|whose|not|our|their|they|we"
    r"|you|your|its|have|had|been|be|were|will|would|can|cannot|could|should|must|may|until|while|before|every|each|any"
    r"|nobody|somebody|everybody|other|than|then|only|into|out|up|without|because|answers|writes|taken|assumed)\b",
    re.IGNORECASE,
)
"""Words of the kind that every English sentence has, and no German or Spanish one."""
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


async def drafted(text: str, folder: Path) -> Draft:
    async with open_session(url=str(folder / "s.sqlite"), author=OfflineAuthor(), clock=lambda: NOW) as session:
        conversation = (await session.start()).id
        await session.reply(conversation, text, interactive=False)
        draft = await session.document(conversation)
    assert draft is not None
    return draft


def english_in(document: Document) -> list[str]:
    """The stretches of the document that hold an English word; code left aside."""
    stretches = re.split(r"[|.;:!?„“«»\"\n]", CODE.sub("", document.markdown))
    return [stretch.strip() for stretch in stretches if ENGLISH.search(stretch)]


@pytest.mark.parametrize("name", sorted(TEXTS))
async def test_a_document_is_in_the_persons_language_throughout(name: str, tmp_path: Path) -> None:
    """Body and annexes, assumptions and messages; findings left aside."""
    draft = await drafted(TEXTS[name], tmp_path)
    assert draft.process.frame.voice.language == LANGUAGES[name]
    assert english_in(render(draft.process, brief=draft.brief)) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
async def test_a_document_in_another_language_passes_the_checks(name: str, tmp_path: Path) -> None:
    """No blocker, and as long as an English one."""
    draft = await drafted(TEXTS[name], tmp_path)
    assert [f"{f.check} {f.where}: {f.what}" for f in draft.findings if f.weight == "blocker"] == []
    assert 800 <= draft.body_words <= 1_100


@pytest.mark.parametrize("shape", ["no_promises", "regulated", "plain_travel", "medical"])
@pytest.mark.parametrize("language", ["de", "es"])
def test_what_is_no_name_of_the_brief_is_translated(
    shape: str, language: str, all_briefs: dict[str, Brief], draft: Callable[[Brief], EscalationProcess]
) -> None:
    """Whatever the trade: only the brief's own words stay as they were said."""
    brief = all_briefs[f"{shape}-{language}"]
    said = {fact.text for fact in brief.facts if fact.text} | {"usual"}
    left = english_in(render(draft(brief), brief=brief))
    assert [text for text in left if not any(own in text for own in said)] == []


async def test_a_language_without_sentences_is_written_in_english_and_says_so(
    all_briefs: dict[str, Brief], draft: Callable[[Brief], EscalationProcess]
) -> None:
    """On the first page."""
    brief = all_briefs["plain_travel"].model_copy(update={"language": "fr"})
    document = render(draft(brief), brief=brief)
    assert "so this is in English" in document.body
