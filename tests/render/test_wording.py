"""The renderer's words: the same in every language, and an organisation's own terms."""

from __future__ import annotations

from string import Formatter

import pytest

from assistant.render.wording import Phrases, languages, phrase_file


def slots(phrase: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_language_has_the_same_keys(language: str) -> None:
    """A phrase added to one file is missed in no other."""
    assert phrase_file(language).keys() == phrase_file("en").keys()


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_language_fills_the_same_slots(language: str) -> None:
    """A translation drops no value and asks for no other."""
    english, other = phrase_file("en"), phrase_file(language)
    assert {key for key in english if slots(english[key]) != slots(other[key])} == set()


def test_english_german_and_spanish_are_built_in() -> None:
    """Each is a file of its own."""
    assert languages() == {"en", "de", "es"}


def test_other_languages_fall_back_to_english() -> None:
    """A French document has English headings unless it brings its own."""
    assert Phrases("fr").say("heading.handoff") == "Handoff"


def test_own_heading_takes_the_place_of_a_built_in_one() -> None:
    """The author names a heading by its key or by its last part."""
    assert Phrases("fr", terms={"handoff": "Passation"}).say("heading.handoff") == "Passation"


def test_own_noun_does_not_rename_a_heading() -> None:
    """Calling a severity a priority leaves the matrix its title."""
    assert Phrases("en", terms={"severity": "Priority"}).say("heading.severity") == "Severity matrix"


def test_own_term_cannot_replace_a_sentence() -> None:
    """Only headings and nouns are the organisation's; a sentence that carries values stays ours."""
    assert (
        Phrases("en", terms={"front.defects": "All is well"}).say("front.defects", n=2).startswith("Open blockers (2)")
    )


def test_own_term_is_never_a_template() -> None:
    """Braces in a term stay braces."""
    assert Phrases("en", terms={"tier": "{0.__class__}"}).say("term.tier") == "{0.__class__}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("binnen 14 Tage", "binnen 14 Tagen"),
        ("Nach 3 Arbeitstage antwortet er", "Nach 3 Arbeitstagen antwortet er"),
        ("alle 3 Tage", "alle 3 Tage"),
        ("in 2 Tagesschichten", "in 2 Tagesschichten"),
        ("nach 30 min", "nach 30 min"),
    ],
)
def test_german_units_take_the_case_of_the_word_before(text: str, told: str) -> None:
    """Days and months only: hours and minutes are abbreviated."""
    assert Phrases("de").inflected(text) == told


def test_english_units_keep_their_form() -> None:
    """There is nothing to inflect."""
    assert Phrases("en").inflected("within 14 days") == "within 14 days"
