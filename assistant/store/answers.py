"""Paid answers, kept by the key of their request before anything else is done with them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store.conversations import locked_row
from assistant.store.database import Database, settled
from assistant.store.packing import name, pack, unpack
from assistant.store.tables import answers, turns
from schemas.errors import DamagedState

_TURNS_KEPT = 2


class Answers:
    """One conversation's paid answers: a turn that is run again after a kill pays for none of them twice."""

    def __init__(self, database: Database, conversation_id: str) -> None:
        self._database = database
        self._conversation_id = conversation_id

    @settled
    async def get(self, key: str) -> str | None:
        """The answer to the request with this key; None when there is none or its row was damaged."""
        async with self._database.reading() as connection:
            body: bytes | None = (await connection.execute(select(answers.c.body).where(*self._same(key)))).scalar()
        if body is None:
            return None
        try:
            return unpack(body)
        except DamagedState:
            return None  # the request is made again and its answer replaces the row

    @settled
    async def put(self, key: str, value: str) -> None:
        """Keep an answer; when this returns, it outlives a power cut. Raises ConversationNotFound."""
        name(key, what="The request's key")
        async with self._database.writing() as connection:
            conversation = await locked_row(connection, self._conversation_id)
            await connection.execute(delete(answers).where(*self._same(key)))
            await connection.execute(
                insert(answers).values(
                    conversation_id=self._conversation_id, key=key, fence=conversation.fence, body=pack(value)
                )
            )

    def _same(self, key: str) -> tuple[ColumnElement[bool], ...]:
        return answers.c.conversation_id == self._conversation_id, answers.c.key == key


async def prune(connection: AsyncConnection, conversation_id: str) -> None:
    """Drop the answers that were put before the last two finished turns."""
    finished = (
        select(turns.c.fence)
        .where(turns.c.conversation_id == conversation_id, turns.c.status == "done")
        .order_by(turns.c.fence.desc())
        .limit(_TURNS_KEPT)
    )
    fences = (await connection.execute(finished)).scalars().all()
    if len(fences) == _TURNS_KEPT:
        await connection.execute(
            delete(answers).where(answers.c.conversation_id == conversation_id, answers.c.fence < fences[-1])
        )
