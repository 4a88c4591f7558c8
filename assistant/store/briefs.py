"""What is known of the team, as of each turn."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from assistant.store import unfinished
from assistant.store.conversations import locked_row, row_of
from assistant.store.database import Database, next_number, settled
from assistant.store.packing import pack, unpack
from assistant.store.tables import briefs
from schemas.errors import DamagedState

_KEPT = 10


class Briefs:
    """The briefs of a store's conversations: one a turn, the last ten turns' are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def save(self, conversation_id: str, turn_id: str, brief: str) -> None:
        """Keep the brief (JSON) as it stands in this turn; saving again in the same turn replaces it.

        Raises ConversationNotFound, and StoreError when the turn was never begun or was given up.
        """
        async with self._database.writing() as connection:
            await locked_row(connection, conversation_id)
            await unfinished.require(connection, conversation_id, turn_id)
            mine = briefs.c.conversation_id == conversation_id
            await connection.execute(delete(briefs).where(mine, briefs.c.turn_id == turn_id))
            number = await next_number(connection, briefs, conversation_id)
            await connection.execute(
                insert(briefs).values(conversation_id=conversation_id, turn_id=turn_id, number=number, body=pack(brief))
            )
            await connection.execute(delete(briefs).where(mine, briefs.c.number <= number - _KEPT))

    @settled
    async def latest(self, conversation_id: str) -> str | None:
        """The newest readable brief (JSON), None before the first.

        Raises ConversationNotFound, and DamagedState when not one of the kept ones can be read.
        """
        wanted = (
            select(briefs.c.body).where(briefs.c.conversation_id == conversation_id).order_by(briefs.c.number.desc())
        )
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            bodies = (await connection.execute(wanted)).scalars().all()
        fault: DamagedState | None = None
        for body in bodies:
            try:
                return unpack(body)
            except DamagedState as error:
                fault = fault or error
        if fault is not None:
            raise fault
        return None
