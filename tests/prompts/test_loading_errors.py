"""A broken card is refused with the file and the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from prompts.library import load_card
from schemas.errors import CardError

SECOND = "voice-of-customer-analysis"
CARD_ERRORS: list[tuple[str, str, str, int, str]] = [
    # what is broken, the old text, the new text, the line, what is told
    ("unknown key at the top", "role: You", "colour: red\nrole: You", 16, "unknown key `colour`"),
    (
        "unknown key inside",
        "example: 200 survey answers.",
        "example: x\n      colour: red",
        27,
        r"unknown key `inputs\.required\.0\.colour`",
    ),
    ("missing key", "purpose: Find out what customers say.\n", "", 1, "`purpose`: Field required"),
    (
        "missing key inside",
        "      example: 200 survey answers.\n",
        "",
        20,
        r"`inputs\.required\.0\.example`: Field required",
    ),
    ("key said twice", "role: You", "title: Again\nrole: You", 16, "`title` stands here twice"),
    ("no YAML", "tags: [feedback]", "tags: [feedback", 6, "this is no YAML"),
    ("unknown tag", "complexity: basic", "complexity: !colour red", 6, "this is no YAML"),
    ("control character", "complexity: basic", "complexity: \x07", 1, "this is no YAML"),
    ("list as a key", "complexity: basic", "? [a, b]\n: basic", 6, "this is no YAML"),
    ("wrong type", "most_questions: 2", "most_questions: many", 18, "`inputs.most_questions`"),
    ("unknown kind of slot", "kind: number, of: source", "kind: colour, of: source", 32, r"`slots\.1\.kind`"),
    ("slot said twice", "id: period, kind", "id: source, kind", 33, "the slot `source` stands here twice"),
    (
        "slot of no entity",
        "kind: number, of: source",
        "kind: number, of: period",
        32,
        "`period` is no slot of the kind entity",
    ),
    ("input's slot unknown", "slots: [source, source.count]", "slots: [source, nowhere]", 22, "`nowhere` is no slot"),
    ("need's slot unknown", "each: [source.count]", "each: [nowhere]", 23, "`nowhere` is no slot"),
    ("inferred slot unknown", "slot: period, number: 3", "slot: nowhere, number: 3", 29, "`nowhere` is no slot"),
    ("inferred number without unit", "unit: month, rule", "rule", 29, "give `number` and `unit`"),
    (
        "inferred value outside its range",
        "number: 3, unit",
        "number: 3, low: 4, high: 6, unit",
        29,
        "outside its own range",
    ),
    ("more inputs than questions", "most_questions: 2", "most_questions: 0", 18, "more required inputs than questions"),
    (
        "part of the task said twice",
        "  - {id: themes, does: Find the themes.}",
        "  - {id: themes, does: a}\n  - {id: themes, does: b}",
        36,
        "part of the task `themes` stands here twice",
    ),
    ("criterion without check or judge", ", checks: [V1]", "", 39, "neither a check nor a judge's question"),
    ("unknown check", "checks: [V1]", "checks: [V9]", 39, "there is no check `V9`"),
    ("fewest words above the most", "least_words: 100", "least_words: 300", 36, "the most words must be more"),
    ("missing template", "template: themes.jinja", "template: none.jinja", 45, "there is no template `none.jinja`"),
    ("unknown beginning", "system: system,", "system: nothing,", 45, "`nothing` is no step that others can begin with"),
    (
        "value that no template reads",
        "uses: [focus]",
        "uses: [focus, colour]",
        45,
        "`themes.jinja` does not read `colour`",
    ),
    ("id that is not the folder's", "id: voice-of-customer-analysis", "id: other", 1, "the card is called 'other'"),
    ("version that is not the folder's", "version: 1.0.0", "version: 3.0.0", 2, "cannot stand in the folder v1"),
    ("version without a note", "version: 1.0.0", "version: 1.5.0", 2, "says nothing under `## 1.5.0`"),
]
TEMPLATE_ERRORS: list[tuple[str, str, str, int, str]] = [
    # what is broken, the file, its text, the line, what is told
    (
        "variable without input",
        "themes.jinja",
        "\n{{ focus | fence }}{{ colour | fence }}",
        2,
        "`colour` is no input of the step `themes`",
    ),
    (
        "variable of an included file",
        "_how.jinja",
        "a\nb\n{{ colour | fence }}",
        3,
        "`colour` is no input of the step `themes`",
    ),
    ("syntax", "themes.jinja", "a\n{% if focus %}\nb", 3, "end of template"),
    ("unknown filter", "themes.jinja", "a\n\n{{ focus | shout }}", 3, "No filter named 'shout'"),
    (
        "missing include",
        "themes.jinja",
        "{{ focus | fence }}\n{% include 'gone.jinja' %}",
        2,
        "there is no template `gone.jinja`",
    ),
    ("template that nobody uses", "spare.jinja", "hello", 1, "no step uses this template"),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), [e[1:] for e in CARD_ERRORS], ids=[e[0] for e in CARD_ERRORS])
def test_a_broken_card_file_is_refused_with_its_line(
    write_card: Callable[..., Path], old: str, new: str, line: int, told: str
) -> None:
    """The message begins with card.yaml and the line, and says what is wrong."""
    root = write_card(edits={"card.yaml": (old, new)})
    with pytest.raises(CardError, match=rf"{_place('card.yaml')}:{line}: .*{told}"):
        load_card(SECOND, root=root, known_checks={"V1"})


@pytest.mark.parametrize(
    ("name", "text", "line", "told"), [e[1:] for e in TEMPLATE_ERRORS], ids=[e[0] for e in TEMPLATE_ERRORS]
)
def test_a_broken_template_is_refused_with_its_line(
    write_card: Callable[..., Path], name: str, text: str, line: int, told: str
) -> None:
    """The message begins with the template and the line, and says what is wrong."""
    with pytest.raises(CardError, match=rf"{_place(name)}:{line}: .*{told}"):
        load_card(SECOND, root=write_card({name: text}))


@pytest.mark.parametrize("text", ["", "\xff"], ids=["empty", "not UTF-8"])
def test_a_card_file_that_cannot_be_read_is_refused(write_card: Callable[..., Path], text: str) -> None:
    """An empty file and one in another encoding are named."""
    root = write_card()
    path = root / SECOND / "v1" / "card.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CardError, match=rf"{_place('card.yaml')}:1: "):
        load_card(SECOND, root=root)


def test_a_missing_card_file_is_named(write_card: Callable[..., Path]) -> None:
    """A version's folder without card.yaml is no version."""
    with pytest.raises(CardError, match=rf"{_place('card.yaml')}:1: the file cannot be read"):
        load_card(SECOND, root=write_card({"card.yaml": None}))


def test_unknown_checks_pass_when_no_list_of_checks_is_given(write_card: Callable[..., Path]) -> None:
    """The library itself knows no checks."""
    root = write_card(edits={"card.yaml": ("checks: [V1]", "checks: [V9]")})
    assert load_card(SECOND, root=root).criteria.excellent[0].checks == ("V9",)


def _place(name: str) -> str:
    return re.escape(f"{SECOND}/v1/{name}")
