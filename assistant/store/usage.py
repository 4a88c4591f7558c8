"""What the calls to language models used and cost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select

from assistant.store.conversations import locked_row, row_of
from assistant.store.database import Database, next_number, settled
from assistant.store.packing import label
from assistant.store.records import Call, Totals
from assistant.store.tables import usage


class Usage:
    """The calls of a store's conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @settled
    async def add(self, conversation_id: str, call: Call, *, turn_id: str) -> None:
        """Note one call. Raises ConversationNotFound."""
        values: dict[str, Any] = {**asdict(call), "step": label(call.step), "model": label(call.model)}
        async with self._database.writing() as connection:
            await locked_row(connection, conversation_id)
            number = await next_number(connection, usage, conversation_id)
            await connection.execute(
                insert(usage).values(
                    conversation_id=conversation_id,
                    number=number,
                    turn_id=label(turn_id),
                    at=self._database.now(),
                    **values,
                )
            )

    @settled
    async def totals(self, conversation_id: str) -> Totals:
        """The sums over all calls, zeros before the first. Raises ConversationNotFound."""
        columns = usage.c
        wanted = select(
            func.count().label("calls"),
            *(
                _sum(columns[field], field)
                for field in (
                    "input_tokens",
                    "output_tokens",
                    "cache_read_tokens",
                    "cache_write_tokens",
                    "cost_usd",
                    "seconds",
                )
            ),
            (func.count() - func.count(columns.cost_usd)).label("unpriced"),
        ).where(columns.conversation_id == conversation_id)
        async with self._database.reading() as connection:
            await row_of(connection, conversation_id)
            row = (await connection.execute(wanted)).one()
        numbers = row._asdict()
        whole = {key: int(value) for key, value in numbers.items() if key not in {"cost_usd", "seconds"}}
        return Totals(**whole, cost_usd=float(numbers["cost_usd"]), seconds=float(numbers["seconds"]))


def _sum(column: ColumnElement[Any], field: str) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0).label(field)
