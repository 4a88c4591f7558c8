"""The audit trail: what was done to a conversation, and when."""

from __future__ import annotations

from sqlalchemy import insert, select

from assistant.store.conversations import locked_row, row_of
from assistant.store.database import Database, moment, next_number, settled
from assistant.store.packing import label
from assistant.store.records import Note
from assistant.store.tables import audit


class Audit:
    """The audit trails of a store's conversations. No people's words in them: a short detail at most."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def note(self, conversation_id: str, what: str, *, detail: str = "") -> None:
        """Add an entry. Raises ConversationNotFound."""
        async with self._database.writing() as connection:
            await locked_row(connection, conversation_id)
            await connection.execute(
                insert(audit).values(
                    conversation_id=conversation_id,
                    number=await next_number(connection, audit, conversation_id),
                    what=label(what),
                    detail=label(detail),
                    at=self._database.now(),
                )
            )

    @settled
    async def list(self, conversation_id: str) -> tuple[Note, ...]:
        """The entries, oldest first. Raises ConversationNotFound."""
        wanted = select(audit).where(audit.c.conversation_id == conversation_id).order_by(audit.c.number)
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            rows = (await connection.execute(wanted)).all()
        return tuple(Note(what=row.what, detail=row.detail, at=moment(row.at)) for row in rows)
