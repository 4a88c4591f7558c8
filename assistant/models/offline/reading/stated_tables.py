"""Tables of tiers: a row names the tier, another cell counts its people."""

from __future__ import annotations

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure


def tiers_in_tables(message: Message) -> list[Found]:
    """Tiers and their headcounts from tables whose rows begin with a tier."""
    found: list[Found] = []
    for table in message.tables:
        for row in table.rows:
            if row and row[0].levels and len(row) > 1:
                found += _row(row)
    return found


def _row(row: tuple[Sentence, ...]) -> list[Found]:
    level = row[0].levels[0]
    counted = next((m for cell in row[1:] for m in (*cell.measured("people"), *cell.measured("bare"))), None)
    if counted is None:
        return []
    text = row[0].text.strip()
    start = row[0].start + row[0].text.index(text)
    name = Found(slot="tier", subject=level.id, start=start, end=start + len(text), text=text)
    heads = of_measure("tier.headcount", level.id, counted)
    return [name, Found(**{**heads.__dict__, "unit": "people"})]
