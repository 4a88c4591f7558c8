"""Checkpoints: a graph goes on where it stood, damaged rows are replaced by older ones, and no row runs code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from langgraph.types import Command

from assistant.store import Conversation, Message, Store
from schemas.errors import ConversationNotFound, DamagedState, StoreError

Talk = Callable[..., Awaitable[None]]
At = Callable[..., dict[str, Any]]


async def test_a_graph_goes_on_where_it_stood(talk: Talk, at: At, graph: Any, conversation: Conversation) -> None:
    """State and question survive, whatever the database."""
    await talk(conversation, turns=3)
    state = await graph.aget_state(at(conversation))
    assert state.values == {"asked": 2, "last": "answer 1", "given": ["answer 0", "answer 1"]}
    assert [question.value for question in state.interrupts] == [{"question": 2}]


async def test_history_is_newest_first(talk: Talk, at: At, graph: Any, conversation: Conversation) -> None:
    """Listing gives every checkpoint once."""
    await talk(conversation, turns=4)
    history = [state.values["asked"] async for state in graph.aget_state_history(at(conversation))]
    assert history[0] == 3
    assert history == sorted(history, reverse=True)


async def test_listing_can_be_limited_and_filtered(
    talk: Talk, at: At, store: Store, graph: Any, conversation: Conversation
) -> None:
    """Filters compare metadata; a key that looks like SQL compares to nothing."""
    await talk(conversation, turns=3)
    saver = await store.checkpointer()
    where: Any = at(conversation)
    assert len([found async for found in saver.alist(where, limit=2)]) == 2
    assert len([found async for found in saver.alist(where, filter={"source": "loop"})]) == 3
    assert [found async for found in saver.alist(where, filter={"x') OR 1=1 --": "1"})] == []


async def test_a_strange_thread_id_finds_and_writes_nothing(talk: Talk, graph: Any, conversation: Conversation) -> None:
    """A thread is a conversation; text that looks like SQL is none."""
    await talk(conversation, turns=1)
    for trick in ("' OR 1=1 --", "%", "x" * 32, "\x00"):
        with pytest.raises(ConversationNotFound):
            await graph.ainvoke(
                {"asked": 0, "last": "", "given": []}, {"configurable": {"thread_id": trick}}, durability="exit"
            )


async def test_a_process_that_lost_its_turn_writes_no_checkpoint(
    at: At, store: Store, graph: Any, conversation: Conversation, clock: Any
) -> None:
    """The fence in the config keeps a slow process from overwriting its successor's state."""
    slow = await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    clock.turn(seconds=61)
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    with pytest.raises(StoreError):
        await graph.ainvoke(
            {"asked": 0, "last": "", "given": []}, at(conversation, fence=slow.fence), durability="exit"
        )
    assert (await graph.aget_state(at(conversation))).values == {}


@pytest.mark.parametrize("durability", ["exit", "sync"])
async def test_taking_over_rewinds_the_graph(
    talk: Talk, at: At, store: Store, graph: Any, conversation: Conversation, durability: str
) -> None:
    """A turn that was killed after its checkpoint and before its end is not applied twice."""
    await talk(conversation, turns=2)
    first = await store.turns.begin_turn(conversation.id, "t1", text="again")
    await graph.ainvoke(Command(resume="again"), at(conversation), durability=durability)
    await store.turns.release(first)
    second = await store.turns.begin_turn(conversation.id, "t1", text="again")
    assert (await graph.aget_state(at(conversation))).values["asked"] == 1
    await graph.ainvoke(Command(resume="again"), at(conversation), durability=durability)
    await store.turns.finish_turn(second, reply="{}", messages=[])
    state = await graph.aget_state(at(conversation))
    assert state.values["given"] == ["answer 0", "again"]
    assert [question.value for question in state.interrupts] == [{"question": 2}]


async def test_finishing_a_turn_prunes_checkpoints(
    talk: Talk, at: At, store: Store, graph: Any, conversation: Conversation, rows: Any
) -> None:
    """Three stay, with what they need, and the graph goes on from the newest."""
    await talk(conversation, turns=6)
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.turns.finish_turn(turn, reply="{}", messages=[Message(role="user", text="Hi")])
    assert rows.run("SELECT count(*) FROM checkpoints") == [(3,)]
    await graph.ainvoke(Command(resume="more"), at(conversation), durability="exit")
    assert (await graph.aget_state(at(conversation))).values["given"][-2:] == ["answer 4", "more"]


async def test_all_rows_damaged_is_said(talk: Talk, at: At, graph: Any, conversation: Conversation, rows: Any) -> None:
    """When no older state is left, the error says what to do."""
    await talk(conversation, turns=2)
    rows.run("UPDATE checkpoints SET metadata = '{}'")
    with pytest.raises(DamagedState, match="start over"):
        await graph.aget_state(at(conversation))
