"""The fence: whatever stands in it, it is closed once, at its end."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.filters import Printable, clean, fence, listed, sentences, word

OPENING = re.compile(r'<(material-[0-9a-f]{10}) kind="([a-z0-9_-]*)"(?: shown="(\d+)" of="(\d+)")?>')
ANYTHING = st.text(st.characters())
PIECES = ("<", "</", "material", "-", "0123456789", ">", "\n", " ", "\u200b", "MATERIAL", "ma\u00adterial", "x")
HOSTILE = st.lists(st.sampled_from(PIECES)).map("".join)


def parts(fenced: str) -> tuple[str, str, str]:
    """The tag's name, the text inside, and the closing line."""
    head, rest = fenced.split("\n", 1)
    inside, tail = rest.rsplit("\n", 1)
    found = OPENING.fullmatch(head)
    assert found is not None
    return found[1], inside, tail


@given(st.one_of(ANYTHING, HOSTILE))
def test_the_fence_is_closed_once_at_its_end(text: str) -> None:
    """Its closing tag occurs once and is the last line."""
    name, _, tail = parts(fence(text))
    assert tail == f"</{name}>"
    assert fence(text).count(f"</{name}>") == 1


@given(st.one_of(ANYTHING, HOSTILE))
def test_no_tag_of_ours_stands_inside(text: str) -> None:
    """Not in capitals, not with spaces, not with characters that nobody sees."""
    _, inside, _ = parts(fence(text))
    visible = "".join(c for c in inside if unicodedata.category(c) != "Cf" and not c.isspace())
    assert "<material" not in visible.lower()
    assert "</material" not in visible.lower()


@given(ANYTHING)
def test_text_without_unseen_characters_or_tags_is_unchanged(text: str) -> None:
    """Nothing else is touched."""
    _, inside, _ = parts(fence(text))
    assert inside.replace("‹", "<") == clean(text).replace("‹", "<")


@given(ANYTHING)
def test_the_same_text_gives_the_same_fence(text: str) -> None:
    """So that a prompt's beginning can be cached."""
    assert fence(text) == fence(text)


@given(ANYTHING, ANYTHING)
def test_another_text_gives_another_tag(one: str, other: str) -> None:
    """The tag's name cannot be foreseen by whoever writes the text."""
    same = parts(fence(one))[1] == parts(fence(other))[1]
    assert (parts(fence(one))[0] == parts(fence(other))[0]) == same


@given(ANYTHING)
def test_a_fence_can_be_sent(text: str) -> None:
    """It encodes as UTF-8, lone surrogates and all."""
    assert fence(text).encode("utf-8")


@given(ANYTHING)
def test_cleaning_twice_changes_no_more(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


@given(st.text(min_size=1), st.integers(min_value=1, max_value=40))
def test_a_long_text_is_cut_and_says_so(text: str, most: int) -> None:
    """At most so many characters stand inside; the tag tells how many there were."""
    fenced = fence(text, most=most)
    found = OPENING.match(fenced)
    assert found is not None
    assert len(parts(fenced)[1]) <= most
    assert (found[4] == str(len(text))) is (len(text) > most)


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بالعالم",
        "שלום",
        "می‌خواهم",
        "👩‍👩‍👧‍👦 👍🏽 🇩🇪",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "tab\tand\nline",
        "Größe, señal, 日本語",
        "a\u200eb\u200fc",
    ],
    ids=["Arabic", "Hebrew", "Persian joiner", "emoji", "flag of a region", "white space", "letters", "marks"],
)
def test_letters_emoji_and_directions_stay(text: str) -> None:
    """Any script and any emoji comes through whole."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\x1b[31mred", "a[31mred"),
        ("line\r\nline\rline\u2028line\x85end", "line\nline\nline\nline\nend"),
        ("\u202egnikcah", "gnikcah"),
        ("a\ud800b", "ab"),
        ("hi\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065", "hi"),
    ],
    ids=["control", "terminal", "line ends", "override", "surrogate", "smuggled tags"],
)
def test_unseen_characters_go(text: str, left: str) -> None:
    """What nobody can see cannot carry orders."""
    assert clean(text) == left


@given(ANYTHING)
def test_a_word_is_a_code_and_nothing_else(text: str) -> None:
    """Lower-case letters, digits, dash and underscore, at most forty."""
    assert re.fullmatch(r"[a-z0-9_-]{0,40}", word(text))


def test_sentences_stand_on_one_line_each() -> None:
    """A line break in a note cannot begin a new note."""
    assert parts(sentences(["one\ntwo", "three"]))[1] == "one two\nthree"


def test_only_printable_texts_are_listed() -> None:
    """A person's words cannot slip through a list."""
    assert listed([Printable("a"), Printable("b")]) == "a, b"
    with pytest.raises(TypeError, match="fence the others"):
        listed([Printable("a"), "b"])
