"""Which cases a conjunction of comparisons lets through."""

from __future__ import annotations

from assistant.checks.subject import Subject
from schemas.conditions import Comparison


def admits(subject: Subject, conditions: tuple[Comparison, ...], field: str, value: str) -> bool:
    """Whether a case whose field holds the value passes the comparisons over that field; without any, it does."""
    declared = subject.fields.get(field)
    ranks = {v: i for i, v in enumerate(declared.values)} if declared else {}
    return all(_holds(c, value, ranks) for c in conditions if c.field == field)


def speaks_of(conditions: tuple[Comparison, ...], field: str) -> bool:
    """Whether any comparison reads the field."""
    return any(c.field == field for c in conditions)


def _holds(comparison: Comparison, value: str, ranks: dict[str, int]) -> bool:
    op, values = comparison.op, comparison.values
    if op in ("=", "in", "changed_to"):
        return value in values
    if op in ("!=", "not_in"):
        return value not in values
    if not values or value not in ranks or values[0] not in ranks:
        return True
    mine, other = ranks[value], ranks[values[0]]
    return {"<": mine < other, "<=": mine <= other, ">": mine > other, ">=": mine >= other}.get(op, True)
