"""The transcript: what was said, in order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store.conversations import row_of
from assistant.store.database import Database, moment, next_number, settled
from assistant.store.packing import label, pack, unpack
from assistant.store.records import Message
from assistant.store.tables import messages


class Messages:
    """The transcripts of a store's conversations; a turn writes its rows when it finishes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def list(self, conversation_id: str) -> tuple[Message, ...]:
        """The transcript, oldest first. Raises ConversationNotFound, and DamagedState for a row that changed."""
        wanted = select(messages).where(messages.c.conversation_id == conversation_id).order_by(messages.c.number)
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            rows = (await connection.execute(wanted)).all()
        return tuple(
            Message(
                role=row.role,
                text=unpack(row.text),
                meta=unpack(row.meta),
                number=row.number,
                turn_id=row.turn_id,
                at=moment(row.at),
            )
            for row in rows
        )


async def append(
    connection: AsyncConnection, conversation_id: str, added: Sequence[Message], *, turn_id: str, at: float
) -> None:
    """Add rows at the transcript's end, in the order given."""
    first = await next_number(connection, messages, conversation_id)
    for number, message in enumerate(added, start=first):
        await connection.execute(
            insert(messages).values(
                conversation_id=conversation_id,
                number=number,
                turn_id=turn_id,
                role=label(message.role),
                text=pack(message.text),
                meta=pack(message.meta),
                at=at,
            )
        )
