"""Turns that were begun and never finished, because their process was killed or their call failed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store import checkpoint_rows, contents
from assistant.store.tables import briefs, turns, versions
from schemas.errors import StoreError


async def row(connection: AsyncConnection, conversation_id: str) -> Row[Any] | None:
    """The conversation's unfinished turn; there is at most one."""
    wanted = select(turns).where(turns.c.conversation_id == conversation_id, turns.c.status == "running")
    return (await connection.execute(wanted)).one_or_none()


async def require(connection: AsyncConnection, conversation_id: str, turn_id: str) -> None:
    """Let only a turn write that was begun and not given up. Raises StoreError for any other."""
    wanted = select(turns.c.id).where(turns.c.conversation_id == conversation_id, turns.c.id == turn_id)
    if (await connection.execute(wanted)).one_or_none() is None:
        raise StoreError(
            "This turn was never begun, or another one was begun in its place.", do="Load the conversation again."
        )


async def undo(connection: AsyncConnection, conversation_id: str) -> None:
    """Take the conversation back to where the unfinished turn found it; the turn itself is forgotten.

    Without this a turn that was killed between its checkpoint and its end would be applied twice.
    """
    found = await row(connection, conversation_id)
    if found is None:
        return
    await checkpoint_rows.rewind(connection, conversation_id, to=found.mark)
    await connection.execute(
        delete(briefs).where(briefs.c.conversation_id == conversation_id, briefs.c.turn_id == found.id)
    )
    await connection.execute(
        delete(versions).where(versions.c.conversation_id == conversation_id, versions.c.turn_id == found.id)
    )
    await contents.drop_unused(connection, conversation_id)
    await connection.execute(delete(turns).where(turns.c.conversation_id == conversation_id, turns.c.id == found.id))
