"""The document's versions: each kept, any can be fetched, compared by the caller, and made current again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store import contents, unfinished
from assistant.store.conversations import locked_row, row_of
from assistant.store.database import Database, moment, next_number, settled
from assistant.store.packing import label
from assistant.store.records import Version
from assistant.store.tables import versions
from schemas.errors import StoreError


class Versions:
    """The versions of a store's documents. The current one is always the newest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def add(
        self, conversation_id: str, *, process: str, body: str, reason: str, parent: int | None, turn_id: str
    ) -> Version:
        """The new version, now current. Equal contents are stored once.

        `reason` names the step (`draft`, `repair 2`, …) and tells a turn's versions apart: adding again for the same
        turn and reason replaces what was added, under the same number. Raises ConversationNotFound, and
        StoreError when the turn was never begun or was given up.
        """
        async with self._database.writing() as connection:
            await locked_row(connection, conversation_id)
            await unfinished.require(connection, conversation_id, turn_id)
            before = await _newest(connection, conversation_id)
            values = {
                "process": await contents.keep(
                    connection, conversation_id, process, like=before.process if before else None
                ),
                "body": await contents.keep(connection, conversation_id, body, like=before.body if before else None),
                "parent": parent,
                "at": self._database.now(),
            }
            number = await _put(connection, conversation_id, turn_id=turn_id, reason=label(reason), values=values)
            await contents.drop_unused(connection, conversation_id)
            return await _version(connection, conversation_id, number)

    @settled
    async def get(self, conversation_id: str, number: int) -> Version:
        """That version. Raises StoreError when there is none, DamagedState when its row or content changed."""
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            return await _version(connection, conversation_id, number)

    @settled
    async def list(self, conversation_id: str) -> tuple[Version, ...]:
        """All versions, oldest first. Raises ConversationNotFound and DamagedState."""
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            wanted = select(versions.c.number).where(versions.c.conversation_id == conversation_id)
            numbers = (await connection.execute(wanted.order_by(versions.c.number))).scalars().all()
            return tuple([await _version(connection, conversation_id, number) for number in numbers])

    @settled
    async def current(self, conversation_id: str) -> Version | None:
        """The newest version, None before the first. Raises ConversationNotFound and DamagedState."""
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            last = await next_number(connection, versions, conversation_id) - 1
            return await _version(connection, conversation_id, last) if last else None

    @settled
    async def set_current(self, conversation_id: str, number: int, *, turn_id: str) -> Version:
        """A new version equal to an old one, now current: nothing in between is lost.

        Raises StoreError when there is no such version, DamagedState when it cannot be read.
        """
        old = await self.get(conversation_id, number)
        return await self.add(
            conversation_id,
            process=old.process,
            body=old.body,
            reason=f"restored {number}",
            parent=number,
            turn_id=turn_id,
        )


async def _put(
    connection: AsyncConnection, conversation_id: str, *, turn_id: str, reason: str, values: dict[str, Any]
) -> int:
    same = (
        versions.c.conversation_id == conversation_id,
        versions.c.turn_id == turn_id,
        versions.c.reason == reason,
    )
    known: int | None = (await connection.execute(select(versions.c.number).where(*same))).scalar()
    if known is not None:
        await connection.execute(update(versions).where(*same).values(**values))
        return known
    number = await next_number(connection, versions, conversation_id)
    await connection.execute(
        insert(versions).values(
            conversation_id=conversation_id, number=number, turn_id=turn_id, reason=reason, **values
        )
    )
    return number


async def _newest(connection: AsyncConnection, conversation_id: str) -> Row[Any] | None:
    wanted = select(versions).where(versions.c.conversation_id == conversation_id)
    return (await connection.execute(wanted.order_by(versions.c.number.desc()).limit(1))).one_or_none()


async def _version(connection: AsyncConnection, conversation_id: str, number: int) -> Version:
    wanted = select(versions).where(versions.c.conversation_id == conversation_id, versions.c.number == number)
    row: Row[Any] | None = (await connection.execute(wanted)).one_or_none()
    if row is None:
        raise StoreError(f"There is no version {number} of this document.", do="List the versions to see which exist.")
    return Version(
        number=row.number,
        process=await contents.read(connection, conversation_id, row.process),
        body=await contents.read(connection, conversation_id, row.body),
        reason=row.reason,
        parent=row.parent,
        turn_id=row.turn_id,
        at=moment(row.at),
    )
