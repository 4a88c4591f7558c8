"""A disk that is full, a file that cannot be written, a database that goes away: one sentence each, nothing lost."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.store import Store, open_store
from schemas.errors import DamagedState, InputError, StoreError

FULL = """
import asyncio, os, resource, sys
from assistant.store import Message, open_store
from schemas.errors import StoreError
path = sys.argv[1]
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
async def main():
    async with open_store(path) as store:
        made = await store.conversations.create(
            owner="a", card="c", card_version="v1", graph_version="1", author="offline", title="t")
        turn = await store.turns.begin_turn(made.id, "t1", text="Hi")
        limit(os.path.getsize(path + "-wal") + 20_000)
        stored = []
        for number in range(100):
            try:
                await store.answers(made.id).put(f"k{number}", os.urandom(4_000).hex())
                stored.append(number)
            except StoreError as error:
                print("refused:", error)
                break
        try:
            await store.turns.finish_turn(turn, reply="{}", messages=[Message(role="user", text="x" * 9)] * 2_000)
        except StoreError as error:
            print("refused:", error)
        print("kept", all([await store.answers(made.id).get(f"k{number}") for number in stored]), len(stored) > 0)
        print("transcript", len(await store.messages.list(made.id)))
        limit(resource.RLIM_INFINITY)
        await store.turns.finish_turn(turn, reply="{}", messages=[Message(role="user", text="Hi")])
        print("after", len(await store.messages.list(made.id)))
asyncio.run(main())
"""


def test_a_full_disk_is_said_and_nothing_reported_is_lost(tmp_path: Path) -> None:
    """What was reported as stored is there, what failed is not, and the store works again when there is room."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "s.sqlite")], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["refused:", "refused:", "kept", "transcript", "after"], done.stderr
    assert lines[2:] == ["kept True True", "transcript 0", "after 1"]
    assert "disk" in lines[0]


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Give up the right of root to write everywhere, for a moment."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


async def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A store in a directory that is closed to us is refused in one sentence with its path."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    with pytest.raises(StoreError, match="Make it writable") as raised, _as_nobody():
        async with open_store(str(folder / "s.sqlite")):
            pass
    assert str(folder / "s.sqlite") in str(raised.value)


async def test_a_directory_is_no_store(tmp_path: Path) -> None:
    """A path that is a directory is refused in one sentence."""
    with pytest.raises(StoreError, match="Is a directory"):
        async with open_store(str(tmp_path)):
            pass


async def test_a_locked_file_is_an_error_and_stalls_nobody(
    sqlite_path: Path, start: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a write waits for another program the event loop goes on; then the error says so, and later writes work."""
    monkeypatch.setattr("assistant.store.database.BUSY_S", 0.4)
    async with open_store(str(sqlite_path)) as store:
        conversation = await start(store)
        other = sqlite3.connect(sqlite_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        longest = asyncio.create_task(_longest_stall_s(0.3))
        with pytest.raises(StoreError, match="written by another program") as raised:
            await store.audit.note(conversation.id, "waiting")
        other.execute("ROLLBACK")
        other.close()
        assert raised.value.retryable
        assert await longest < 0.2
        await store.audit.note(conversation.id, "through")
        assert [note.what for note in await store.audit.list(conversation.id)] == ["through"]


async def _longest_stall_s(for_s: float) -> float:
    longest, end = 0.0, time.monotonic() + for_s
    while (before := time.monotonic()) < end:
        await asyncio.sleep(0.005)
        longest = max(longest, time.monotonic() - before)
    return longest


async def test_a_file_of_another_kind_is_not_touched(tmp_path: Path) -> None:
    """A text file named as the store is refused and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes " * 1000)
    with pytest.raises(DamagedState, match="not a database"):
        async with open_store(str(path)):
            pass
    assert path.read_text() == "my notes " * 1000


async def test_a_postgres_that_cannot_be_reached_is_said() -> None:
    """No server: one sentence, without the password."""
    with pytest.raises(StoreError, match="cannot be reached") as raised:
        async with open_store("postgresql://ana:secret-word@127.0.0.1:9/nothing"):
            pass
    assert "secret-word" not in str(raised.value)
    assert raised.value.retryable


async def test_an_unknown_database_is_said(new_postgres_url: Callable[[], str]) -> None:
    """A database that does not exist is named."""
    url = new_postgres_url().replace("/postgres?", "/missing_database?")
    with pytest.raises(StoreError, match=r"missing_database .* does not exist"):
        async with open_store(url):
            pass


@pytest.mark.parametrize(
    "url", ["mysql://host/db", "", ":memory:", "sqlite://", "http://example.org", "sqlite:///:memory:"]
)
async def test_other_kinds_of_stores_are_refused(url: str) -> None:
    """Only files and Postgres are places for conversations."""
    with pytest.raises(InputError):
        async with open_store(url):
            pass


async def test_a_store_file_is_for_its_owner_alone(sqlite_store: Store, sqlite_path: Path) -> None:
    """File, log and directory cannot be read by others."""
    modes = {file.name: file.stat().st_mode & 0o777 for file in sqlite_path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) >= 2
    assert sqlite_path.parent.stat().st_mode & 0o777 == 0o700


async def test_the_default_store_lies_in_the_users_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a URL the store is a file in the user's data directory."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with open_store(None) as store:
        assert store.shown == str(tmp_path / "escalation-assistant" / "conversations.sqlite")


def test_importing_the_store_imports_no_database() -> None:
    """SQLAlchemy, LangGraph and psycopg wait until a store is opened."""
    program = (
        "import sys, assistant.store; print({'sqlalchemy', 'langgraph', 'psycopg', 'aiosqlite'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


async def test_a_postgres_restart_loses_nothing(
    new_postgres_url: Callable[[], str], postgres_server: Any, start: Callable[..., Any]
) -> None:
    """Connections from before the restart are replaced; the store and its saver go on."""
    url = new_postgres_url()
    async with open_store(url) as store:
        conversation = await start(store)
        saver = await store.checkpointer()
        await store.audit.note(conversation.id, "before")
        await asyncio.to_thread(postgres_server.stop)
        with pytest.raises(StoreError, match="cannot be reached"):
            await store.audit.note(conversation.id, "meanwhile")
        await asyncio.to_thread(postgres_server.start)
        await store.audit.note(conversation.id, "after")
        assert await saver.aget_tuple({"configurable": {"thread_id": conversation.id}}) is None
        assert [note.what for note in await store.audit.list(conversation.id)] == ["before", "after"]


async def test_many_conversations_share_few_connections(
    new_postgres_url: Callable[[], str], start: Callable[..., Any]
) -> None:
    """Sixty-four turns at once on four connections all finish."""
    async with open_store(new_postgres_url()) as store:
        made = [await start(store) for _ in range(64)]

        async def one(conversation_id: str) -> None:
            turn = await store.turns.begin_turn(conversation_id, "t1", text="Hi")
            await store.answers(conversation_id).put("k", "paid")
            await store.turns.finish_turn(turn, reply="{}", messages=[])

        await asyncio.gather(*(one(conversation.id) for conversation in made))
        again = [await store.turns.begin_turn(conversation.id, "t1", text="Hi") for conversation in made]
        assert {turn.outcome for turn in again} == {"done"}
