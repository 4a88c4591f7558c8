"""What somebody types into a value's field."""

from __future__ import annotations

import pytest

from evals.mutants.good_b2b import good_process, sample_brief
from schemas.drafts import Draft
from schemas.errors import InputError
from schemas.facts import inferred
from ui.page.blocks.edits import Typed, edit_of

BRIEF = sample_brief().with_facts(
    inferred("hours.support", rule="r", text="mon-fri 09:00-18:00 Europe/Berlin"),
    inferred("promise.first_response", "enterprise/p1", rule="r", number=30, unit="min"),
)


@pytest.mark.parametrize(
    ("target", "text", "number", "unit", "said"),
    [
        ("fact:promise.first_response:enterprise/p1", "2 hours", 2, "h", None),
        ("fact:promise.first_response:enterprise/p1", "45", 45, "min", None),
        ("fact:promise.first_response:enterprise/p1", "1,5 h", 1.5, "h", None),
        ("fact:hours.support", "Mon-Sat 8 to 20", None, None, "mon-sat 08:00-20:00 Europe/Berlin"),
    ],
)
def test_value_is_read_as_it_was_typed(
    target: str, text: str, number: float | None, unit: str | None, said: str | None
) -> None:
    """Numbers keep their unit unless another one is named; hours become canonical in the zone that they had."""
    (fact,) = edit_of([Typed(target, text)], beside="", brief=BRIEF, draft=None).edit.facts
    assert (fact.number, fact.unit, fact.text) == (number, unit, said)


def test_quote_of_an_edit_stands_in_its_message() -> None:
    """What the edit says is also said in words, so that the transcript tells it."""
    worded = edit_of([Typed("fact:hours.support", "24x7")], beside="Write it", brief=BRIEF, draft=None)
    assert worded.edit.facts[0].quote in worded.text.splitlines()
    assert worded.text.endswith("Write it")


def test_same_value_only_confirms() -> None:
    """Typing what stands there already is agreeing with it."""
    worded = edit_of([Typed("fact:promise.first_response:enterprise/p1", "30 min")], beside="", brief=BRIEF, draft=None)
    assert worded.edit.confirms


def test_number_of_the_document_becomes_a_change() -> None:
    """A pointer into the document makes a change of the number there, as a proposal of the person's."""
    draft = Draft(process=good_process(), brief=sample_brief(), findings=(), body_words=900)
    worded = edit_of([Typed("/frame/decisions/0/needed_by", "9 days")], beside="", brief=draft.brief, draft=draft)
    (change,) = worded.edit.changes
    assert (change.where, '"value": 9.0' in change.json_value) == ("/frame/decisions/0/needed_by", True)


@pytest.mark.parametrize(
    "typed",
    [
        Typed("fact:promise.first_response:enterprise/p1", "soon"),
        Typed("fact:no.such:thing", "1"),
        Typed("/frame/nowhere", "1"),
        Typed("fact:hours.support", " "),
        Typed("fact:hours.support", "whenever we like"),
    ],
)
def test_value_that_cannot_be_one_is_refused(typed: Typed) -> None:
    """A sentence says what is wrong with it."""
    with pytest.raises(InputError):
        edit_of([typed], beside="", brief=BRIEF, draft=None)
