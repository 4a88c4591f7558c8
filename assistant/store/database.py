"""The connection to either database: one code path, two ways to begin a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Table, event, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.store.faults import store_error, told
from assistant.store.place import Place

P = ParamSpec("P")
T = TypeVar("T")
Clock = Callable[[], datetime]
BUSY_S = 30.0
"""How long a writer waits for another one before it gives up."""
_CONNECTIONS = 4


@dataclass(frozen=True, kw_only=True)
class Database:
    """An engine, where it points, and the clock that rows are stamped with."""

    engine: AsyncEngine
    place: Place
    clock: Clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock().timestamp()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the store. Raises StoreError for whatever the database complains of."""
        with told(self.place.shown):
            async with self.engine.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end, durably, or leaves nothing.

        SQLite lets one writer in at a time, from the first statement on; on Postgres lock the conversation's row first.
        """
        with told(self.place.shown):
            async with self.engine.connect() as connection:
                await connection.execution_options(begin="BEGIN IMMEDIATE")
                async with connection.begin():
                    yield connection


def connect(place: Place, *, clock: Clock) -> Database:
    """The database at a place; nothing is opened before its first transaction."""
    if place.path is None:
        engine = create_async_engine(
            place.url,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "escalation-assistant"},
        )
    else:
        engine = create_async_engine(
            place.url, pool_size=_CONNECTIONS, max_overflow=0, connect_args={"timeout": BUSY_S}
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine=engine, place=place, clock=clock)


def settled(operation: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """The operation, run to its end even when its caller is cancelled; the cancellation follows then.

    SQLite works in threads that a cancellation does not reach: half a cancelled transaction would go back into the
    pool and keep the file locked.
    """

    @wraps(operation)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        task = asyncio.ensure_future(operation(*args, **kwargs))
        cancelled: asyncio.CancelledError | None = None
        while not task.done():
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled is not None:
            raise cancelled from task.exception()
        return task.result()

    return run


async def use_write_ahead_log(database: Database) -> None:
    """Switch a SQLite file to its write-ahead log; SQLite does not wait for other programs here, so this does."""
    if database.place.path is None:
        return
    import aiosqlite

    for wait_s in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 0.0):
        try:
            async with aiosqlite.connect(database.place.path, timeout=BUSY_S) as connection:
                await connection.execute("PRAGMA journal_mode = WAL")
            return
        except aiosqlite.Error as error:
            fault = store_error(error, shown=database.place.shown)
            if not (fault.retryable and wait_s):
                raise fault from error
        await asyncio.sleep(wait_s)


async def next_number(connection: AsyncConnection, table: Table, conversation_id: str) -> int:
    """The number after the highest of the conversation's rows in a table, from 1."""
    statement = select(func.max(table.c.number)).where(table.c.conversation_id == conversation_id)
    highest: int | None = (await connection.execute(statement)).scalar()
    return (highest or 0) + 1


def moment(seconds: float) -> datetime:
    """A stored time as an aware datetime."""
    return datetime.fromtimestamp(seconds, UTC)


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions on its own and too late; `_begin_sqlite` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
