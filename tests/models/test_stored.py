"""Paid answers are stored first and never paid for twice."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from assistant.models.protocol import Limits, Reply
from assistant.models.stored import AnswersInMemory, Stored, StoredAnswer, answer_key
from assistant.models.structured import Structured
from schemas.errors import Refused, StoreError

GOOD = '{"title":"x","minutes":15}'


class FullStore(AnswersInMemory):
    """A store on a full disk, until it is mended."""

    full = True

    async def put(self, key: str, answer: StoredAnswer) -> None:
        if self.full:
            raise StoreError("The disk is full.")
        await super().put(key, answer)


def around(author: Any, store: AnswersInMemory) -> Stored:
    """The author under test, validating as the program does."""
    return Stored(Structured(author, most_output_tokens=9_000), store)


async def test_a_second_request_is_free(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The same answer, no call, no cost, and it says so."""
    author, store = scripted([GOOD]), AnswersInMemory()
    first = (await events_of(around(author, store), request_for()))[-1]
    again = (await events_of(around(author, store), request_for()))[-1]
    assert again.data == first.data
    assert (again.from_store, again.attempts, again.cost_usd, again.usage.total_tokens) == (True, 0, 0.0, 0)


async def test_an_answer_is_stored_before_it_is_passed_on(scripted: Any, request_for: Any) -> None:
    """By the time the reader sees the reply, it is safe."""
    store = AnswersInMemory()
    counts = [
        store.count async for event in around(scripted([GOOD]), store).stream(request_for()) if isinstance(event, Reply)
    ]
    assert counts == [1]


async def test_a_refusal_is_not_stored(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Only answers are."""
    store = AnswersInMemory()
    with pytest.raises(Refused):
        await events_of(around(scripted([Refused("no")]), store), request_for())
    assert store.count == 0


async def test_an_answer_that_could_not_be_stored_is_not_paid_again(
    scripted: Any, request_for: Any, events_of: Any
) -> None:
    """The failure is reported; once the disk has room, the held answer is stored and given."""
    author, store = scripted([GOOD]), FullStore()
    stored = around(author, store)
    with pytest.raises(StoreError):
        await events_of(stored, request_for())
    store.full = False
    again = (await events_of(stored, request_for()))[-1]
    assert (again.from_store, len(author.asked), store.count) == (True, 1, 1)


async def test_an_answer_of_an_older_schema_is_asked_for_again(scripted: Any, request_for: Any, events_of: Any) -> None:
    """What no longer fits is not given again."""
    author, store = scripted(['{"title":"x"}', GOOD]), AnswersInMemory()

    class Older(BaseModel):
        title: str

    key = answer_key("scripted", request_for())
    await events_of(around(author, store), request_for(answer=Older))
    older = await store.get(answer_key("scripted", request_for(answer=Older)))
    assert older is not None
    await store.put(key, older)
    await events_of(around(author, store), request_for())
    assert len(author.asked) == 2


def test_keys_differ_by_everything_that_decides_an_answer(request_for: Any) -> None:
    """Author, step, words, schema and limit; not the deadline, nor the values behind the words."""
    base = request_for()
    changed = [
        request_for(step="part"),
        request_for(system="Other."),
        request_for(prompt="Other."),
        request_for(answer=None),
        request_for(limits=Limits(max_output_tokens=1)),
    ]
    same = [request_for(values={"a": 1}), request_for(limits=Limits(deadline_s=1))]
    keys = {answer_key("a", request) for request in [base, *changed]} | {answer_key("b", base)}
    assert len(keys) == len(changed) + 2
    assert {answer_key("a", request) for request in same} == {answer_key("a", base)}


def test_a_stored_answer_survives_as_text(reply: Any) -> None:
    """What goes through the database comes back alike."""
    usage = reply("x").usage
    answer = StoredAnswer(
        author="a",
        step="s",
        text="t",
        stop="end",
        usage=usage,
        model="m",
        request_id=None,
        seconds=1.5,
        attempts=2,
        cost_usd=None,
    )
    assert StoredAnswer.model_validate_json(answer.model_dump_json()) == answer
