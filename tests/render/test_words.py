"""The pinned counter counts what a reader reads."""

from __future__ import annotations

import pytest

from assistant.render.words import count_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", 0),
        ("One two three.", 3),
        ("## A heading", 2),
        ("- one\n- two\n1. three\n> four", 4),
        ("15 min, 20 %, €500 and 24x7", 6),
        ("| Tier | People |\n| --- | :-: |\n| Tier 1 | 35 |", 5),
        ("a **bold** and *slanted* `code`", 5),
        ("[a link](https://example.org/with words) here", 3),
        ("![a picture](x.png) here", 1),
        ("before <!-- not read --> after", 2),
        ("before <!-- never closed", 1),
        ("<b>bold</b><br>text", 2),
        ("```mermaid\nflowchart LR\n a --> b\n```\nafter", 1),
        ("```\nread this\n```", 2),
        ("one—two → three – four", 4),
        ("fish &amp; chips", 2),
        ("a\\|b", 1),
        ("well-known e-mail", 2),
        ("顧客対応", 2),
        ("---\n***", 0),
    ],
)
def test_counts_what_is_read(markdown: str, words: int) -> None:
    """Cells, links and code count; marks, comments, addresses and drawings do not."""
    assert count_words(markdown) == words


def test_thousands_of_unclosed_comments_are_counted_at_once() -> None:
    """Hostile text does not make the counter slow: the first open comment hides the rest."""
    assert count_words("a <!-- " * 50_000) == 1
