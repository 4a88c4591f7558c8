"""Changed rows: whatever is done to the newest checkpoint, the state is that one or the one before, never another."""

from __future__ import annotations

import json
import random
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg.types.json
import pytest

from assistant.store import Conversation, Message, Store
from schemas.errors import DamagedState

Talk = Callable[..., Awaitable[None]]
At = Callable[..., dict[str, Any]]
MUTANTS = 40
SQLITE = {
    "checkpoints": ("checkpoint", "metadata", "type", "parent_checkpoint_id", "checkpoint_id"),
    "writes": ("value", "type", "channel", "task_id"),
}
POSTGRES = {
    "checkpoints": ("checkpoint", "metadata", "parent_checkpoint_id", "checkpoint_id"),
    "checkpoint_blobs": ("blob", "type", "version", "channel"),
    "checkpoint_writes": ("blob", "type", "channel", "task_id"),
}


@pytest.mark.parametrize("seed", range(3))
async def test_no_changed_row_is_believed(
    store: Store, conversation: Conversation, talk: Talk, at: At, rows: Any, seed: int
) -> None:
    """Flipped bits, cut values, swapped types, changed ids: the newest state unchanged or the older one, no error."""
    await talk(conversation, turns=3)
    saver = await store.checkpointer()
    newest, older = [_plain(found) async for found in saver.alist(at(conversation))][:2]  # type: ignore[arg-type]
    tables = POSTGRES if rows.is_postgres else SQLITE
    _save(rows, tables)
    chance = random.Random(seed)
    for _ in range(MUTANTS):
        changed = _mutate(rows, tables, chance)
        found = _plain(await saver.aget_tuple(at(conversation)))  # type: ignore[arg-type]
        assert found in (newest, older), changed
        _restore(rows, tables)
    assert _plain(await saver.aget_tuple(at(conversation))) == newest  # type: ignore[arg-type]


async def test_a_cut_newest_checkpoint_gives_the_one_before(
    store: Store, conversation: Conversation, graph: Any, talk: Talk, at: At, rows: Any
) -> None:
    """The graph itself goes on from the older state, with its question."""
    await talk(conversation, turns=3)
    rows.run(
        "UPDATE checkpoints SET metadata = '{}' WHERE checkpoint_id = (SELECT max(checkpoint_id) FROM checkpoints)"
    )
    state = await graph.aget_state(at(conversation))
    assert state.values["given"] == ["answer 0"]
    assert [question.value for question in state.interrupts] == [{"question": 1}]


async def test_a_damaged_checkpoint_that_is_asked_for_is_an_error(
    store: Store, conversation: Conversation, talk: Talk, at: At, rows: Any
) -> None:
    """Nothing stands in for a checkpoint that was named."""
    await talk(conversation, turns=2)
    ((newest,),) = rows.run("SELECT max(checkpoint_id) FROM checkpoints")
    rows.run("UPDATE checkpoints SET metadata = '{}' WHERE checkpoint_id = ?", newest)
    saver = await store.checkpointer()
    with pytest.raises(DamagedState):
        await saver.aget_tuple(at(conversation, checkpoint_id=newest, checkpoint_ns=""))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["messages", "contents", "briefs", "turns", "answers"])
async def test_our_own_changed_rows_are_refused(
    store: Store, conversation: Conversation, rows: Any, table: str
) -> None:
    """A flipped bit in any of our texts is noticed; a damaged paid answer counts as missing."""
    turn = await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    await store.briefs.save(conversation.id, "t1", "{}")
    await store.versions.add(conversation.id, process="{}", body="b", reason="draft", parent=None, turn_id="t1")
    await store.answers(conversation.id).put("k", "paid")
    await store.turns.finish_turn(turn, reply="{}", messages=[Message(role="user", text="Hi")])
    column = "text" if table in {"messages", "turns"} else "body"
    ((value,), *_) = rows.run(f"SELECT {column} FROM {table}")  # noqa: S608
    rows.run(f"UPDATE {table} SET {column} = ?", bytes([value[0] ^ 1]) + value[1:])  # noqa: S608
    reads: dict[str, Callable[[], Awaitable[object]]] = {
        "messages": lambda: store.messages.list(conversation.id),
        "contents": lambda: store.versions.current(conversation.id),
        "briefs": lambda: store.briefs.latest(conversation.id),
        "turns": lambda: store.turns.begin_turn(conversation.id, "t1", text="Hi"),
    }
    if table == "answers":
        assert await store.answers(conversation.id).get("k") is None
        return
    with pytest.raises(DamagedState):
        await reads[table]()


