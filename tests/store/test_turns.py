"""Turns: begun by one, answered once, taken over when their process dies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from assistant.store import Conversation, Message, Store
from schemas.errors import ConversationBusy, InputError, StoreError

SAID = [Message(role="user", text="Hi \x00\ud800 👋"), Message(role="assistant", text="Hello", meta='{"k": [1]}')]


async def test_a_begun_turn_is_the_callers_to_run(store: Store, conversation: Conversation) -> None:
    """The first begin starts the turn."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    assert (turn.outcome, turn.reply) == ("started", None)


async def test_a_finished_turn_gives_its_reply_again(store: Store, conversation: Conversation) -> None:
    """A second submit of a finished turn returns the stored reply and starts nothing."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi \x00\ud800")
    await store.turns.finish_turn(turn, reply='{"say": "Hello \\u0000"}', messages=SAID)
    again = await store.turns.begin_turn(conversation.id, "t1", text="Hi \x00\ud800")
    assert (again.outcome, again.reply) == ("done", '{"say": "Hello \\u0000"}')


async def test_finishing_writes_transcript_and_phase(store: Store, conversation: Conversation) -> None:
    """The rows come back in order, unchanged to the last odd character."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.finish_turn(turn, reply="{}", messages=SAID, phase="confirm")
    told = [(message.role, message.text, message.meta) for message in await store.messages.list(conversation.id)]
    assert told == [(message.role, message.text, message.meta) for message in SAID]
    assert (await store.conversations.get(conversation.id)).phase == "confirm"


@pytest.mark.parametrize("turn_id", ["t1", "t2"])
async def test_a_held_conversation_is_busy(store: Store, conversation: Conversation, turn_id: str) -> None:
    """Neither the same nor another turn begins while a lease runs."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    with pytest.raises(ConversationBusy):
        await store.turns.begin_turn(conversation.id, turn_id, text="Hi")


async def test_another_conversation_is_not_held(
    store: Store, conversation: Conversation, start: Callable[..., Any]
) -> None:
    """A lease is for one conversation, and turn ids are its own."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    other = await start(store)
    assert (await store.turns.begin_turn(other.id, "t1", text="Ho")).outcome == "started"


async def test_an_expired_lease_is_taken_over(store: Store, conversation: Conversation, clock: Any) -> None:
    """The same turn begun after the lease's end starts again, with a higher fence."""
    first = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=61)
    second = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    assert (second.outcome, second.fence > first.fence) == ("started", True)


async def test_the_one_who_lost_the_turn_cannot_finish_it(store: Store, conversation: Conversation, clock: Any) -> None:
    """A slow process finishing after the takeover is refused, and leaves no row."""
    slow = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=61)
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    with pytest.raises(StoreError):
        await store.turns.finish_turn(slow, reply="{}", messages=SAID)
    assert await store.messages.list(conversation.id) == ()


async def test_a_turn_is_finished_once(store: Store, conversation: Conversation) -> None:
    """Finishing twice is refused: the transcript has each message once."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.finish_turn(turn, reply="{}", messages=SAID)
    with pytest.raises(StoreError):
        await store.turns.finish_turn(turn, reply="{}", messages=SAID)
    assert len(await store.messages.list(conversation.id)) == 2


async def test_a_slow_turn_finishes_when_nobody_took_it(store: Store, conversation: Conversation, clock: Any) -> None:
    """An expired lease alone loses nothing."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=600)
    await store.turns.finish_turn(turn, reply="{}", messages=SAID)
    assert len(await store.messages.list(conversation.id)) == 2


async def test_renewing_keeps_others_out(store: Store, conversation: Conversation, clock: Any) -> None:
    """A renewed lease runs from the renewal."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=59)
    await store.turns.renew(turn, lease_s=60)
    clock.turn(seconds=59)
    with pytest.raises(ConversationBusy):
        await store.turns.begin_turn(conversation.id, "t1", text="Hi")


async def test_a_lost_turn_cannot_be_renewed(store: Store, conversation: Conversation, clock: Any) -> None:
    """Renewal after a takeover tells the old process to stop."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=61)
    await store.turns.begin_turn(conversation.id, "t2", text="Ho")
    with pytest.raises(StoreError):
        await store.turns.renew(turn)


async def test_a_released_turn_can_be_begun_at_once(store: Store, conversation: Conversation) -> None:
    """A turn whose call failed is run again without waiting for its lease."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.release(turn)
    assert (await store.turns.begin_turn(conversation.id, "t1", text="Hi")).outcome == "started"


async def test_an_unfinished_turn_is_known_with_its_text(store: Store, conversation: Conversation) -> None:
    """What was said is not lost with the process."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi \x00")
    found = await store.turns.unfinished_turn(conversation.id)
    assert found is not None
    assert (found.turn_id, found.text, found.outcome) == ("t1", "Hi \x00", "unfinished")


async def test_no_turn_is_unfinished_after_the_end(store: Store, conversation: Conversation) -> None:
    """A finished turn, and one given up for another, are not run again."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.release(turn)
    second = await store.turns.begin_turn(conversation.id, "t2", text="Ho")
    await store.turns.finish_turn(second, reply="{}", messages=SAID)
    assert await store.turns.unfinished_turn(conversation.id) is None


async def test_a_turn_id_is_for_one_text(store: Store, conversation: Conversation) -> None:
    """The reply to one message is never given for another."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.finish_turn(turn, reply="{}", messages=SAID)
    with pytest.raises(InputError):
        await store.turns.begin_turn(conversation.id, "t1", text="Something else")


async def test_odd_turn_ids_are_refused(store: Store, conversation: Conversation) -> None:
    """A turn id is visible ASCII of at most 200 characters."""
    for turn_id in ("", "a b", "\x00", "é", "x" * 201, "a\n"):
        with pytest.raises(InputError):
            await store.turns.begin_turn(conversation.id, turn_id, text="Hi")


async def test_taking_over_undoes_what_the_dead_turn_left(store: Store, conversation: Conversation, clock: Any) -> None:
    """Briefs and versions of a turn that never ended do not stay; its paid answers do."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.briefs.save(conversation.id, "t1", "{}")
    await store.versions.add(conversation.id, process="{}", body="b", reason="draft", parent=None, turn_id="t1")
    await store.answers(conversation.id).put("k", "paid")
    clock.turn(seconds=61)
    await store.turns.begin_turn(conversation.id, "t2", text="Ho")
    assert await store.briefs.latest(conversation.id) is None
    assert await store.versions.current(conversation.id) is None
    assert await store.answers(conversation.id).get("k") == "paid"
    assert turn.fence == 1


async def test_a_given_up_turn_cannot_write_documents(store: Store, conversation: Conversation, clock: Any) -> None:
    """A process that lost its turn changes neither brief nor document."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    clock.turn(seconds=61)
    await store.turns.begin_turn(conversation.id, "t2", text="Ho")
    with pytest.raises(StoreError):
        await store.versions.add(conversation.id, process="{}", body="b", reason="d", parent=None, turn_id="t1")
    with pytest.raises(StoreError):
        await store.briefs.save(conversation.id, "t1", "{}")


async def test_waiting_gives_the_reply_when_it_is_there(store: Store, conversation: Conversation) -> None:
    """The second of two submits waits and gets the first one's reply."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    waiting = asyncio.create_task(store.turns.wait_for_turn(conversation.id, "t1", timeout_s=20))
    await asyncio.sleep(0.05)
    await store.turns.finish_turn(turn, reply='"ok"', messages=SAID)
    done = await waiting
    assert done is not None
    assert done.reply == '"ok"'


async def test_waiting_ends_with_busy(store: Store, conversation: Conversation) -> None:
    """After the timeout the waiter is told to come back."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    with pytest.raises(ConversationBusy):
        await store.turns.wait_for_turn(conversation.id, "t1", timeout_s=0.05)


async def test_nobody_waits_for_a_dead_turn(store: Store, conversation: Conversation, clock: Any) -> None:
    """When the lease has run out, the waiter may begin."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=61)
    assert await store.turns.wait_for_turn(conversation.id, "t1", timeout_s=20) is None


async def test_of_many_simultaneous_begins_one_starts(store: Store, conversation: Conversation) -> None:
    """Twenty tasks submit the same turn at once: one runs it."""
    begun = await asyncio.gather(
        *(store.turns.begin_turn(conversation.id, "t1", text="Hi") for _ in range(20)), return_exceptions=True
    )
    assert sum(not isinstance(outcome, BaseException) for outcome in begun) == 1
    assert sum(isinstance(outcome, ConversationBusy) for outcome in begun) == 19


async def test_a_cancelled_write_blocks_nobody(store: Store, conversation: Conversation) -> None:
    """Tasks cancelled at any point leave no lock behind, and either all of a write or nothing."""
    for delay_ms in range(30):
        task = asyncio.create_task(store.audit.note(conversation.id, f"note {delay_ms}"))
        await asyncio.sleep(delay_ms / 5_000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await store.audit.note(conversation.id, "last")
    assert (await store.audit.list(conversation.id))[-1].what == "last"
