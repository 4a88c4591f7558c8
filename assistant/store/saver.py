"""LangGraph's savers, with every row sealed and a damaged one replaced by the newest good one before it."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any, TypeVar

import psycopg
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    BaseCheckpointSaver,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    get_checkpoint_id,
    get_serializable_checkpoint_metadata,
)
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from assistant.store import checkpoint_rows
from assistant.store.conversations import require_id, row_of
from assistant.store.database import Database, settled
from assistant.store.faults import store_error
from assistant.store.packing import address, damaged
from assistant.store.sealing import Labelled
from schemas.errors import DamagedState, StoreError

SEAL = "seal"
_FORMAT = 4
"""The newest checkpoint format that this program's LangGraph writes."""
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
_T = TypeVar("_T")
_log = logging.getLogger("assistant.store")


class SealedSaver(BaseCheckpointSaver[str]):
    """What both savers share: writes carry a seal over all that the serializer leaves open, and reads check it."""

    database: Database

    @settled
    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Store a checkpoint.

        Raises ConversationNotFound when the thread is no conversation (any more), and StoreError when the config names
        a `fence` and another turn was begun since.
        """
        await self._allow(config)
        metadata = get_serializable_checkpoint_metadata(config, metadata)
        place = config["configurable"]
        ids = [place["thread_id"], place.get("checkpoint_ns", ""), checkpoint["id"], place.get("checkpoint_id")]
        sealed: Any = {**metadata, SEAL: _seal(ids, checkpoint, metadata)}
        return await self._told(super().aput(config, checkpoint, sealed, new_versions))

    @settled
    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        """Store what a task wrote before its checkpoint is made. Raises as `aput` does."""
        await self._allow(config)
        labelled = [
            (channel, Labelled(_label(config, task_id, channel, index=index), value))
            for index, (channel, value) in enumerate(writes)
        ]
        await self._told(super().aput_writes(config, labelled, task_id, task_path))

    @settled
    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The checkpoint that the config names, or else the thread's newest readable one; None when there is none.

        Raises DamagedState when the one that was named, or every one of the thread, cannot be trusted.
        """
        try:
            return await self._load(config)
        except DamagedState as fault:
            if get_checkpoint_id(config):
                raise
            return await self._older(config, fault)

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        """The thread's readable checkpoints, newest first. Raises StoreError without a thread."""
        if config is None or "thread_id" not in config["configurable"]:
            raise StoreError("Checkpoints are listed for one conversation at a time.", do="Name its thread_id.")
        thread_id = _thread(config)
        one = get_checkpoint_id(config)
        left = limit
        for namespace, checkpoint_id in await self._ids(config, before=get_checkpoint_id(before) if before else None):
            if left == 0:
                return
            if one not in {None, checkpoint_id}:
                continue
            found = await self._readable(_config(thread_id, namespace, checkpoint_id))
            if found is None or any(found.metadata.get(key) != value for key, value in (filter or {}).items()):
                continue
            yield found
            left = None if left is None else left - 1

    async def aget_delta_channel_history(self, *, config: RunnableConfig, channels: Sequence[str]) -> Any:
        """Refuse graphs with a DeltaChannel: pruning would cut their history."""
        if channels:
            raise StoreError("This store keeps no history of single channels.", do="Use plain channels in the graph.")
        return {}

    async def _allow(self, config: RunnableConfig) -> None:
        place = config["configurable"]
        async with self.database.reading() as connection:
            conversation = await row_of(connection, _thread(config))
        if place.get("fence", conversation.fence) != conversation.fence:
            raise StoreError("This turn was taken over by another process.", do="Load the conversation again.")

    async def _older(self, config: RunnableConfig, fault: DamagedState) -> CheckpointTuple:
        thread_id = _thread(config)
        for namespace, checkpoint_id in (await self._ids(config))[1:]:
            found = await self._readable(_config(thread_id, namespace, checkpoint_id))
            if found is not None:
                _log.warning("conversation %s: fell back to checkpoint %s: %s", thread_id, checkpoint_id, fault.what)
                return found
        raise DamagedState(
            "The conversation's saved state is damaged and no older one is readable.",
            do="Its transcript and documents are kept: start over in a new conversation.",
        ) from fault

    @settled
    async def _ids(self, config: RunnableConfig, *, before: str | None = None) -> list[tuple[str, str]]:
        place = config["configurable"]
        async with self.database.reading() as connection:
            return await checkpoint_rows.ids(
                connection, _thread(config), namespace=place.get("checkpoint_ns"), before=before
            )

    @settled
    async def _readable(self, config: RunnableConfig) -> CheckpointTuple | None:
        try:
            return await self._load(config)
        except DamagedState:
            return None

    async def _load(self, config: RunnableConfig) -> CheckpointTuple | None:
        _thread(config)
        try:
            stored = await self._told(super().aget_tuple(config))
            return None if stored is None else _opened(stored)
        except _UNREADABLE as error:
            raise damaged("a checkpoint cannot be read") from error

    async def _told(self, operation: Awaitable[_T]) -> _T:
        """The result of a saver's operation; what the database complains of becomes a StoreError."""
        try:
            return await operation
        except (sqlite3.Error, psycopg.Error) as error:
            await self._recover()
            if "decode to UTF-8" in str(error):
                raise damaged("a checkpoint's text cannot be read") from error
            raise store_error(error, shown=self.database.place.shown) from error

    async def _recover(self) -> None:
        """Leave no transaction open behind a failed statement."""


