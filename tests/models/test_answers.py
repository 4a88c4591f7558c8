"""Reading a model's JSON answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from assistant.models.answers import MAX_DEPTH, Unreadable, read_answer

GOOD = '{"title":"Störung","minutes":15}'


class Note(BaseModel):
    """A small wire model."""

    model_config = ConfigDict(extra="forbid")

    title: str
    minutes: int


class Anything(BaseModel):
    """A wire model that takes any value."""

    value: object


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"\ufeff {GOOD}\n",
        f"```json\n{GOOD}\n```",
        f"Here it is:\n```\n{GOOD}\n```\nAnything else?",
        f"Sure: {GOOD} Shall I go on?",
        '{"title":"```mermaid```","minutes":15}',
    ],
)
def test_one_object_is_read_through_fences_and_prose(text: str) -> None:
    """The object is found wherever it stands, and alone becomes the answer's text."""
    found, note = read_answer(text, Note)
    assert note == Note.model_validate_json(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("I would rather not.", "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ('{"title":"x"', "not closed"),
        ('{"title":"x","minutes":1,}', "not valid JSON"),
        (GOOD + GOOD, "Extra data"),
        ('{"title":"x","title":"y","minutes":1}', "stands twice"),
        ('{"title":"x","minutes":NaN}', "NaN"),
        ('{"title":"x","minutes":-Infinity}', "-Infinity"),
        ('{"title":"x","minutes":1e999}', "too large"),
        ('{"title":"x","minutes":' + "9" * 5_000 + "}", "not valid JSON"),
        ('{"title":"\\ud83d","minutes":1}', "surrogate"),
        ('{"title":"\\u0000","minutes":1}', "NUL"),
        ('{"title":"x","minutes":"15"}', "minutes"),
        ('{"title":"x","minutes":true}', "minutes"),
        ('{"title":"x"}', "Field required"),
        ('{"title":"x","minutes":1,"more":2}', "more"),
        ('{"title":"' + "x" * 2_000_001 + '"}', "characters"),
        ('{"title":[' + "1," * 20_001 + "1]}", "values"),
    ],
)
def test_what_is_not_the_wanted_object_is_refused_by_name(text: str, reason: str) -> None:
    """The refusal says what is wrong, in few enough words to quote."""
    with pytest.raises(Unreadable, match=reason) as caught:
        read_answer(text, Note)
    assert len(str(caught.value)) < 2_000


@pytest.mark.parametrize(
    ("levels", "readable"), [(MAX_DEPTH - 1, True), (MAX_DEPTH, False), (900, False), (9_000, False)]
)
def test_depth_is_bounded(levels: int, readable: bool) -> None:
    """Sixty-four levels are read, more are refused, however many."""
    text = '{"value":' + "[" * levels + "]" * levels + "}"
    try:
        read_answer(text, Anything)
        read = True
    except Unreadable:
        read = False
    assert read == readable


def test_a_refusal_counts_the_faults() -> None:
    """Fewer faults mean a better answer, and no JSON at all is the worst."""
    with pytest.raises(Unreadable) as schema:
        read_answer('{"title":1,"minutes":"x"}', Note)
    with pytest.raises(Unreadable) as prose:
        read_answer("no", Note)
    assert schema.value.faults == 2 < prose.value.faults


NUMBERS = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
KEYS = st.text('kö"{', max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text('aä{}[]"\\,:`\n'),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=20,
)


@given(value=JSON, spaced=st.booleans(), plain=st.booleans())
def test_whatever_json_holds_is_read_back_alike(value: object, spaced: bool, plain: bool) -> None:
    """Reading loses and changes nothing."""
    text = json.dumps({"value": value}, indent=1 if spaced else None, ensure_ascii=plain)
    _, read = read_answer(text, Anything)
    assert isinstance(read, Anything)
    assert read.value == value


@given(text=st.text('{}[]",:\\tru0123e.-NaI \n`', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a validated answer or a named refusal comes out."""
    try:
        _, read = read_answer("{" + text, Anything)
    except Unreadable:
        return
    assert isinstance(read, Anything)
