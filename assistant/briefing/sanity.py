"""Values that cannot be."""

from __future__ import annotations

from schemas.reading import ReadFact

MOST_PEOPLE = 1_000_000
MOST_TICKETS = 1_000_000_000
LONGEST_YEARS = 10
WHOLE = ("people", "tickets")


def refusal(read: ReadFact) -> str | None:
    """`slot|value` when the value cannot be, None when it can."""
    if read.number is None:
        return None
    value, unit = read.number, read.unit or "count"
    told = f"{read.slot}|{value:g} {unit}"
    if value != value or value in (float("inf"), float("-inf")) or value < 0:
        return told
    if read.slot.endswith("headcount") and (value == 0 or value != int(value) or value > MOST_PEOPLE):
        return told
    if read.slot.startswith("promise.") and read.slot != "promise.penalty" and value == 0:
        return told
    if unit == "percent" and read.slot.endswith(("share", "attainment", "resolution")) and value > 100:
        return told
    if unit == "year" and value > LONGEST_YEARS and read.slot.startswith("promise."):
        return told
    if unit.startswith("tickets") and value > MOST_TICKETS:
        return told
    return None
