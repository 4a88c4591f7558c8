"""The rows that LangGraph's savers keep, seen from our own transactions: found, counted back, pruned, deleted.

The two savers name their tables differently; rows are ordered by checkpoint id, which grows with time.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_SQLITE = ("checkpoints", "writes")
_POSTGRES = ("checkpoints", "checkpoint_writes", "checkpoint_blobs")
_UNUSED_BLOBS = """
DELETE FROM checkpoint_blobs b WHERE b.thread_id = :thread AND NOT EXISTS (
    SELECT 1 FROM checkpoints c, jsonb_each_text(
        CASE jsonb_typeof(c.checkpoint -> 'channel_versions') WHEN 'object' THEN c.checkpoint -> 'channel_versions'
        ELSE '{}' END) v
    WHERE c.thread_id = b.thread_id AND c.checkpoint_ns = b.checkpoint_ns AND v.key = b.channel AND v.value = b.version)
"""


async def newest(connection: AsyncConnection, thread_id: str) -> str | None:
    """The id of the thread's newest checkpoint, None before its first."""
    if not await _tables(connection):
        return None
    found: str | None = (
        await connection.execute(
            text("SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = :thread"), {"thread": thread_id}
        )
    ).scalar()
    return found


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


async def drop_newer(connection: AsyncConnection, thread_id: str, *, than: str | None) -> None:
    """Take the thread back to a checkpoint; None takes it back to nothing."""
    for table in await _tables(connection):
        if table != "checkpoint_blobs":
            await connection.execute(
                text(f"DELETE FROM {table} WHERE thread_id = :thread AND checkpoint_id > :than"),  # noqa: S608
                {"thread": thread_id, "than": than or ""},
            )
    await _drop_unused_blobs(connection, thread_id)


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
    await _drop_unused_blobs(connection, thread_id)


async def delete(connection: AsyncConnection, thread_id: str) -> None:
    """Delete every row of the thread."""
    for table in await _tables(connection):
        await connection.execute(
            text(f"DELETE FROM {table} WHERE thread_id = :thread"),  # noqa: S608
            {"thread": thread_id},
        )


async def _drop_unused_blobs(connection: AsyncConnection, thread_id: str) -> None:
    if "checkpoint_blobs" in await _tables(connection):
        await connection.execute(text(_UNUSED_BLOBS), {"thread": thread_id})


async def _tables(connection: AsyncConnection) -> tuple[str, ...]:
    """The savers' tables; none before the first graph has been run."""
    if connection.dialect.name == "sqlite":
        there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('checkpoints', 'writes')"
        return _SQLITE if (await connection.execute(text(there))).scalar() == len(_SQLITE) else ()
    there = "SELECT to_regclass('checkpoints') IS NOT NULL AND to_regclass('checkpoint_blobs') IS NOT NULL"
    there += " AND to_regclass('checkpoint_writes') IS NOT NULL"
    return _POSTGRES if (await connection.execute(text(there))).scalar() else ()
