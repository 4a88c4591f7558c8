"""Open a store and what it consists of. Nothing heavy is imported before a store is opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.store.place import place_of, prepare_file

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver

    from assistant.store.answers import Answers
    from assistant.store.audit import Audit
    from assistant.store.briefs import Briefs
    from assistant.store.conversations import Conversations
    from assistant.store.database import Clock, Database
    from assistant.store.messages import Messages
    from assistant.store.turns import Turns
    from assistant.store.usage import Usage
    from assistant.store.versions import Versions


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Store:
    """An open store, by noun."""

    conversations: Conversations
    turns: Turns
    messages: Messages
    briefs: Briefs
    versions: Versions
    usage: Usage
    audit: Audit
    shown: str
    """Where it lies, for people; no password in it."""
    _database: Database
    _closing: AsyncExitStack
    _saver: BaseCheckpointSaver[str] | None = None
    _saver_lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def answers(self, conversation_id: str) -> Answers:
        """The conversation's paid answers."""
        from assistant.store.answers import Answers

        return Answers(self._database, conversation_id)

    async def checkpointer(self) -> BaseCheckpointSaver[str]:
        """LangGraph's saver for this store, opened at the first call; a thread's id is its conversation's id.

        Compile the graph with it and run it with `durability="exit"`; put the turn's `fence` into the config's
        `configurable` and a process that lost its turn can no longer write. Raises StoreError when LangGraph was
        imported in its permissive mode.
        """
        from assistant.store.checkpointer import opened

        async with self._saver_lock:
            if self._saver is not None:
                return self._saver
            saver: BaseCheckpointSaver[str] = await self._closing.enter_async_context(opened(self._database))
            self._saver = saver
            return saver

    async def prune_checkpoints(self, conversation_id: str, *, keep: int = 3) -> None:
        """Leave the newest `keep` checkpoints of the conversation; finishing a turn does it too."""
        from assistant.store import checkpoint_rows
        from assistant.store.conversations import locked_row
        from assistant.store.database import settled

        @settled
        async def prune() -> None:
            async with self._database.writing() as connection:
                await locked_row(connection, conversation_id)
                await checkpoint_rows.prune(connection, conversation_id, keep=keep)

        await prune()


@asynccontextmanager
async def open_store(url: str | None, *, clock: Clock = system_clock) -> AsyncIterator[Store]:
    """The store at `url`, its tables brought up to date; closed at the end.

    url: None (a file in the user's data directory), a path, `sqlite:///path` or `postgresql://user@host/database`.
    Raises InputError for another kind of URL, StoreError when the store cannot be opened or is a newer program's.
    """
    place = place_of(url)
    if place.path is not None:
        prepare_file(place.path)
    from assistant.store.database import connect, use_write_ahead_log
    from assistant.store.migrations import migrate, released
    from assistant.store.scrubbing import scrub_what_is_left

    database = connect(place, clock=clock)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(database.engine.dispose)
        await use_write_ahead_log(database)
        await migrate(database, migrations=released())
        await scrub_what_is_left(database)
        yield _store(database, closing)


def _store(database: Database, closing: AsyncExitStack) -> Store:
    from assistant.store.audit import Audit
    from assistant.store.briefs import Briefs
    from assistant.store.conversations import Conversations
    from assistant.store.messages import Messages
    from assistant.store.turns import Turns
    from assistant.store.usage import Usage
    from assistant.store.versions import Versions

    return Store(
        conversations=Conversations(database),
        turns=Turns(database),
        messages=Messages(database),
        briefs=Briefs(database),
        versions=Versions(database),
        usage=Usage(database),
        audit=Audit(database),
        shown=database.place.shown,
        _database=database,
        _closing=closing,
    )
