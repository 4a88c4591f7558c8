"""What a condition says of one ticket."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.calendar import round_the_clock, round_the_clock_weekdays
from schemas.conditions import Comparison, TicketField
from schemas.errors import InputError
from schemas.evaluation import TicketState, Vocabulary, fires, truth
from schemas.quantity import proposal


def field(id: str, kind: Any, *values: str, unknown_as: Any = "unknown") -> TicketField:
    return TicketField(
        id=id,
        label=id,
        kind=kind,
        values=values,
        unit=None,
        source="system",
        question=None,
        judge=None,
        unknown_as=unknown_as,
        sensitive=False,
    )


WORDS = Vocabulary(
    fields={
        f.id: f
        for f in (
            field("severity", "ordered", "p3", "p2", "p1"),
            field("issue", "choice", "api", "billing"),
            field("lost", "flag", unknown_as="yes"),
            field("asked", "flag"),
            field("users", "number"),
            field("age", "duration"),
            field("due", "timestamp"),
            field("skills", "set", "sql", "net"),
            field("owner", "reference"),
            field("now", "clock"),
        )
    },
    calendars={c.id: c for c in (round_the_clock(), round_the_clock_weekdays("Europe/Berlin"))},
)
SATURDAY = datetime(2026, 1, 10, 12, tzinfo=UTC)
TICKET = TicketState(
    values={
        "severity": "p2",
        "issue": "api",
        "users": 7.0,
        "due": SATURDAY,
        "skills": frozenset({"sql"}),
        "owner": "t1",
    },
    minutes={("age", "24x7"): 90.0, ("age", "24x5"): 30.0},
    now=SATURDAY,
    changed=frozenset({"issue"}),
)


def words(id: str, op: Any, *values: str) -> Comparison:
    return Comparison(field=id, op=op, values=values, number=None)


def number(id: str, op: Any, value: float, unit: Any = "count", clock: str | None = None) -> Comparison:
    return Comparison(field=id, op=op, values=(), number=proposal(value, unit, clock))


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (words("severity", "=", "p2"), True),
        (words("severity", "in", "p1", "p2"), True),
        (words("severity", "not_in", "p1", "p2"), False),
        (words("severity", ">", "p3"), True),
        (words("severity", ">=", "p1"), False),
        (words("severity", "<", "p1"), True),
        (words("lost", "=", "yes"), True),
        (words("lost", "!=", "yes"), False),
        (words("lost", "is_null"), True),
        (words("asked", "=", "yes"), None),
        (words("asked", "!=", "yes"), None),
        (words("asked", "not_null"), False),
        (number("users", ">=", 7), True),
        (number("users", "<", 7), False),
        (number("users", "!=", 7), False),
        (number("age", ">=", 1, "h", "24x7"), True),
        (number("age", ">=", 1, "h", "24x5"), False),
        (number("age", ">=", 1, "h"), True),
        (words("due", "<", "2026-02-01"), True),
        (words("due", "=", "2026-01-10T12:00:00+00:00"), True),
        (words("skills", "contains_any", "sql", "net"), True),
        (words("skills", "contains_all", "sql", "net"), False),
        (words("skills", "=", "sql"), True),
        (words("owner", "!=", "t2"), True),
        (words("now", "within", "24x5"), False),
        (words("now", "outside", "24x5"), True),
        (words("now", "within", "24x5", "24x7"), True),
        (words("issue", "changed_to", "api"), True),
        (words("issue", "changed_to", "billing"), False),
        (words("owner", "changed_to", "t1"), False),
    ],
    ids=lambda value: f"{value.field} {value.op} {value.values}" if isinstance(value, Comparison) else str(value),
)
def test_a_comparison_says(comparison: Comparison, expected: bool | None) -> None:
    """Yes, no, or unknown."""
    assert truth(comparison, TICKET, words=WORDS) is expected


@pytest.mark.parametrize("id", ["severity", "issue", "users", "age", "due", "skills", "owner"])
def test_what_is_not_known_is_unknown(id: str) -> None:
    """No comparison with a value says anything of a field that is not known."""
    comparison = {
        "users": number("users", ">=", 1),
        "age": number("age", ">=", 1, "h"),
        "due": words("due", "<", "2026-02-01"),
        "skills": words("skills", "contains_any", "sql"),
    }.get(id, words(id, "!=", *(WORDS.fields[id].values[:1] or ("x",))))
    assert truth(comparison, TicketState(), words=WORDS) is None


@pytest.mark.parametrize(
    "comparison",
    [
        words("mood", "=", "bad"),
        words("severity", "=", "p9"),
        words("issue", ">", "api"),
        words("severity", "="),
        number("age", ">=", 3),
        number("users", ">=", 3, "h"),
        number("age", ">=", 3, "h", "whenever"),
        words("users", "=", "many"),
        words("due", "<", "soon"),
        words("now", "within", "whenever"),
        words("lost", "=", "maybe"),
        words("owner", "<", "t1"),
    ],
    ids=lambda c: f"{c.field} {c.op} {c.values}",
)
def test_what_means_nothing_is_an_error(comparison: Comparison) -> None:
    """A comparison that cannot be read is told, not guessed."""
    with pytest.raises(InputError):
        truth(comparison, TICKET, words=WORDS)


def test_a_trigger_does_not_fire_on_the_unknown() -> None:
    """One unknown comparison keeps the whole row from firing."""
    assert not fires((words("severity", "=", "p2"), words("asked", "=", "yes")), TICKET, words=WORDS)


def test_a_row_fires_when_all_is_known_to_hold() -> None:
    """Every comparison holds."""
    assert fires((words("severity", "=", "p2"), number("users", ">", 1)), TICKET, words=WORDS)
