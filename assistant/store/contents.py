"""The documents' contents, equal ones kept once, and similar ones as their difference from an older one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.store.differences import pack_against, unpack_against
from assistant.store.packing import address, damaged, pack, unpack
from assistant.store.tables import contents, versions
from schemas.errors import DamagedState

_SERVED_AT_MOST = 10
"""How many contents lean on one base: what a single damaged row may cost."""
_WORTH_IT = 0.5


async def keep(connection: AsyncConnection, conversation_id: str, content: str, *, like: str | None) -> str:
    """The address under which the content is kept from now on; `like` is the address of a similar one."""
    named = address(content)
    if await _row(connection, conversation_id, named) is not None:
        return named
    base, packed = None, pack(content)
    candidate = await _base(connection, conversation_id, like)
    if candidate is not None:
        difference = pack_against(content, base=unpack(candidate.body))
        if len(difference) < _WORTH_IT * len(packed):
            base, packed = candidate.address, difference
    await connection.execute(
        insert(contents).values(conversation_id=conversation_id, address=named, base=base, body=packed)
    )
    return named


async def read(connection: AsyncConnection, conversation_id: str, named: str) -> str:
    """The content at an address. Raises DamagedState when it, or what it leans on, is missing or was changed."""
    row = await _row(connection, conversation_id, named)
    if row is None:
        raise damaged("a document's content is missing")
    if row.base is None:
        content = unpack(row.body)
    else:
        under = await _row(connection, conversation_id, row.base)
        if under is None or under.base is not None:
            raise damaged("what a document's content leans on is missing")
        content = unpack_against(row.body, base=unpack(under.body))
    if address(content) != named:
        raise damaged("a document's content is another one's")
    return content


async def drop_unused(connection: AsyncConnection, conversation_id: str) -> None:
    """Forget the contents that neither a version nor another content needs."""
    mine = versions.c.conversation_id == conversation_id
    used = select(versions.c.process).where(mine).union(select(versions.c.body).where(mine))
    ours = contents.c.conversation_id == conversation_id
    bases = select(contents.c.base).where(ours, contents.c.base.is_not(None), contents.c.address.in_(used))
    await connection.execute(
        delete(contents).where(ours, contents.c.address.not_in(used), contents.c.address.not_in(bases))
    )


async def _base(connection: AsyncConnection, conversation_id: str, like: str | None) -> Row[Any] | None:
    """The whole and sound content that the similar one leans on or is, unless enough others lean on it already."""
    row = await _row(connection, conversation_id, like) if like is not None else None
    base = await _row(connection, conversation_id, row.base) if row is not None and row.base is not None else row
    if base is None:
        return None
    served = select(func.count()).where(contents.c.conversation_id == conversation_id, contents.c.base == base.address)
    if ((await connection.execute(served)).scalar() or 0) >= _SERVED_AT_MOST:
        return None
    try:
        sound = base.base is None and address(unpack(base.body)) == base.address
    except DamagedState:
        return None
    return base if sound else None


async def _row(connection: AsyncConnection, conversation_id: str, named: str) -> Row[Any] | None:
    wanted = select(contents).where(contents.c.conversation_id == conversation_id, contents.c.address == named)
    return (await connection.execute(wanted)).one_or_none()
