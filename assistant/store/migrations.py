"""Bring a database's tables to what this program knows, one numbered step at a time, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store.database import Database
from schemas.errors import StoreError

_LOCK = 4_713_250_118
"""Any number, the same in every process: on Postgres two programs must not migrate at once."""
_LEDGER = """CREATE TABLE IF NOT EXISTS store_migrations (
    number BIGINT PRIMARY KEY, name TEXT NOT NULL, at DOUBLE PRECISION NOT NULL)"""


@dataclass(frozen=True, kw_only=True)
class Migration:
    """One step; its statements run in both databases."""

    number: int
    name: str
    statements: tuple[str, ...]


def released() -> tuple[Migration, ...]:
    """Every migration of this program, in order: the files `sql/<number>_<name>.sql`."""
    folder = resources.files("assistant.store") / "sql"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(_parse(file.name, file.read_text(encoding="utf-8")) for file in files)


async def migrate(database: Database, *, migrations: Sequence[Migration]) -> None:
    """Apply what is missing. Raises StoreError when the database belongs to a newer program."""
    async with database.writing() as connection:
        if database.place.path is None:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await connection.execute(text(_LEDGER))
        at = await _highest(connection)
    newest = max(migration.number for migration in migrations)
    if at > newest:
        raise StoreError(
            f"The store {database.place.shown} was written by a newer version of this program"
            f" (step {at}, this one knows {newest}).",
            do="Update the program, or name another place for the store.",
        )
    for migration in migrations:
        if migration.number > at:
            await _apply(database, migration)


async def _apply(database: Database, migration: Migration) -> None:
    async with database.writing() as connection:
        if database.place.path is None:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if await _highest(connection) >= migration.number:
            return  # another process was faster
        for statement in migration.statements:
            await connection.exec_driver_sql(statement)
        await connection.execute(
            text("INSERT INTO store_migrations (number, name, at) VALUES (:number, :name, :at)"),
            {"number": migration.number, "name": migration.name, "at": database.now()},
        )


async def _highest(connection: AsyncConnection) -> int:
    highest: int | None = (await connection.execute(text("SELECT max(number) FROM store_migrations"))).scalar()
    return highest or 0


def _parse(file_name: str, content: str) -> Migration:
    number, _, name = file_name.removesuffix(".sql").partition("_")
    statements = tuple(part.strip() for part in content.split(";") if part.strip())
    return Migration(number=int(number), name=name, statements=statements)
