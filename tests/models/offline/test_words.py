"""The sentences are whole in every language: the same keys, names, parts and lists, each within its field's limit."""

import re
from collections.abc import Iterator

import pytest
import yaml

from assistant.models.offline.catalog import FOLDER, Words, languages
from assistant.models.offline.setting import customer_forms

TRANSLATED = ("de", "es")
FORMS = {"customer_obj": "customer", "customer_gen": "customer", "customers": "customer"}
"""Other forms of one name, which a language may need where another does not."""


def entries(language: str) -> dict[str, str]:
    """Every sentence by its dotted key; those of a list are numbered."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        found |= dict(flat(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem))
    return found


def flat(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(inner, f"{key}.{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from flat(inner, f"{key}.{place}")
    else:
        yield key, "" if value is None else str(value)


def names(text: str) -> set[str]:
    """What is filled in: $names, placeholders and the gaps of messages."""
    dollars = {FORMS.get(name, name) for name in re.findall(r"\$\{?([a-z_]+)", text)}
    return dollars | set(re.findall(r"\{(?:q|role|field):[^}]*\}|\[[a-z_]+\]", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_has_the_same_keys(language: str) -> None:
    """A sentence added to one is missed in no other; a comma in a list splits no sentence."""
    assert sorted(entries(language)) == sorted(entries("en"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_fills_in_the_same(language: str) -> None:
    """A translation drops no number, no name and no gap, and asks for no other."""
    english, other = entries("en"), entries(language)
    assert [key for key in english if names(english[key]) != names(other[key])] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_has_the_same_parts(language: str) -> None:
    """Texts that share an entry are parted at the same places."""
    english, other = entries("en"), entries(language)
    assert [key for key in english if english[key].count(" | ") != other[key].count(" | ")] == []


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_no_entry_is_empty(language: str) -> None:
    """But for the unit of a bare count."""
    empty = [key for key, text in entries(language).items() if not text.strip()]
    assert empty == ["talk.units.count"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_was_left_in_english(language: str) -> None:
    """What is longer than three words differs from the English."""
    english, other = entries("en"), entries(language)
    same = [
        key for key, text in english.items() if text == other[key] and len(re.findall(r"(?<!\$)\b[a-z]{3,}", text)) > 3
    ]
    assert same == []


def test_a_document_is_written_in_the_language_of_its_brief() -> None:
    """Where there are sentences for it; else in English."""
    assert {language: Words(language).language for language in ("de", "es", "en", "fr")} == {
        "de": "de",
        "es": "es",
        "en": "en",
        "fr": "en",
    }
    assert languages() == {"en", "de", "es"}


def test_german_has_its_cases() -> None:
    """A guest is not declined like a customer."""
    assert customer_forms(Words("de"), "hospitality")["customer_gen"] == "Gastes"


def test_a_sentence_begins_as_the_catalog_wrote_it() -> None:
    """Only a name at its beginning gets a capital: it may stand in the middle elsewhere."""
    words = Words("de").naming(customer="kunde", customer_obj="", customer_gen="", customers="")
    assert words.say("handling.packet.customer_and_plan") == "Kunde und Vertrag"
    assert words.lines("improvement.closed.all")[0].startswith("der ")
