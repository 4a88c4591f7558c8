"""Conversations: their master data, who may see them, and their deletion without a trace."""

from __future__ import annotations

import re
import secrets
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store import checkpoint_rows, scrubbing
from assistant.store.database import Database, moment, settled
from assistant.store.packing import label
from assistant.store.records import Conversation
from assistant.store.tables import conversations, scrubs
from schemas.errors import ConversationBusy, ConversationNotFound, InputError

_ID = re.compile(r"[A-Za-z0-9_-]{32}")
_ID_BYTES = 24
_SHOWN_AT_MOST = 500
_CHANGEABLE = ("title", "phase", "language", "author", "graph_version", "card_version")


class Conversations:
    """The conversations of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def create(
        self, *, owner: str, card: str, card_version: str, graph_version: str, author: str, title: str
    ) -> Conversation:
        """A new conversation with an id that nobody can guess, in the phase `intake`."""
        now = self._database.now()
        values = {
            "id": new_id(),
            "owner": label(owner),
            "title": label(title),
            "card": label(card),
            "card_version": label(card_version),
            "graph_version": label(graph_version),
            "author": label(author),
            "phase": "intake",
            "language": None,
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(conversations).values(**values, created_at=now, updated_at=now, fence=0))
            return _conversation(await row_of(connection, str(values["id"])))

    @settled
    async def get(self, conversation_id: str, *, owner: str | None = None) -> Conversation:
        """The conversation. Raises ConversationNotFound when there is none or when it is not the given owner's."""
        async with self._database.reading() as connection:
            found = await row_of(connection, conversation_id)
        if owner is not None and found.owner != label(owner):
            raise _not_found()
        return _conversation(found)

    @settled
    async def list(self, owner: str | None, *, search: str | None = None) -> tuple[Conversation, ...]:
        """An owner's conversations (None: everybody's), the last used first; `search` is a part of the title."""
        wanted = select(conversations).order_by(conversations.c.updated_at.desc(), conversations.c.id)
        if owner is not None:
            wanted = wanted.where(conversations.c.owner == label(owner))
        if search:
            wanted = wanted.where(conversations.c.title.icontains(label(search), autoescape=True))
        async with self._database.reading() as connection:
            return tuple(_conversation(row) for row in await connection.execute(wanted.limit(_SHOWN_AT_MOST)))

    @settled
    async def rename(self, conversation_id: str, title: str) -> Conversation:
        """The conversation under its new title. Raises ConversationNotFound."""
        return await self.update(conversation_id, title=title)

    @settled
    async def update(self, conversation_id: str, **changes: str | None) -> Conversation:
        """The conversation with `title`, `phase`, `language`, `author`, `graph_version` or `card_version` changed.

        Raises ConversationNotFound, and InputError for any other name.
        """
        if unknown := sorted(changes.keys() - set(_CHANGEABLE)):
            raise InputError(f"A conversation's {', '.join(unknown)} cannot be changed.", do=f"Change {_CHANGEABLE}.")
        values = {key: None if value is None else label(value) for key, value in changes.items()}
        async with self._database.writing() as connection:
            await locked_row(connection, conversation_id)
            await connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id)
                .values(**values, updated_at=self._database.now())
            )
            return _conversation(await row_of(connection, conversation_id))

    @settled
    async def delete(self, conversation_id: str) -> None:
        """Delete the conversation and everything of it: transcript, turns, briefs, versions, answers, usage, audit
        trail, checkpoints. On SQLite the bytes are gone from the file and its log as well.

        Raises ConversationNotFound, and ConversationBusy while a turn is being answered. Where another program reads
        the SQLite file just then, the rows are gone and their bytes follow when the store is next opened.
        """
        async with self._database.writing() as connection:
            found = await locked_row(connection, conversation_id)
            if is_held(found, now=self._database.now()):
                raise busy()
            await checkpoint_rows.delete(connection, conversation_id)
            await connection.execute(delete(conversations).where(conversations.c.id == conversation_id))
            if self._database.place.path is not None:
                await connection.execute(insert(scrubs).values(requested_at=self._database.now()))
        await scrubbing.scrub(self._database)


def new_id() -> str:
    """A fresh id: 192 random bits, URL-safe."""
    return secrets.token_urlsafe(_ID_BYTES)


async def row_of(connection: AsyncConnection, conversation_id: str) -> Row[Any]:
    """The conversation's row. Raises ConversationNotFound, also for what could never be an id."""
    return await _fetch(connection, conversation_id, lock=False)


async def locked_row(connection: AsyncConnection, conversation_id: str) -> Row[Any]:
    """The row, held until the transaction's end: whoever writes to a conversation takes it first."""
    return await _fetch(connection, conversation_id, lock=True)


def is_held(row: Row[Any], *, now: float) -> bool:
    """Whether a turn holds the conversation and its lease has not run out."""
    return row.lease_turn is not None and row.lease_until > now


def busy() -> ConversationBusy:
    """The error while another turn holds the conversation."""
    return ConversationBusy(
        "This conversation is just answering another message.", do="Wait for the answer, then try again."
    )


def require_id(conversation_id: str) -> str:
    """The id again. Raises ConversationNotFound for what could never be one."""
    if not _ID.fullmatch(conversation_id):
        raise _not_found()
    return conversation_id


async def _fetch(connection: AsyncConnection, conversation_id: str, *, lock: bool) -> Row[Any]:
    require_id(conversation_id)
    wanted = select(conversations).where(conversations.c.id == conversation_id)
    row = (await connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
    if row is None:
        raise _not_found()
    return row


def _not_found() -> ConversationNotFound:
    return ConversationNotFound(
        "There is no such conversation.", do="List the conversations to see which there are, or start a new one."
    )


def _conversation(row: Row[Any]) -> Conversation:
    fields = ("id", "owner", "title", "card", "card_version", "graph_version", "author", "phase", "language")
    return Conversation(
        **{field: getattr(row, field) for field in fields},
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )
