"""Another card is data: a folder with inputs, slots, steps and templates of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prompts.library import CardName, list_cards, load_card
from schemas.brief import empty_brief
from schemas.errors import CardError
from schemas.facts import stated

SECOND = "voice-of-customer-analysis"


def test_a_second_card_loads_from_its_folder_alone(write_card: Callable[..., Path]) -> None:
    """Its slots, inputs and steps are what its file says."""
    card = load_card(SECOND, root=write_card())
    assert ([slot.id for slot in card.slots], list(card.steps), card.document) == (
        ["source", "source.count", "period"],
        ["system", "themes"],
        "ThemeReport",
    )


def test_a_second_card_renders_its_own_steps(write_card: Callable[..., Path]) -> None:
    """Its templates may include others of its folder and print its own values through the filters."""
    card = load_card(SECOND, root=write_card())
    text = card.render("themes", {"focus": "prices"})
    assert text.startswith("Name each theme.")
    assert "\nprices\n" in text


def test_a_second_card_knows_when_its_input_is_answered(write_card: Callable[..., Path]) -> None:
    """A need is met by a subject that has everything the need asks for."""
    card = load_card(SECOND, root=write_card())
    named = empty_brief().with_facts(stated("source", "survey", quote="a survey", turn=1, text="survey"))
    counted = named.with_facts(stated("source.count", "survey", quote="200", turn=1, number=200, unit="count"))
    assert [card.inputs.required[0].met(brief) for brief in (empty_brief(), named, counted)] == [False, False, True]


def test_cards_are_listed_with_their_versions(write_card: Callable[..., Path]) -> None:
    """Each folder v<N> is a version."""
    root = write_card()
    write_card(edits=_version("2.0.0"), major=2)
    assert list_cards(root=root) == (CardName(id=SECOND, major=1), CardName(id=SECOND, major=2))


def test_the_newest_version_is_loaded_unless_one_is_named(write_card: Callable[..., Path]) -> None:
    """A version is named by its folder's number or in full."""
    root = write_card()
    write_card(edits=_version("2.1.0"), major=2)
    assert [load_card(SECOND, version, root=root).version for version in (None, "1", "1.0.0", "2")] == [
        "2.1.0",
        "1.0.0",
        "1.0.0",
        "2.1.0",
    ]


@pytest.mark.parametrize(
    ("id", "version", "told"),
    [
        ("no-such-card", None, "There is no card 'no-such-card'"),
        ("../cards", None, "There is no card"),
        (SECOND, "7", "has no version 7"),
        (SECOND, "1.0.9", "holds version 1.0.0, not 1.0.9"),
    ],
)
def test_an_unknown_card_or_version_is_named(
    write_card: Callable[..., Path], id: str, version: str | None, told: str
) -> None:
    """The error says what was asked for and what there is."""
    with pytest.raises(CardError, match=told):
        load_card(id, version, root=write_card())


def test_an_unknown_step_is_named_with_the_known_ones(write_card: Callable[..., Path]) -> None:
    """A step that a card does not have is an error of the card, not a missing key."""
    with pytest.raises(CardError, match=r"no step 'frame'.*system, themes"):
        load_card(SECOND, root=write_card()).render("frame", {})


def _version(version: str) -> dict[str, tuple[str, str]]:
    return {"card.yaml": ("version: 1.0.0", f"version: {version}"), "CHANGES.md": ("## 1.0.0", f"## {version}")}
