"""Capitals within sentences."""

from __future__ import annotations

import pytest

from assistant.render.casing import begin_sentence, mid_sentence


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The floor no longer holds", "the floor no longer holds"),
        ("Zendesk fields", "Zendesk fields"),
        ("P1 cases", "P1 cases"),
        ("API errors", "API errors"),
        ("Engineering Leadership decides", "Engineering Leadership decides"),
        ("I decide", "I decide"),
        ("A question", "a question"),
        ("“Did it work?”", "“did it work?”"),
        ("", ""),
    ],
)
def test_capital_is_lost_unless_it_belongs_to_a_name(text: str, shown: str) -> None:
    """Names, abbreviations and pairs of capitals keep theirs."""
    assert mid_sentence(text, names={"Zendesk"}, small_words=None) == shown


@pytest.mark.parametrize(("text", "shown"), [("Der Kunde", "der Kunde"), ("Kunden warten", "Kunden warten")])
def test_german_nouns_keep_their_capital(text: str, shown: str) -> None:
    """Only listed small words lose theirs."""
    assert mid_sentence(text, names=set(), small_words={"der"}) == shown


def test_sentence_begins_with_a_capital() -> None:
    """The rest stays."""
    assert begin_sentence("the lead decides") == "The lead decides"
