"""Deleted bytes, really gone: a SQLite file keeps them in free space and in its log until both are rewritten."""

from __future__ import annotations

import sqlite3

from sqlalchemy import delete, select

from assistant.store.database import Database
from assistant.store.faults import store_error
from assistant.store.tables import scrubs

_PATIENCE_S = 5.0


async def scrub(database: Database) -> bool:
    """Whether the file and its log hold no deleted byte any more; False when other readers did not let go of them.

    Raises StoreError when the file cannot be rewritten for another reason.
    """
    if database.place.path is None:
        return True
    import aiosqlite

    try:
        async with aiosqlite.connect(database.place.path, timeout=_PATIENCE_S, isolation_level=None) as connection:
            await connection.execute("PRAGMA secure_delete = ON")
            await connection.execute("PRAGMA temp_store = MEMORY")
            await connection.execute("VACUUM")
            async with connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                row = await cursor.fetchone()
    except sqlite3.Error as error:
        fault = store_error(error, shown=database.place.shown)
        if fault.retryable:
            return False
        raise fault from error
    if row is None or row[0] != 0:
        return False
    async with database.writing() as connection_:
        await connection_.execute(delete(scrubs))
    return True


async def scrub_what_is_left(database: Database) -> None:
    """Finish the deletions that other readers, or a killed process, kept from being scrubbed."""
    if database.place.path is None:
        return
    async with database.reading() as connection:
        pending = (await connection.execute(select(scrubs).limit(1))).one_or_none()
    if pending is not None:
        await scrub(database)