class SealedSqliteSaver(SealedSaver, AsyncSqliteSaver):
    """The saver of a SQLite file."""

    async def _recover(self) -> None:
        await self.conn.rollback()


class SealedPostgresSaver(SealedSaver, AsyncPostgresSaver):
    """The saver of a Postgres database."""


def _opened(stored: CheckpointTuple) -> CheckpointTuple:
    """The tuple without seal and labels. Raises DamagedState when either does not match."""
    place = stored.config["configurable"]
    parent = stored.parent_config["configurable"]["checkpoint_id"] if stored.parent_config else None
    metadata: Any = dict(stored.metadata)
    written = metadata.pop(SEAL, None)
    ids = [place["thread_id"], place["checkpoint_ns"], place["checkpoint_id"], parent]
    if stored.checkpoint["v"] > _FORMAT:
        raise damaged("a newer program wrote a checkpoint")
    if written != _seal(ids, stored.checkpoint, metadata) or stored.checkpoint["id"] != place["checkpoint_id"]:
        raise damaged("a checkpoint's seal does not match")
    return stored._replace(metadata=metadata, pending_writes=_unlabelled(stored))


def _unlabelled(stored: CheckpointTuple) -> list[tuple[str, str, Any]]:
    opened = []
    last: dict[str, int] = {}
    for task_id, channel, value in stored.pending_writes or ():
        index = json.loads(value.label)[-1] if isinstance(value, Labelled) else None
        if index is None or value.label != _label(stored.config, task_id, channel, index=index):
            raise damaged("a checkpoint's pending write belongs elsewhere")
        order = WRITES_IDX_MAP.get(channel, index)
        if order < last.get(task_id, order):
            raise damaged("a checkpoint's pending writes are out of order")
        last[task_id] = order
        opened.append((task_id, channel, value.value))
    return opened


def _seal(ids: Sequence[str | None], checkpoint: Checkpoint, metadata: CheckpointMetadata) -> str:
    """A digest over what Postgres keeps as JSON and SQLite in columns of its own, whatever order the keys come in."""
    values = checkpoint["channel_values"]
    plain = {key: value for key, value in values.items() if value is None or isinstance(value, str | int | float)}
    rest = {key: value for key, value in checkpoint.items() if key != "channel_values"}
    covered = [ids, rest, sorted(values), plain, dict(metadata)]
    return address(json.dumps(covered, sort_keys=True, ensure_ascii=True))


def _label(config: RunnableConfig, task_id: str, channel: str, *, index: int) -> str:
    place = config["configurable"]
    return json.dumps(
        [place["thread_id"], place.get("checkpoint_ns", ""), place["checkpoint_id"], task_id, channel, index]
    )


def _thread(config: RunnableConfig) -> str:
    return require_id(str(config["configurable"]["thread_id"]))


def _config(thread_id: str, namespace: str, checkpoint_id: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread_id, "checkpoint_ns": namespace, "checkpoint_id": checkpoint_id}}
