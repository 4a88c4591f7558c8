"""What a card says to people, in their language."""

from collections.abc import Callable
from pathlib import Path

import pytest

from prompts.library import Card, load_card
from prompts.said import told
from schemas.errors import CardError

SECOND = "voice-of-customer-analysis"
CODES = {"24x7", "UTC", "mon-fri 09:00-18:00", "security", "money"}
"""Texts that programs read."""


@pytest.mark.parametrize("language", ["de", "es"])
def test_all_that_people_read_is_translated(card: Card, language: str) -> None:
    """Examples, recommendations, assumed names and reasons; codes stay codes."""
    own = {text for text in told(card.inputs) if text not in CODES}
    assert {text for text in own if card.said(text, language=language) == text} == set()


def test_a_language_without_translations_gets_the_cards_own_words(card: Card) -> None:
    """The text itself."""
    assert card.said("Outages", language="fr") == "Outages"


@pytest.mark.parametrize(
    ("said", "line", "wrong"),
    [
        ("de:\n  200 survey answers.: 200 Antworten.\n  Hello.: Hallo.\n", 3, "the card says nowhere `Hello.`"),
        ("de:\n  200 survey answers.: ''\n", 2, "has no text in the language 'de'"),
        ("- de\n", 1, "by language"),
    ],
)
def test_a_broken_translation_is_named(write_card: Callable[..., Path], said: str, line: int, wrong: str) -> None:
    """With its file and line."""
    root = write_card()
    (root / SECOND / "v1" / "said.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(CardError, match=rf"said\.yaml:{line}: .*{wrong}"):
        load_card(SECOND, root=root)
