"""Open LangGraph's saver beside a store, on a connection of its own, and only in strict mode."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from assistant.store.database import BUSY_S, Database
from schemas.errors import StoreError

_CONNECTIONS = 4
_LOCK = 4_713_250_119
_PATIENCE_S = 60.0


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Any]:
    """The saver for the store's checkpoints, closed at the end. Raises StoreError when LangGraph is not strict."""
    require_strict()
    opening = _sqlite if database.place.path is not None else _postgres
    async with opening(database) as saver:
        saver.database = database
        yield saver


def require_strict() -> None:
    """Raise StoreError unless this process's LangGraph builds allowed types only.

    LangGraph reads its switch once, when it is imported; without it, whoever can write to the database chooses which
    code runs here.
    """
    from langgraph.checkpoint.serde import _msgpack

    if getattr(_msgpack, "STRICT_MSGPACK_ENABLED", False) is not True:
        raise StoreError(
            "LangGraph was loaded in its permissive mode, in which a stored row can run code.",
            do="Set LANGGRAPH_STRICT_MSGPACK=true, or import assistant before langgraph.",
        )


@asynccontextmanager
async def _sqlite(database: Database) -> AsyncIterator[Any]:
    import aiosqlite

    from assistant.store.saver import SealedSqliteSaver
    from assistant.store.sealing import SealedSerializer

    assert database.place.path is not None  # noqa: S101
    async with aiosqlite.connect(database.place.path, timeout=BUSY_S) as connection:
        # A turn's end is committed to the same log with a full sync, and takes these rows along.
        for pragma in ("synchronous = NORMAL", "secure_delete = ON", "temp_store = MEMORY"):
            await connection.execute(f"PRAGMA {pragma}")
        saver = SealedSqliteSaver(connection, serde=SealedSerializer())
        await saver.setup()
        yield saver


@asynccontextmanager
async def _postgres(database: Database) -> AsyncIterator[Any]:
    from psycopg import AsyncConnection
    from psycopg.rows import DictRow, dict_row
    from psycopg_pool import AsyncConnectionPool

    from assistant.store.saver import SealedPostgresSaver
    from assistant.store.sealing import SealedSerializer

    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
        url,
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row, "connect_timeout": 10},
        min_size=1,
        max_size=_CONNECTIONS,
        open=False,
        check=AsyncConnectionPool.check_connection,
    )
    async with pool:
        saver = SealedPostgresSaver(pool, serde=SealedSerializer())
        async with pool.connection() as connection:
            await _set_up(connection, saver)
        yield saver


async def _set_up(connection: Any, saver: Any) -> None:
    """Make LangGraph's tables, one program at a time.

    The lock is polled: a statement that waits for it would hold a snapshot that CREATE INDEX CONCURRENTLY waits for.
    """
    end = asyncio.get_running_loop().time() + _PATIENCE_S
    while True:
        row = await (await connection.execute("SELECT pg_try_advisory_lock(%s) AS held", (_LOCK,))).fetchone()
        if row["held"]:
            break
        if asyncio.get_running_loop().time() > end:
            raise StoreError("Another program is changing the store's tables.", do="Try again in a minute.")
        await asyncio.sleep(0.05)
    try:
        await saver.setup()
    finally:
        await connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
