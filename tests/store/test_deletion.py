"""Deletion: everything of a conversation goes, and on SQLite its bytes go too."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.store import Call, Conversation, Message, Store, open_store
from assistant.store.tables import METADATA
from schemas.errors import ConversationBusy, ConversationNotFound

Talk = Callable[..., Awaitable[None]]
At = Callable[..., dict[str, Any]]
CANARY = "canary-3f9a1c"


async def _fill(store: Store, conversation: Conversation, *, word: str) -> None:
    """Write the word into every kind of row."""
    turn = await store.turns.begin_turn(conversation.id, f"{word}-turn", text=word)
    await store.briefs.save(conversation.id, turn.turn_id, f'{{"a": "{word}"}}')
    for reason in ("draft", "repair"):
        await store.versions.add(
            conversation.id, process=f'"{word}{reason}"', body=word, reason=word + reason, parent=None,
            turn_id=turn.turn_id,
        )  # fmt: skip
    await store.answers(conversation.id).put(f"{word}-key", word)
    await store.usage.add(conversation.id, Call(step=word, model=word), turn_id=turn.turn_id)
    await store.audit.note(conversation.id, word, detail=word)
    said = [Message(role=word, text=f"{word} {number}" * 50, meta=f'"{word}"') for number in range(20)]
    await store.turns.finish_turn(turn, reply=f'"{word}"', messages=said, phase=word)


async def test_deleting_leaves_no_row(
    store: Store, conversation: Conversation, talk: Talk, rows: Any, start: Callable[..., Any]
) -> None:
    """No table of ours or of the checkpoints holds a row of the conversation; the other one is whole."""
    await talk(conversation, turns=3)
    await _fill(store, conversation, word=CANARY)
    other = await start(store, title="stays")
    await _fill(store, other, word="stays")
    await store.conversations.delete(conversation.id)
    saved = ("checkpoints", "checkpoint_writes", "checkpoint_blobs") if rows.is_postgres else ("checkpoints", "writes")
    for table in METADATA.tables:
        if table not in {"conversations", "scrubs"}:
            ids = {row[0] for row in rows.run(f"SELECT conversation_id FROM {table}")}  # noqa: S608
            assert ids == {other.id}, table
    assert [rows.run(f"SELECT count(*) FROM {table}") for table in saved] == [[(0,)]] * len(saved)  # noqa: S608
    assert len(await store.messages.list(other.id)) == 20
    with pytest.raises(ConversationNotFound):
        await store.conversations.get(conversation.id)


async def test_deleted_bytes_are_gone_from_every_file(
    sqlite_store: Store, sqlite_path: Path, start: Callable[..., Any]
) -> None:
    """Neither the database nor its log holds the canary or the id afterwards; before, both are there to be found."""
    keeper = await start(sqlite_store, title="stays")
    conversation = await start(sqlite_store, title=CANARY, owner=CANARY)
    await _fill(sqlite_store, conversation, word=CANARY)
    assert _found(sqlite_path.parent, CANARY)
    assert _found(sqlite_path.parent, conversation.id)
    await sqlite_store.conversations.delete(conversation.id)
    assert not _found(sqlite_path.parent, CANARY)
    assert not _found(sqlite_path.parent, conversation.id)
    assert (await sqlite_store.conversations.get(keeper.id)).title == "stays"


async def test_a_reader_only_delays_the_scrubbing(
    sqlite_store: Store, sqlite_path: Path, start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that another program's reading held in the log are gone after the store is next opened."""
    monkeypatch.setattr("assistant.store.scrubbing._PATIENCE_S", 0.1)
    conversation = await start(sqlite_store, title=CANARY)
    reader = sqlite3.connect(sqlite_path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM conversations").fetchall()
    await sqlite_store.conversations.delete(conversation.id)
    assert await sqlite_store.conversations.list(None) == ()
    reader.close()
    async with open_store(str(sqlite_path)):
        assert not _found(sqlite_path.parent, CANARY)


async def test_a_conversation_in_a_turn_is_not_deleted(store: Store, conversation: Conversation, clock: Any) -> None:
    """The running turn would write after the deletion; once its lease ends, deletion goes through."""
    await store.turns.begin_turn(conversation.id, "t1", text="Hi", lease_s=60)
    with pytest.raises(ConversationBusy):
        await store.conversations.delete(conversation.id)
    clock.turn(seconds=61)
    await store.conversations.delete(conversation.id)
    assert await store.conversations.list("ana") == ()


async def test_a_graph_cannot_write_into_a_deleted_conversation(
    store: Store, conversation: Conversation, graph: Any, talk: Talk, at: At, rows: Any
) -> None:
    """A late process leaves no checkpoint behind."""
    await talk(conversation, turns=1)
    await store.conversations.delete(conversation.id)
    with pytest.raises(ConversationNotFound):
        await talk(conversation, turns=1)
    assert rows.run("SELECT count(*) FROM checkpoints") == [(0,)]


def _found(folder: Path, word: str) -> list[str]:
    return [file.name for file in folder.iterdir() if word.encode() in file.read_bytes()]
