"""Migrations: each is whole or not there, whoever is killed, and a newer program's database is left alone."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import inspect, text

from assistant.store import open_store
from assistant.store.database import Database, connect
from assistant.store.migrations import Migration, migrate, released
from assistant.store.place import place_of
from assistant.store.tables import METADATA
from schemas.errors import StoreError

NEXT = Migration(
    number=len(released()) + 1,
    name="remarks",
    statements=("CREATE TABLE remarks (a TEXT)", "ALTER TABLE audit ADD COLUMN remark TEXT"),
)
BROKEN = Migration(number=NEXT.number, name="broken", statements=(*NEXT.statements, "INSERT INTO nowhere VALUES (1)"))
KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from assistant.store import migrations
from assistant.store.database import connect
from assistant.store.place import place_of
step = migrations.Migration(number=int(sys.argv[2]), name="slow", statements=(
    "CREATE TABLE remarks (a TEXT)", "ALTER TABLE audit ADD COLUMN remark TEXT", "pause"))
async def main():
    database = connect(place_of(sys.argv[1]), clock=lambda: datetime.now(UTC))
    from sqlalchemy.ext.asyncio import AsyncConnection
    run = AsyncConnection.exec_driver_sql
    async def pausing(self, statement, *more):
        if statement == "pause":
            print("in the middle", flush=True)
            await asyncio.sleep(60)
        return await run(self, statement, *more)
    AsyncConnection.exec_driver_sql = pausing
    await migrations.migrate(database, migrations=(*migrations.released(), step))
asyncio.run(main())
"""


@pytest.fixture
async def database(url: str, clock: Any) -> AsyncIterator[Database]:
    """A connected database at the released state."""
    async with open_store(url):
        pass
    opened = connect(place_of(url), clock=clock)
    yield opened
    await opened.engine.dispose()


async def _shape(database: Database) -> dict[str, set[str]]:
    """The columns of every table."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(
            lambda sync: {
                table: {column["name"] for column in inspect(sync).get_columns(table)}
                for table in inspect(sync).get_table_names()
            }
        )


async def test_the_migrations_make_the_tables_that_queries_use(database: Database) -> None:
    """`tables.py` and `sql/` agree on every column."""
    shape = await _shape(database)
    assert {table: shape[table] for table in METADATA.tables} == {
        name: set(table.columns.keys()) for name, table in METADATA.tables.items()
    }


async def test_a_new_migration_is_applied_once(database: Database) -> None:
    """Running it again changes nothing."""
    for _ in range(2):
        await migrate(database, migrations=(*released(), NEXT))
    assert "remark" in (await _shape(database))["audit"]


async def test_a_failing_migration_leaves_the_old_state(database: Database) -> None:
    """Its first statements are undone, and the next program can still migrate."""
    before = await _shape(database)
    with pytest.raises(StoreError):
        await migrate(database, migrations=(*released(), BROKEN))
    assert await _shape(database) == before
    await migrate(database, migrations=(*released(), NEXT))
    assert "remarks" in await _shape(database)


async def test_a_killed_migration_leaves_the_old_state(url: str, database: Database) -> None:
    """kill -9 between its statements: none of it is there, and it runs at the next start."""
    before = await _shape(database)
    process = subprocess.Popen([sys.executable, "-c", KILLED, url, str(NEXT.number)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert await asyncio.to_thread(process.stdout.readline) == "in the middle\n"
    process.send_signal(signal.SIGKILL)
    await asyncio.to_thread(process.communicate)
    assert await _shape(database) == before
    await migrate(database, migrations=(*released(), NEXT))
    assert "remark" in (await _shape(database))["audit"]


async def test_a_newer_programs_database_is_left_alone(url: str, database: Database) -> None:
    """The error says that this program is too old."""
    await migrate(database, migrations=(*released(), NEXT))
    with pytest.raises(StoreError, match="newer version"):
        async with open_store(url):
            pass


async def test_programs_that_start_at_once_migrate_once(url: str) -> None:
    """Ten stores opened at the same moment on an empty place all work."""

    async def use() -> int:
        async with open_store(url) as store:
            await store.checkpointer()
            return len(await store.conversations.list("ana"))

    assert await asyncio.gather(*(use() for _ in range(10))) == [0] * 10


async def test_the_ledger_names_what_was_applied(database: Database) -> None:
    """Each released migration is recorded with its number and name."""
    async with database.reading() as connection:
        rows = (await connection.execute(text("SELECT number, name FROM store_migrations ORDER BY number"))).all()
    assert [tuple(row) for row in rows] == [(step.number, step.name) for step in released()]
