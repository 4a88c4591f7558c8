"""What a condition says of one ticket: yes, no, or unknown where a fact that it reads is unknown.

This is the meaning of conditions; whatever plays, proves or exports them must agree with it. Beyond a comparison's
plain meaning:

- A fact that is not known makes a comparison unknown; a flag that its field counts as yes or no when it is unanswered
  is read as that. `is_null` and `not_null` ask whether the fact itself is known.
- `=` and `in` say the same, as do `!=` and `not_in`: one of the values, none of them. Of a set, `=` asks for exactly
  the values.
- `<`, `<=`, `>`, `>=` on an ordered field go by the places of its values, on a timestamp by the instants.
- A duration is read on the clock that the comparison's number names, 24x7 when it names none.
- `within` and `outside` ask whether one of the calendars is open now, or none.
- `changed_to` holds at the moment at which the field takes one of the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas.business_time import is_open
from schemas.calendar import ALWAYS, Calendar
from schemas.conditions import Comparison, TicketField
from schemas.errors import InputError
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity

Value = str | float | frozenset[str] | datetime
ORDER = ("<", "<=", ">", ">=")
NUMBERS = ("number", "duration", "percent", "money")


@dataclass(frozen=True, kw_only=True)
class TicketState:
    """A ticket at one moment. A field that is not among the values is unknown.

    values: by field id: numbers as they are, percentages from 0 to 100, timestamps as aware datetimes.
    minutes: durations by field id and clock, in minutes of that clock.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    minutes: Mapping[tuple[str, str], float] = field(default_factory=dict)
    now: datetime | None = None
    changed: frozenset[str] = frozenset()
    """The fields that take their value at this very moment."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What conditions are read with: the declared fields and the calendars, by id."""

    fields: Mapping[str, TicketField]
    calendars: Mapping[str, Calendar]


def fires(conditions: Iterable[Comparison], ticket: TicketState, *, words: Vocabulary) -> bool:
    """Whether every comparison is known to hold. Raises InputError as `truth` does."""
    return all(truth(c, ticket, words=words) is True for c in conditions)


def truth(comparison: Comparison, ticket: TicketState, *, words: Vocabulary) -> bool | None:
    """Whether the comparison holds of the ticket; None when that is unknown.

    Raises InputError for a comparison that cannot be read: an undeclared field or calendar, an operator or a value
    that the field's kind does not have.
    """
    declared = words.fields.get(comparison.field)
    if declared is None:
        raise InputError(f"The field {comparison.field!r} is not declared.", do="Declare it, or use one that is.")
    require_readable(comparison, declared, words=words)
    if declared.kind == "clock":
        return _at_hours(comparison, ticket, words)
    value = _value(comparison, declared, ticket)
    if comparison.op in ("is_null", "not_null"):
        return (value is None) == (comparison.op == "is_null")
    if value is None:
        if declared.kind != "flag" or declared.unknown_as == "unknown":
            return None
        value = declared.unknown_as
    if comparison.op == "changed_to":
        return comparison.field in ticket.changed and value in comparison.values
    if declared.kind in NUMBERS:
        assert isinstance(value, int | float) and comparison.number is not None  # noqa: S101, PT018
        return ordered(float(value), comparison.op, amount(comparison.number, declared, words=words))
    if declared.kind == "set":
        assert isinstance(value, frozenset)  # noqa: S101
        return _of_sets(value, comparison)
    if comparison.op in ORDER or declared.kind == "timestamp":
        return _in_order(value, comparison, declared)
    return (value in comparison.values) == (comparison.op in ("=", "in"))


def require_readable(comparison: Comparison, declared: TicketField, *, words: Vocabulary) -> None:
    """Raise InputError when a comparison over this field means nothing, with what is wrong."""
    name, op, number = comparison.field, comparison.op, comparison.number
    allowed = OPERATORS[declared.kind]
    if op not in allowed:
        raise InputError(f"{name} is a {declared.kind}, of which {op} says nothing.", do=f"Use {', '.join(allowed)}.")
    if op in ("is_null", "not_null"):
        return
    if declared.kind in NUMBERS:
        if number is None:
            raise InputError(f"{name} is compared with no number.", do="Give one.")
        if number.is_duration != (declared.kind == "duration"):
            raise InputError(
                f"{name} is a {declared.kind} and is compared with {number.value:g} {number.unit}.",
                do="Give a number of its unit.",
            )
        amount(number, declared, words=words)
        return
    if not comparison.values:
        raise InputError(f"{name} is compared with nothing.", do="Give at least one value.")
    for value in comparison.values:
        _readable_value(value, declared, comparison, words)


