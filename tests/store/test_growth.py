"""A hundred turns stay small, and the last one is stored as quickly as the first."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from langgraph.graph import START, StateGraph
from langgraph.types import Command, interrupt
from typing_extensions import TypedDict

from assistant.store import Call, Message, Store, open_store

ANSWER = json.dumps({"questions": [{"text": f"What happens with case {n}?", "why": "x" * 40} for n in range(30)]})
REPLY = json.dumps({"kind": "question", "text": "Which hours does the second tier work? " * 12})
PARTS = 12
EDITS_FROM = 21


class References(TypedDict):
    """What a conversation's graph keeps: ids and small values, no document."""

    turn: int
    version: int | None
    missing: list[str]


async def intake(state: References) -> References:
    """Pause, then count the turn."""
    interrupt({"question": f"q{state['turn']}"})
    return {**state, "turn": state["turn"] + 1, "version": state["turn"] // 4}


async def think(state: References) -> References:
    """A step between two pauses."""
    return {**state, "missing": [*state["missing"][-5:], f"field {state['turn']}"]}


def _process(number: int) -> str:
    """A document of about 50 KB, 9 KB compressed, in which each version changes one part."""
    return json.dumps(
        {f"part {part}": _part(part, edit=number if number % PARTS == part else 0) for part in range(PARTS)}
    )


def _part(part: int, *, edit: int) -> list[dict[str, str | int]]:
    return [
        {"id": f"{part}-{row}", "when": f"severity is {row % 4}", "words": _words(f"{part}-{row}"), "edit": edit}
        for row in range(26)
    ]


def _words(of: str) -> str:
    """A text that compresses about as well as a real rule does."""
    return " ".join(f"the {letter}{of}" for letter in hashlib.sha256(of.encode()).hexdigest()[:10])


@pytest.fixture
async def quick_store(tmp_path: Path) -> AsyncIterator[Store]:
    """A SQLite store in memory-backed storage where the machine has one: nothing here is about syncing."""
    folder = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else tmp_path  # noqa: S108
    path = folder / f"growth-{os.getpid()}.sqlite"
    try:
        async with open_store(str(path)) as opened:
            yield opened
    finally:
        for file in folder.glob(f"{path.name}*"):
            file.unlink()


async def test_a_hundred_turns_take_at_most_a_megabyte(quick_store: Store, start: Callable[..., Any]) -> None:
    """With answers, usage, briefs, transcript, checkpoints and 40 versions; growing no faster than the turns."""
    store = quick_store
    conversation = await start(store)
    saver = await store.checkpointer()
    graph = (
        StateGraph(References)
        .add_node("intake", intake)
        .add_node("think", think)
        .add_edge(START, "think")
        .add_edge("think", "intake")
        .add_edge("intake", "think")
        .compile(saver)
    )
    sizes = {}
    for number in range(1, 101):
        await _one_turn(store, graph, conversation.id, number)
        if number in {10, 100}:
            sizes[number] = _bytes(Path(store.shown))
    assert sizes[100] <= 1_000_000, sizes
    assert sizes[100] / sizes[10] <= 11, sizes


async def _one_turn(store: Store, graph: Any, conversation_id: str, number: int) -> None:
    turn = await store.turns.begin_turn(
        conversation_id, f"turn-{number}", text=f"Our tier {number} works from 9 to 17."
    )
    config = {"configurable": {"thread_id": conversation_id, "fence": turn.fence}}
    given: Any = Command(resume="ok") if number > 1 else {"turn": 0, "version": None, "missing": []}
    await graph.ainvoke(given, config, durability="exit")
    await store.answers(conversation_id).put(f"{number}-" + "0" * 64, ANSWER)
    await store.usage.add(conversation_id, Call(step="extract", model="m", input_tokens=9), turn_id=turn.turn_id)
    await store.briefs.save(conversation_id, turn.turn_id, _process(number)[:8_000])
    if number >= EDITS_FROM and number % 2:
        process = _process(number)
        await store.versions.add(
            conversation_id,
            process=process,
            body=process[:7_000],
            reason="edit",
            parent=None,
            turn_id=turn.turn_id,
        )
    said = [Message(role="user", text=turn.text), Message(role="assistant", text=REPLY[:400], meta=REPLY)]
    await store.turns.finish_turn(turn, reply=REPLY, messages=said)


def _bytes(path: Path) -> int:
    """The file's size with its log written back."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.stat().st_size
