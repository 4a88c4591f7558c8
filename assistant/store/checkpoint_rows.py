"""The rows that LangGraph's savers keep, seen from our own transactions: found, taken back, pruned, deleted.

The two savers name their tables differently; rows are ordered by checkpoint id, which grows with time.
"""

from __future__ import annotations

import json

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_SQLITE = ("checkpoints", "writes")
_POSTGRES = ("checkpoints", "checkpoint_writes", "checkpoint_blobs")
_NEWEST = "SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = :thread"
_AT = "thread_id = :thread AND checkpoint_id = :newest"
_UNUSED_BLOBS = """
DELETE FROM checkpoint_blobs b WHERE b.thread_id = :thread AND NOT EXISTS (
    SELECT 1 FROM checkpoints c, jsonb_each_text(
        CASE jsonb_typeof(c.checkpoint -> 'channel_versions') WHEN 'object' THEN c.checkpoint -> 'channel_versions'
        ELSE '{}' END) v
    WHERE c.thread_id = b.thread_id AND c.checkpoint_ns = b.checkpoint_ns AND v.key = b.channel AND v.value = b.version)
"""


async def mark(connection: AsyncConnection, thread_id: str) -> str:
    """Where the thread stands, for `rewind`: its newest checkpoint and what is pending there."""
    tables = await _tables(connection)
    if not tables:
        return json.dumps({"newest": None, "pending": []})
    newest = (await connection.execute(text(_NEWEST), {"thread": thread_id})).scalar()
    pending = await _pending(connection, thread_id, tables[1], newest)
    return json.dumps({"newest": newest, "pending": pending})


async def rewind(connection: AsyncConnection, thread_id: str, *, to: str) -> None:
    """Take the thread back to a mark: what was checkpointed or written since is deleted."""
    tables = await _tables(connection)
    if not tables:
        return
    marked = json.loads(to)
    for table in tables[:2]:
        await connection.execute(
            text(f"DELETE FROM {table} WHERE thread_id = :thread AND checkpoint_id > :newest"),  # noqa: S608
            {"thread": thread_id, "newest": marked["newest"] or ""},
        )
    for task_id, index in await _pending(connection, thread_id, tables[1], marked["newest"]):
        if [task_id, index] not in marked["pending"]:
            await connection.execute(
                text(f"DELETE FROM {tables[1]} WHERE {_AT} AND task_id = :task AND idx = :index"),  # noqa: S608
                {"thread": thread_id, "newest": marked["newest"], "task": task_id, "index": index},
            )
    await _drop_unused_blobs(connection, thread_id, tables)


async def ids(
    connection: AsyncConnection, thread_id: str, *, namespace: str | None, before: str | None = None
) -> list[tuple[str, str]]:
    """Namespace and id of the thread's checkpoints, newest first; `before` leaves out that one and what is newer."""
    found = await connection.execute(
        text(
            "SELECT checkpoint_ns, checkpoint_id FROM checkpoints WHERE thread_id = :thread"
            " AND (:every = 1 OR checkpoint_ns = :namespace) AND (:newest = 1 OR checkpoint_id < :before)"
            " ORDER BY checkpoint_id DESC"
        ),
        {
            "thread": thread_id,
            "every": int(namespace is None),
            "namespace": namespace or "",
            "newest": int(before is None),
            "before": before or "",
        },
    )
    return [(str(row[0]), str(row[1])) for row in found]


async def prune(connection: AsyncConnection, thread_id: str, *, keep: int) -> None:
    """Leave only the newest `keep` checkpoints of each namespace of the thread."""
    tables = await _tables(connection)
    if not tables:
        return
    kept: dict[str, list[str]] = {}
    for namespace, checkpoint_id in await ids(connection, thread_id, namespace=None):
        kept.setdefault(namespace, []).append(checkpoint_id)
    for namespace, newest_first in kept.items():
        if len(newest_first) <= keep:
            continue
        for table in tables[:2]:
            await connection.execute(
                text(
                    f"DELETE FROM {table} WHERE thread_id = :thread AND checkpoint_ns = :namespace"  # noqa: S608
                    " AND checkpoint_id < :oldest"
                ),
                {"thread": thread_id, "namespace": namespace, "oldest": newest_first[keep - 1]},
            )
    await _drop_unused_blobs(connection, thread_id, tables)


async def delete(connection: AsyncConnection, thread_id: str) -> None:
    """Delete every row of the thread."""
    for table in await _tables(connection):
        await connection.execute(
            text(f"DELETE FROM {table} WHERE thread_id = :thread"),  # noqa: S608
            {"thread": thread_id},
        )


async def _pending(
    connection: AsyncConnection, thread_id: str, table: str, checkpoint_id: str | None
) -> list[list[str | int]]:
    found = await connection.execute(
        text(f"SELECT task_id, idx FROM {table} WHERE {_AT}"),  # noqa: S608
        {"thread": thread_id, "newest": checkpoint_id or ""},
    )
    return [[row[0], row[1]] for row in found]


async def _drop_unused_blobs(connection: AsyncConnection, thread_id: str, tables: tuple[str, ...]) -> None:
    if len(tables) > len(_SQLITE):
        await connection.execute(text(_UNUSED_BLOBS), {"thread": thread_id})


async def _tables(connection: AsyncConnection) -> tuple[str, ...]:
    """The savers' tables; none before the first graph has been run."""
    if connection.dialect.name == "sqlite":
        there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('checkpoints', 'writes')"
        return _SQLITE if (await connection.execute(text(there))).scalar() == len(_SQLITE) else ()
    there = "SELECT to_regclass('checkpoints') IS NOT NULL AND to_regclass('checkpoint_blobs') IS NOT NULL"
    there += " AND to_regclass('checkpoint_writes') IS NOT NULL"
    return _POSTGRES if (await connection.execute(text(there))).scalar() else ()