OPERATORS: dict[str, tuple[str, ...]] = {
    "choice": ("=", "!=", "in", "not_in", "is_null", "not_null", "changed_to"),
    "ordered": ("=", "!=", "in", "not_in", *ORDER, "is_null", "not_null", "changed_to"),
    "number": ("=", "!=", *ORDER, "is_null", "not_null"),
    "duration": ("=", "!=", *ORDER, "is_null", "not_null"),
    "percent": ("=", "!=", *ORDER, "is_null", "not_null"),
    "money": ("=", "!=", *ORDER, "is_null", "not_null"),
    "flag": ("=", "!=", "in", "not_in", "is_null", "not_null", "changed_to"),
    "reference": ("=", "!=", "in", "not_in", "is_null", "not_null", "changed_to"),
    "timestamp": (*ORDER, "=", "!=", "is_null", "not_null"),
    "set": ("=", "!=", "contains_all", "contains_any", "is_null", "not_null"),
    "clock": ("within", "outside"),
}
"""The operators that say something of each kind of field."""


def amount(number: Quantity, declared: TicketField, *, words: Vocabulary) -> float:
    """What a number field is compared with: minutes of its clock for a duration, the bare value otherwise.

    Raises InputError for a clock that is no calendar.
    """
    if declared.kind != "duration":
        return number.value
    if clock_of(number) != ALWAYS and number.clock not in words.calendars:
        raise InputError(
            f"{declared.id} is measured on the clock {number.clock!r}, which is no calendar.", do="Name a calendar."
        )
    return clock_minutes(number, words.calendars)


def clock_of(number: Quantity) -> str:
    """The clock that a duration is measured on."""
    return number.clock or ALWAYS


def ordered(left: float | datetime, op: str, right: float | datetime) -> bool:
    """A comparison of two numbers or two instants by one of `= != < <= > >=`."""
    if op in ("=", "!="):
        return (left == right) == (op == "=")
    if op in (">", "<="):
        return (left > right) == (op == ">")  # type: ignore[operator]
    return (left < right) == (op == "<")  # type: ignore[operator]


def _value(comparison: Comparison, declared: TicketField, ticket: TicketState) -> Value | None:
    if declared.kind != "duration":
        return ticket.values.get(declared.id)
    if comparison.number is None:
        return next((minutes for (id, _), minutes in ticket.minutes.items() if id == declared.id), None)
    return ticket.minutes.get((declared.id, clock_of(comparison.number)))


def _readable_value(value: str, declared: TicketField, comparison: Comparison, words: Vocabulary) -> None:
    if declared.kind == "clock":
        if value not in words.calendars:
            raise InputError(f"{value!r} is no calendar.", do="Name a declared calendar.")
    elif declared.kind == "timestamp":
        instant(value)
    elif declared.kind != "reference":
        allowed = ("yes", "no") if declared.kind == "flag" else declared.values
        # An open list takes any value, but has no order.
        if value not in allowed and (allowed or comparison.op in ORDER):
            raise InputError(f"{declared.id} can never be {value!r}.", do="Use one of its declared values.")


def instant(text: str) -> datetime:
    """The instant of an ISO 8601 text, in UTC when it names no zone. Raises InputError for any other text."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no timestamp.", do="Write it as ISO 8601, such as 2026-01-05T09:00Z.") from error
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _at_hours(comparison: Comparison, ticket: TicketState, words: Vocabulary) -> bool | None:
    if ticket.now is None:
        return None
    open_now = any(is_open(words.calendars[id], ticket.now) for id in comparison.values)
    return open_now == (comparison.op == "within")


def _of_sets(value: frozenset[str], comparison: Comparison) -> bool:
    wanted = frozenset(comparison.values)
    if comparison.op in ("=", "!="):
        return (value == wanted) == (comparison.op == "=")
    return wanted <= value if comparison.op == "contains_all" else bool(wanted & value)


def _in_order(value: Value, comparison: Comparison, declared: TicketField) -> bool | None:
    if declared.kind == "timestamp":
        return ordered(value, comparison.op, instant(comparison.values[0])) if isinstance(value, datetime) else None
    ranks = {each: rank for rank, each in enumerate(declared.values)}
    if not isinstance(value, str) or value not in ranks:
        return None
    return ordered(ranks[value], comparison.op, ranks[comparison.values[0]])
