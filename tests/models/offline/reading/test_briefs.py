"""Whole briefs of different trades, styles and languages, read against what a person read in them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.briefing.fold import is_supported
from assistant.models.offline.reading.read import read_message
from evals.recordings.cases import ROOT
from prompts.library import load_card
from schemas.brief import empty_brief
from schemas.reading import ReadFact

SLOTS = load_card("customer-support-escalation-process").slots
BRIEFS = sorted((Path(__file__).parent / "briefs").glob("*.yaml"))
EXAMPLES = [path for path in BRIEFS if path.stem.startswith("example_")]
LEAST_RECALL, LEAST_PRECISION = 0.90, 0.95


def message_of(case: dict[str, Any]) -> str:
    """The brief's own words, or those of one of the program's examples."""
    if "example" in case:
        return (ROOT / "examples" / case["example"]).read_text(encoding="utf-8")
    return str(case["message"])


def facts_of(message: str) -> tuple[ReadFact, ...]:
    return read_message(message=message, brief=empty_brief(), asked=None, slots=SLOTS, document=False).facts


def key_of(fact: ReadFact) -> str:
    return f"{fact.slot}:{fact.subject}" if fact.subject else fact.slot


def says(fact: ReadFact, wanted: str) -> bool:
    """Whether a fact says "30 min 24x7", "35 people", or holds the wanted words."""
    value, *rest = str(wanted).split()
    if fact.number is None or not value.replace(".", "").isdigit():
        return str(wanted).casefold() in (fact.text or "").casefold()
    unit = rest[:1] in ([], [fact.unit])
    return abs(fact.number - float(value)) < 0.05 and unit and (len(rest) < 2 or rest[1] == fact.clock)


def is_expected(fact: ReadFact, expected: dict[str, Any], may: list[str]) -> bool:
    wanted = listed(expected.get(key_of(fact), expected.get(fact.slot)))
    return any(says(fact, each) for each in wanted) or fact.slot in may or key_of(fact) in may


def listed(wanted: Any) -> list[str]:
    """One value or several of a slot that holds many."""
    return [] if wanted is None else wanted if isinstance(wanted, list) else [wanted]


def counted(path: Path) -> tuple[list[str], list[str], int, int]:
    """(facts missed, facts too many, facts expected, facts read)."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    facts = facts_of(message_of(case))
    expected: dict[str, Any] = case["expected"]
    wanted_facts = [(key, wanted) for key, several in expected.items() for wanted in listed(several)]
    missed = [
        f"{key} = {wanted}"
        for key, wanted in wanted_facts
        if not any(key in (key_of(f), f.slot) and says(f, wanted) for f in facts)
    ]
    too_many = [
        f"{key_of(f)} = {f.number} {f.unit} {f.clock} {f.text}"
        for f in facts
        if not is_expected(f, expected, case["may"])
    ]
    return missed, too_many, len(wanted_facts), len(facts)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda p: p.stem)
def test_nearly_all_that_a_brief_says_is_read(path: Path) -> None:
    """At least nine facts in ten, each with its value, unit and clock."""
    missed, _, expected, _ = counted(path)
    assert 1 - len(missed) / expected >= LEAST_RECALL, missed


@pytest.mark.parametrize("path", BRIEFS, ids=lambda p: p.stem)
def test_hardly_anything_is_read_that_a_brief_does_not_say(path: Path) -> None:
    """At least nineteen in twenty of what is read is right."""
    _, too_many, _, read = counted(path)
    assert 1 - len(too_many) / max(1, read) >= LEAST_PRECISION, too_many


@pytest.mark.parametrize("path", BRIEFS, ids=lambda p: p.stem)
def test_every_fact_stands_on_words_that_say_its_number(path: Path) -> None:
    """The brief refuses a fact whose quote is not verbatim or does not hold its number."""
    message = message_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [f for f in facts_of(message) if not is_supported(f, message)] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_is_read_as_it_was_meant(path: Path) -> None:
    """Every fact that the lead states is read, and nothing else is."""
    missed, too_many, _, _ = counted(path)
    assert (missed, too_many) == ([], [])
