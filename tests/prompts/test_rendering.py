"""Every step's words: complete, cacheable, within bounds, and free of what a model must not see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prompts.library import Card, load_card
from schemas.errors import CardError
from schemas.fields import standard_fields
from schemas.process import EscalationProcess

ESCALATION = "customer-support-escalation-process"
STEPS = tuple(load_card(ESCALATION).steps)
DRAFTING = tuple(name for name, step in load_card(ESCALATION).steps.items() if step.system == "system")
CHARACTERS_A_TOKEN = 4
"""English text, roughly, for every vendor's tokenizer."""


@pytest.mark.parametrize("step", STEPS)
def test_every_step_renders(card: Card, values: dict[str, Any], step: str) -> None:
    """With the values of a conversation each template gives text without leftover template syntax."""
    text = card.render(step, values)
    assert len(text) > 200
    assert not re.search(r"\{%|%\}|\{#|\{\{", text)


@pytest.mark.parametrize("phase", ["intake", "confirm", "review", "advised"])
@pytest.mark.parametrize("asked", [None, "structure", "total:team.headcount:tier.headcount"])
def test_reading_renders_in_every_phase(card: Card, values: dict[str, Any], phase: str, asked: str | None) -> None:
    """Whatever was asked before, a known input or something else, the message stands in the prompt."""
    text = card.render("read", values | {"phase": phase, "asked": asked, "document": phase == "review"})
    assert "We have 35 people in tier 1." in text


def test_the_shared_beginning_is_the_same_for_every_drafting_step(
    card: Card, values: dict[str, Any], process: EscalationProcess
) -> None:
    """To the byte, whatever else the step is given, so that a vendor can cache it."""
    shared = {"brief": values["brief"], "plan": values["plan"]}
    own = {
        "rules": {"frame": process.frame},
        "repair": {"process": process, "findings": values["findings"]},
        "refine": {"process": process, "request": "shorter", "refusal": "", "previous_brief": values["brief"]},
    }
    assert DRAFTING == ("frame", "rules", "handling", "improvement", "repair", "refine")
    assert len({card.render("system", shared | own.get(step, {})) for step in DRAFTING}) == 1


def test_the_beginning_of_a_conversation_reads_no_values(card: Card) -> None:
    """So it is the same for every conversation."""
    assert card.render("assistant", {}) == card.render("assistant", {"brief": None})


def test_drafting_a_frame_takes_under_six_thousand_tokens_beside_the_brief(card: Card, values: dict[str, Any]) -> None:
    """System and frame together, without the brief and what is computed from it."""
    system = card.render("system", values).split("# The brief")[0]
    assert (len(system) + len(card.render("frame", values))) / CHARACTERS_A_TOKEN < 6_000


@pytest.mark.parametrize("step", STEPS)
def test_no_prompt_holds_the_id_of_a_check(card: Card, values: dict[str, Any], step: str) -> None:
    """A model is told how to design, never by which property it will be examined."""
    assert not re.search(r"\bE\d\d\b|\bV\d\d\b|\bWORDS\b", card.render(step, values))


def test_every_standard_field_is_named_to_the_author(card: Card, values: dict[str, Any]) -> None:
    """The list in the prompt and the vocabulary in code do not drift apart."""
    text = card.render("system", values)
    named = set(re.findall(r"[a-z_0-9]+", text))
    ids = [field.id for field in standard_fields()]
    assert [id for id in ids if not id.startswith("sla.") and id not in named] == []
    assert {id.split(".")[1] for id in ids if id.startswith("sla.")} <= named


def test_every_slot_is_told_to_the_reader(card: Card) -> None:
    """Each with its meaning, so that facts land where they belong."""
    text = card.render("assistant", {})
    assert [slot.id for slot in card.slots if f"\n- {slot.id} (" not in text or slot.means not in text] == []


def test_the_question_just_asked_is_told_to_the_reader(card: Card, values: dict[str, Any]) -> None:
    """A bare answer can only be read with it."""
    asked = card.input("volume")
    assert asked is not None
    assert asked.intent in card.render("read", values | {"asked": "volume"})


def test_repair_is_told_where_and_how_to_mend(card: Card, values: dict[str, Any]) -> None:
    """The finding's place, its fault and its cure are in the prompt."""
    text = card.render("repair", values)
    assert all(part in text for part in ("/rules/triggers/3/acknowledge_in", "as long as the promise", "Shorten"))


def test_repair_sees_the_parts_that_can_be_changed_and_no_others(
    card: Card, values: dict[str, Any], process: EscalationProcess
) -> None:
    """The author's four parts, complete; nothing that code computes."""
    line = next(row for row in card.render("repair", values).splitlines() if row.startswith('{"frame"'))
    assert json.loads(line) == {
        name: getattr(process, name).model_dump(mode="json") for name in ("frame", "rules", "handling", "improvement")
    }


def test_refining_shows_only_facts_that_are_new(card: Card, values: dict[str, Any]) -> None:
    """What was stated with the wish stands out; what was known before does not."""
    text = card.render("refine", values)
    assert '"id":"issue:api"' in text
    assert "tier.headcount" not in text.split("</material-")[-2]


def test_refining_without_new_facts_or_refusal_says_nothing_of_them(card: Card, values: dict[str, Any]) -> None:
    """Empty sections leave no trace."""
    text = card.render("refine", values | {"previous_brief": values["brief"]})
    assert "Facts that they stated" not in text
    assert "could not be made" not in text


def test_a_refused_change_is_told(card: Card, values: dict[str, Any]) -> None:
    """The author learns why its last answer could not be used."""
    assert "leads nowhere" in card.render("refine", values | {"refusal": "The path leads nowhere."})


@pytest.mark.parametrize("language", ["en", "de", "es", "pt"])
def test_the_language_of_the_person_is_asked_for(card: Card, values: dict[str, Any], language: str) -> None:
    """In the words for the person and in the document."""
    told = values | {"brief": values["brief"].model_copy(update={"language": language})}
    assert f"Language: {language}." in card.render("ask", told)
    assert f"in the language `{language}`" in card.render("system", told)


def test_a_missing_value_names_the_template_and_the_line(card: Card) -> None:
    """A step that is given too little is refused before it costs anything."""
    with pytest.raises(CardError, match=r"rules\.jinja:2: 'frame' is undefined"):
        card.render("rules", {})


def test_a_text_that_no_filter_made_safe_is_refused(write_card: Callable[..., Path]) -> None:
    """Printing a person's words as they are is an error, with the template and the line."""
    card = load_card("voice-of-customer-analysis", root=write_card({"themes.jinja": "a\n{{ focus }}"}))
    with pytest.raises(CardError, match=r"themes\.jinja:2: a str would be printed as it is"):
        card.render("themes", {"focus": "prices"})


@pytest.mark.parametrize(
    "expression", ["focus ~ '!'", "[focus] | join(' ')", "'%s' | format(focus)", "focus | upper", "[focus] | listed"]
)
def test_texts_put_together_from_a_persons_words_are_refused(write_card: Callable[..., Path], expression: str) -> None:
    """Joining, adding and formatting do not make a text safe."""
    root = write_card({"themes.jinja": "{{ " + expression + " }}", "_how.jinja": None})
    card = load_card("voice-of-customer-analysis", root=root)
    with pytest.raises(CardError, match=r"would be printed as it is|can be listed"):
        card.render("themes", {"focus": "prices"})
