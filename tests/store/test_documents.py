"""Briefs, versions, answers, usage and the audit trail: what goes in comes out."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.store import Call, Conversation, Message, Store
from schemas.errors import ConversationNotFound, StoreError

NOBODY = "n" * 32


@pytest.fixture
async def turn(store: Store, conversation: Conversation) -> Any:
    """A turn that is being answered."""
    return await store.turns.begin_turn(conversation.id, "t1", text="Hi")


async def _add(store: Store, conversation: Conversation, *, body: str, reason: str, turn_id: str = "t1") -> Any:
    return await store.versions.add(
        conversation.id, process=f'{{"b": "{body}"}}', body=body, reason=reason, parent=None, turn_id=turn_id
    )


async def _end(store: Store, turn: Any) -> None:
    await store.turns.finish_turn(turn, reply="{}", messages=[Message(role="user", text=turn.text)])


async def test_the_latest_brief_is_the_last_saved(store: Store, conversation: Conversation, turn: Any) -> None:
    """Saving twice in a turn keeps the second."""
    await store.briefs.save(conversation.id, "t1", '{"a": 1}')
    await store.briefs.save(conversation.id, "t1", '{"a": "\\u0000\ud800"}')
    assert await store.briefs.latest(conversation.id) == '{"a": "\\u0000\ud800"}'


async def test_no_brief_is_none(store: Store, conversation: Conversation) -> None:
    """Before the first brief there is none."""
    assert await store.briefs.latest(conversation.id) is None


async def test_versions_are_numbered_and_kept(store: Store, conversation: Conversation, turn: Any) -> None:
    """Every version can be fetched by its number, the newest is current."""
    await _add(store, conversation, body="one", reason="draft")
    await _add(store, conversation, body="two", reason="repair 1")
    assert [version.body for version in await store.versions.list(conversation.id)] == ["one", "two"]
    assert (await store.versions.get(conversation.id, 1)).process == '{"b": "one"}'
    current = await store.versions.current(conversation.id)
    assert current is not None
    assert (current.number, current.body) == (2, "two")


async def test_adding_a_version_again_changes_nothing(store: Store, conversation: Conversation, turn: Any) -> None:
    """A turn that is run again adds each of its versions once."""
    first = await _add(store, conversation, body="one", reason="draft")
    again = await _add(store, conversation, body="one", reason="draft")
    assert again == first
    assert len(await store.versions.list(conversation.id)) == 1


async def test_restoring_makes_a_new_equal_version(store: Store, conversation: Conversation, turn: Any) -> None:
    """Undo loses nothing: what was undone is still there."""
    await _add(store, conversation, body="one", reason="draft")
    await _add(store, conversation, body="two", reason="edit")
    restored = await store.versions.set_current(conversation.id, 1, turn_id="t1")
    assert (restored.number, restored.body, restored.parent) == (3, "one", 1)
    assert [version.body for version in await store.versions.list(conversation.id)] == ["one", "two", "one"]


async def test_a_missing_version_is_named(store: Store, conversation: Conversation) -> None:
    """The error says which number is not there."""
    with pytest.raises(StoreError, match="version 7"):
        await store.versions.get(conversation.id, 7)


async def test_an_answer_is_kept_by_its_key(store: Store, conversation: Conversation) -> None:
    """The last value put under a key is the one got."""
    answers = store.answers(conversation.id)
    await answers.put("k", "one")
    await answers.put("k", "two \x00\ud800")
    assert (await answers.get("k"), await answers.get("other")) == ("two \x00\ud800", None)


async def test_answers_of_the_last_two_turns_stay(store: Store, conversation: Conversation) -> None:
    """Older ones are dropped when a turn ends, so that a long conversation stays small."""
    answers = store.answers(conversation.id)
    for number in range(4):
        begun = await store.turns.begin_turn(conversation.id, f"t{number}", text="Hi")
        await answers.put(f"k{number}", "paid")
        await _end(store, begun)
    kept = [await answers.get(f"k{number}") for number in range(4)]
    assert kept == [None, None, "paid", "paid"]


async def test_answers_belong_to_one_conversation(store: Store, conversation: Conversation, start: Any) -> None:
    """The same key in another conversation finds nothing."""
    await store.answers(conversation.id).put("k", "paid")
    assert await store.answers((await start(store)).id).get("k") is None


async def test_usage_is_summed_with_unknowns_named(store: Store, conversation: Conversation) -> None:
    """Unknown tokens count as zero, unpriced calls are counted apart."""
    calls = (
        Call(step="frame", model="m", input_tokens=10, output_tokens=5, cost_usd=0.25, seconds=1.5),
        Call(step="part", model="m", input_tokens=7, cache_read_tokens=3, cache_write_tokens=2, seconds=0.5),
    )
    for call in calls:
        await store.usage.add(conversation.id, call, turn_id="t1")
    totals = await store.usage.totals(conversation.id)
    assert (totals.calls, totals.input_tokens, totals.output_tokens) == (2, 17, 5)
    assert (totals.cache_read_tokens, totals.cache_write_tokens) == (3, 2)
    assert (totals.cost_usd, totals.unpriced, totals.seconds) == (0.25, 1, 2.0)


async def test_usage_of_a_new_conversation_is_zero(store: Store, conversation: Conversation) -> None:
    """No calls, no cost."""
    totals = await store.usage.totals(conversation.id)
    assert (totals.calls, totals.cost_usd, totals.unpriced) == (0, 0.0, 0)


async def test_the_audit_trail_is_in_order(store: Store, conversation: Conversation, clock: Any) -> None:
    """Each entry has its moment."""
    await store.audit.note(conversation.id, "created")
    clock.turn(seconds=5)
    await store.audit.note(conversation.id, "exported", detail="docx")
    first, second = await store.audit.list(conversation.id)
    assert (first.what, second.detail, (second.at - first.at).total_seconds()) == ("created", "docx", 5.0)


@pytest.mark.parametrize("part", ["messages", "versions", "audit"])
async def test_nothing_is_listed_for_no_conversation(store: Store, part: str) -> None:
    """A list of an unknown conversation is an error, not empty."""
    with pytest.raises(ConversationNotFound):
        await getattr(store, part).list(NOBODY)
