"""The tables as queries see them. `sql/` makes them; a test holds both to the same columns."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, LargeBinary, MetaData, Table, Text

METADATA = MetaData()


def _table(name: str, **columns: type[Text] | type[BigInteger] | type[Double[float]] | type[LargeBinary]) -> Table:
    return Table(name, METADATA, *(Column(column, kind) for column, kind in columns.items()))


conversations = _table(
    "conversations",
    id=Text,
    owner=Text,
    title=Text,
    card=Text,
    card_version=Text,
    graph_version=Text,
    author=Text,
    phase=Text,
    language=Text,
    created_at=Double,
    updated_at=Double,
    fence=BigInteger,
    lease_turn=Text,
    lease_until=Double,
)
turns = _table(
    "turns",
    conversation_id=Text,
    id=Text,
    fence=BigInteger,
    status=Text,
    text=LargeBinary,
    reply=LargeBinary,
    mark=Text,
    begun_at=Double,
    finished_at=Double,
)
messages = _table(
    "messages",
    conversation_id=Text,
    number=BigInteger,
    turn_id=Text,
    role=Text,
    text=LargeBinary,
    meta=LargeBinary,
    at=Double,
)
briefs = _table("briefs", conversation_id=Text, turn_id=Text, number=BigInteger, body=LargeBinary)
contents = _table("contents", conversation_id=Text, address=Text, base=Text, body=LargeBinary)
versions = _table(
    "versions",
    conversation_id=Text,
    number=BigInteger,
    turn_id=Text,
    reason=Text,
    process=Text,
    body=Text,
    parent=BigInteger,
    at=Double,
)
answers = _table("answers", conversation_id=Text, key=Text, fence=BigInteger, body=LargeBinary)
usage = _table(
    "usage",
    conversation_id=Text,
    number=BigInteger,
    turn_id=Text,
    step=Text,
    model=Text,
    input_tokens=BigInteger,
    output_tokens=BigInteger,
    cache_read_tokens=BigInteger,
    cache_write_tokens=BigInteger,
    cost_usd=Double,
    seconds=Double,
    at=Double,
)
audit = _table("audit", conversation_id=Text, number=BigInteger, what=Text, detail=Text, at=Double)
scrubs = _table("scrubs", requested_at=Double)