async def test_a_damaged_version_stops_no_later_one(store: Store, conversation: Conversation, rows: Any) -> None:
    """What leans on a damaged content is refused; a new version is kept whole."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi")
    body = " ".join(f"rule {number}" for number in range(3_000))

    async def add(reason: str) -> None:
        await store.versions.add(
            conversation.id, process="{}", body=f"{reason} {body}", reason=reason, parent=None, turn_id="t1"
        )

    await add("first")
    await add("second")
    ((base,),) = rows.run("SELECT base FROM contents WHERE base IS NOT NULL")
    rows.run("UPDATE contents SET body = ? WHERE address = ?", b"\0" * 40, base)
    await add("third")
    with pytest.raises(DamagedState):
        await store.versions.get(conversation.id, 2)
    assert (await store.versions.get(conversation.id, 3)).body == f"third {body}"


def _plain(found: Any) -> Any:
    return json.loads(
        json.dumps([found.config, found.checkpoint, found.metadata, found.pending_writes], default=repr, sort_keys=True)
    )


def _save(rows: Any, tables: dict[str, tuple[str, ...]]) -> None:
    for table in tables:
        rows.run(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608


def _restore(rows: Any, tables: dict[str, tuple[str, ...]]) -> None:
    for table in tables:
        rows.run(f"DELETE FROM {table}")  # noqa: S608
        rows.run(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # noqa: S608


def _mutate(rows: Any, tables: dict[str, tuple[str, ...]], chance: random.Random) -> str:
    """Change one value of a row that belongs to the newest checkpoint; say which and into what."""
    table = chance.choice(list(tables))
    column = chance.choice(tables[table])
    order = "version" if table == "checkpoint_blobs" else "checkpoint_id"
    row_id = "ctid" if rows.is_postgres else "rowid"
    newest = f"SELECT {row_id}, {column} FROM {table} WHERE {order} = (SELECT max({order}) FROM {table})"  # noqa: S608
    found, old = chance.choice(rows.run(newest))
    new = _changed(old, chance)
    rows.run(f"UPDATE {table} SET {column} = ? WHERE {row_id} = ?", new, found)  # noqa: S608
    return f"{table}.{column}: {old!r} -> {new!r}"


def _changed(old: Any, chance: random.Random) -> Any:
    if isinstance(old, dict):
        return psycopg.types.json.Jsonb(_changed_json(old, chance))
    if isinstance(old, str) or old is None:
        others = ["msgpack", "pickle", "json", "null", "empty", "sealed-2", "", "x\u00e9"]
        return chance.choice([*others, *([old[:-1], old + "0", chr(ord(old[0]) ^ 1) + old[1:]] if old else [])])
    content = bytes(old)
    place = chance.randrange(len(content))
    flipped = content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
    return chance.choice([flipped, flipped, flipped, content[:place], content + b"\0", b"", content[place:]])


def _changed_json(old: dict[str, Any], chance: random.Random) -> Any:
    key = chance.choice(sorted(old))
    value = old[key]
    if isinstance(value, dict) and value and chance.random() < 0.8:
        return {**old, key: _changed_json(value, chance)}
    if chance.random() < 0.3:
        return {other: kept for other, kept in old.items() if other != key}
    return {**old, key: chance.choice([None, 17, "other", [], {}, {"lc": 2, "type": "constructor", "id": ["os", "x"]}])}
