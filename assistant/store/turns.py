"""Turns: one writer for each conversation, each turn answered once, and taken over when its process dies."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store import answers, checkpoint_rows, unfinished
from assistant.store.conversations import busy, is_held, locked_row, row_of
from assistant.store.database import Database, settled
from assistant.store.messages import append
from assistant.store.packing import label, name, pack, unpack
from assistant.store.records import Message, Turn
from assistant.store.tables import conversations, turns
from schemas.errors import ConversationBusy, InputError, StoreError

LEASE_S = 60.0
_CHECKPOINTS_KEPT = 3
_SHORTEST_WAIT_S, _LONGEST_WAIT_S = 0.02, 0.5


class Turns:
    """The turns of a store's conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def begin_turn(self, conversation_id: str, turn_id: str, *, text: str, lease_s: float = LEASE_S) -> Turn:
        """The turn, `started` and yours alone for `lease_s` seconds, or `done` with the reply that it got.

        Whatever an unfinished turn left behind (checkpoints, briefs, versions) is undone first, be it the same turn or
        one that is thereby given up; its paid answers stay. So a turn always starts from where the last finished one
        ended. Raises ConversationBusy while another begin holds an unexpired lease, ConversationNotFound, and
        InputError when the id was used for another text.
        """
        name(turn_id, what="The turn id")
        async with self._database.writing() as connection:
            conversation = await locked_row(connection, conversation_id)
            known = await _row(connection, conversation_id, turn_id)
            if known is not None and unpack(known.text) != text:
                raise InputError(
                    "This turn's id was already used for another message.", do="Send the message with a new id."
                )
            if known is not None and known.status == "done":
                return _turn(known, outcome="done")
            now = self._database.now()
            if is_held(conversation, now=now):
                raise busy()
            await unfinished.undo(connection, conversation_id)
            fence = conversation.fence + 1
            await connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(fence=fence, lease_turn=turn_id, lease_until=now + lease_s)
            )
            await self._insert(connection, conversation_id, turn_id, text=text, fence=fence)
        return Turn(conversation_id=conversation_id, turn_id=turn_id, text=text, outcome="started", fence=fence)

    @settled
    async def renew(self, turn: Turn, *, lease_s: float = LEASE_S) -> None:
        """Hold the turn for another `lease_s` seconds. Raises StoreError when it is no longer yours."""
        async with self._database.writing() as connection:
            await _own(connection, turn)
            await connection.execute(
                update(conversations)
                .where(conversations.c.id == turn.conversation_id)
                .values(lease_until=self._database.now() + lease_s)
            )

    @settled
    async def release(self, turn: Turn) -> None:
        """Let go of a turn that failed: it stays unfinished and can be begun again at once, by anybody.

        Raises StoreError when it is no longer yours.
        """
        async with self._database.writing() as connection:
            await _own(connection, turn)
            await connection.execute(_let_go(turn))

    @settled
    async def finish_turn(
        self, turn: Turn, *, reply: str, messages: Sequence[Message], phase: str | None = None
    ) -> None:
        """Write the transcript's rows, the reply (JSON) and the new phase, and mark the turn done: all or nothing.

        Also drops paid answers older than the last two turns, and all but the newest checkpoints. Raises StoreError
        when the turn is no longer yours: its lease ran out and somebody else began a turn, or it is finished already.
        """
        async with self._database.writing() as connection:
            await _own(connection, turn)
            now = self._database.now()
            await append(connection, turn.conversation_id, messages, turn_id=turn.turn_id, at=now)
            await connection.execute(
                update(turns).where(*_is(turn)).values(status="done", reply=pack(reply), finished_at=now)
            )
            changes = {} if phase is None else {"phase": label(phase)}
            await connection.execute(_let_go(turn).values(updated_at=now, **changes))
            await answers.prune(connection, turn.conversation_id)
            await checkpoint_rows.prune(connection, turn.conversation_id, keep=_CHECKPOINTS_KEPT)

    @settled
    async def unfinished_turn(self, conversation_id: str) -> Turn | None:
        """The turn that was begun and neither finished nor given up, with its text: begin it again to run it again.

        It may also be running just now; beginning it tells. Raises ConversationNotFound.
        """
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            found = await unfinished.row(connection, conversation_id)
        return None if found is None else _turn(found, outcome="unfinished")

    async def wait_for_turn(self, conversation_id: str, turn_id: str, *, timeout_s: float) -> Turn | None:
        """The turn once it is `done`; None when nobody is working on it, so that you may begin it.

        Raises ConversationBusy when it is still being worked on after `timeout_s` seconds.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_s
        wait_s = _SHORTEST_WAIT_S
        while True:
            conversation, known = await self._look(conversation_id, turn_id)
            if known is not None and known.status == "done":
                return _turn(known, outcome="done")
            if not (is_held(conversation, now=self._database.now()) and conversation.lease_turn == turn_id):
                return None
            if loop.time() >= end:
                raise ConversationBusy("This message is still being answered.", do="Wait a moment, then ask again.")
            await asyncio.sleep(min(wait_s, max(0.0, end - loop.time())))
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    @settled
    async def _look(self, conversation_id: str, turn_id: str) -> tuple[Row[Any], Row[Any] | None]:
        async with self._database.reading() as connection:
            return await row_of(connection, conversation_id), await _row(connection, conversation_id, turn_id)

    async def _insert(
        self, connection: AsyncConnection, conversation_id: str, turn_id: str, *, text: str, fence: int
    ) -> None:
        await connection.execute(
            insert(turns).values(
                conversation_id=conversation_id,
                id=turn_id,
                fence=fence,
                status="running",
                text=pack(text),
                mark=await checkpoint_rows.mark(connection, conversation_id),
                begun_at=self._database.now(),
            )
        )


async def _row(connection: AsyncConnection, conversation_id: str, turn_id: str) -> Row[Any] | None:
    return (
        await connection.execute(select(turns).where(turns.c.conversation_id == conversation_id, turns.c.id == turn_id))
    ).one_or_none()


async def _own(connection: AsyncConnection, turn: Turn) -> None:
    conversation = await locked_row(connection, turn.conversation_id)
    if (conversation.fence, conversation.lease_turn) != (turn.fence, turn.turn_id):
        raise StoreError(
            "This turn was taken over by another process or is finished.", do="Load the conversation again."
        )


def _let_go(turn: Turn) -> Any:
    return (
        update(conversations)
        .where(conversations.c.id == turn.conversation_id)
        .values(lease_turn=None, lease_until=None)
    )


def _is(turn: Turn) -> tuple[Any, Any]:
    return turns.c.conversation_id == turn.conversation_id, turns.c.id == turn.turn_id


def _turn(row: Row[Any], *, outcome: Any) -> Turn:
    return Turn(
        conversation_id=row.conversation_id,
        turn_id=row.id,
        text=unpack(row.text),
        outcome=outcome,
        fence=row.fence,
        reply=unpack(row.reply) if row.reply is not None else None,
    )
