"""Ticket fields as solver variables, one class for each way of holding a value.

Every variable says of a comparison when it is known to hold, which values exist at all, and what a model chose. The
meaning is that of `schemas.evaluation`; a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from schemas.conditions import Comparison, TicketField
from schemas.evaluation import Value, Vocabulary, amount, clock_of, instant

Term = Any
"""An expression of the solver, whose package has no types."""
OTHER = "something else"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Variable(Protocol):
    """A field of the ticket, as the solver sees it."""

    def holds(self, comparison: Comparison) -> Term:
        """When the comparison is known to hold; `changed_to` is read as `=`."""
        ...

    def bounds(self) -> list[Term]:
        """What restricts the variable to values that exist."""
        ...

    def chosen(self, model: Any) -> Value | None:
        """The value in a model; None for unknown."""
        ...


class Coded:
    """A choice, an ordered choice, a flag or a reference: 0 for unknown, then each value's place."""

    def __init__(self, field: TicketField, values: Sequence[str], *, may_be_unknown: bool, z3: Any, context: Any):
        self.field, self.values, self.z3 = field, tuple(values), z3
        self.least = 0 if may_be_unknown else 1
        self.term = z3.Int(field.id, context)
        self.context = context

    def holds(self, comparison: Comparison) -> Term:
        op, codes = comparison.op, range(1, len(self.values) + 1)
        if op in ("is_null", "not_null"):
            return (self.term == 0) == (op == "is_null")
        if op in ("<", "<=", ">", ">="):
            place = self.values.index(comparison.values[0]) + 1
            term = {"<": self.term < place, "<=": self.term <= place, ">": self.term > place, ">=": self.term >= place}
            return self.z3.And(self.term > 0, term[op])
        wanted = [code for code in codes if self._admits(self.values[code - 1], comparison)]
        unanswered = self.field.unknown_as if self.field.kind == "flag" else "unknown"
        if unanswered != "unknown" and self._admits(unanswered, comparison):
            wanted.append(0)
        return self._one_of(wanted)

    def _admits(self, value: str, comparison: Comparison) -> bool:
        return (value in comparison.values) == (comparison.op not in ("!=", "not_in"))

    def _one_of(self, codes: list[int]) -> Term:
        if not codes:
            return self.z3.BoolVal(False, self.context)
        return self.z3.Or([self.term == code for code in codes])

    def bounds(self) -> list[Term]:
        return [self.term >= self.least, self.term <= len(self.values)]

    def chosen(self, model: Any) -> Value | None:
        code = model.eval(self.term, model_completion=True).as_long()
        return self.values[code - 1] if 1 <= code <= len(self.values) else None


class Counted:
    """A number, a percentage or an amount of money, known or not."""

    def __init__(
        self,
        field: TicketField,
        *,
        least: float | None,
        most: float | None,
        whole: bool,
        known: Term,
        z3: Any,
        context: Any,
    ):
        self.field, self.least, self.most, self.known, self.z3 = field, least, most, known, z3
        self.term = z3.Int(field.id, context) if whole else z3.Real(field.id, context)
        self.words = Vocabulary(fields={field.id: field}, calendars={})

    def holds(self, comparison: Comparison) -> Term:
        if comparison.op in ("is_null", "not_null"):
            return self.known if comparison.op == "not_null" else self.z3.Not(self.known)
        if comparison.number is None:
            raise AssertionError("an unreadable comparison is never encoded")
        wanted = amount(comparison.number, self.field, words=self.words)
        return self.z3.And(self.known, compared(self.term, comparison.op, wanted, z3=self.z3))

    def bounds(self) -> list[Term]:
        limits = [self.term >= exact(self.least, self.z3, self.term)] if self.least is not None else []
        return limits + ([self.term <= exact(self.most, self.z3, self.term)] if self.most is not None else [])

    def chosen(self, model: Any) -> Value | None:
        if not self.z3.is_true(model.eval(self.known, model_completion=True)):
            return None
        return number_of(model.eval(self.term, model_completion=True))


class Elapsed:
    """A duration, in minutes of each clock that it is compared on. It is always known: clocks run by themselves."""

    def __init__(self, field: TicketField, clocks: Sequence[str], *, words: Vocabulary, z3: Any, context: Any):
        self.field, self.words, self.z3, self.context = field, words, z3, context
        self.terms = {clock: z3.Real(f"{field.id}@{clock}", context) for clock in clocks}

    def holds(self, comparison: Comparison) -> Term:
        if comparison.op in ("is_null", "not_null") or comparison.number is None:
            return self.z3.BoolVal(comparison.op == "not_null", self.context)
        wanted = amount(comparison.number, self.field, words=self.words)
        return compared(self.terms[clock_of(comparison.number)], comparison.op, wanted, z3=self.z3)

    def bounds(self) -> list[Term]:
        """No clock runs backwards, and none runs faster than one that never stands still."""
        always = [t for c, t in self.terms.items() if c not in self.words.calendars or self._never_closes(c)]
        slower = [term <= fastest for fastest in always[:1] for term in self.terms.values()]
        equal = [term == always[0] for term in always[1:]]
        return [term >= 0 for term in self.terms.values()] + slower + equal

    def _never_closes(self, clock: str) -> bool:
        return self.words.calendars[clock].always_open

    def chosen(self, model: Any) -> Value | None:
        return None

    def minutes(self, model: Any) -> dict[tuple[str, str], float]:
        """The chosen minutes, by field and clock."""
        return {
            (self.field.id, clock): number_of(model.eval(term, model_completion=True))
            for clock, term in self.terms.items()
        }


class Collected:
    """A set of values, known or not."""

    def __init__(self, field: TicketField, values: Sequence[str], *, known: Term, z3: Any, context: Any):
        self.field, self.known, self.z3, self.context = field, known, z3, context
        self.terms = {value: z3.Bool(f"{field.id}:{value}", context) for value in values}

    def holds(self, comparison: Comparison) -> Term:
        op, z3 = comparison.op, self.z3
        if op in ("is_null", "not_null"):
            return self.known if op == "not_null" else z3.Not(self.known)
        inside = [self.terms[value] for value in comparison.values]
        if op == "contains_any":
            return z3.And(self.known, z3.Or(inside))
        if op == "contains_all":
            return z3.And(self.known, z3.And(inside))
        outside = [z3.Not(term) for value, term in self.terms.items() if value not in comparison.values]
        same = z3.And(inside + outside)
        return z3.And(self.known, same if op == "=" else z3.Not(same))

    def bounds(self) -> list[Term]:
        return []

    def chosen(self, model: Any) -> Value | None:
        if not self.z3.is_true(model.eval(self.known, model_completion=True)):
            return None
        z3 = self.z3
        return frozenset(v for v, t in self.terms.items() if z3.is_true(model.eval(t, model_completion=True)))


class Dated:
    """A timestamp, in seconds, known or not."""

    def __init__(self, field: TicketField, *, known: Term, z3: Any, context: Any):
        self.field, self.known, self.z3 = field, known, z3
        self.term = z3.Int(field.id, context)

    def holds(self, comparison: Comparison) -> Term:
        if comparison.op in ("is_null", "not_null"):
            return self.known if comparison.op == "not_null" else self.z3.Not(self.known)
        wanted = (instant(comparison.values[0]) - EPOCH) / timedelta(seconds=1)
        return self.z3.And(self.known, compared(self.term, comparison.op, wanted, z3=self.z3))

    def bounds(self) -> list[Term]:
        # From 1970 to 2200, where calendars can be reckoned with.
        return [self.term >= 0, self.term <= 7_258_118_400]

    def chosen(self, model: Any) -> Value | None:
        if not self.z3.is_true(model.eval(self.known, model_completion=True)):
            return None
        return EPOCH + timedelta(seconds=model.eval(self.term, model_completion=True).as_long())


class Now:
    """The moment, as one of those at which calendars are open and closed in every way in which they ever are."""

    def __init__(self, open_at: Sequence[tuple[datetime, frozenset[str]]], *, z3: Any, context: Any):
        self.open_at, self.z3, self.context = tuple(open_at), z3, context
        self.term = z3.Int("now", context)

    def holds(self, comparison: Comparison) -> Term:
        wanted = [
            self.term == place
            for place, (_, ids) in enumerate(self.open_at)
            if bool(ids & set(comparison.values)) == (comparison.op == "within")
        ]
        return self.z3.Or(wanted) if wanted else self.z3.BoolVal(False, self.context)

    def bounds(self) -> list[Term]:
        return [self.term >= 0, self.term < len(self.open_at)]

    def chosen(self, model: Any) -> Value | None:
        place: int = model.eval(self.term, model_completion=True).as_long()
        return self.open_at[place][0]


def compared(term: Term, op: str, wanted: float, *, z3: Any) -> Term:
    """The comparison of a numeric term with a number."""
    number = exact(wanted, z3, term)
    if op in ("=", "!="):
        return term == number if op == "=" else term != number
    return {"<": term < number, "<=": term <= number, ">": term > number, ">=": term >= number}[op]


def exact(number: float, z3: Any, like: Term) -> Term:
    """The number as the exact fraction that the float is."""
    numerator, denominator = number.as_integer_ratio() if isinstance(number, float) else (number, 1)
    return z3.RatVal(numerator, denominator, like.ctx)


def number_of(value: Any) -> float:
    """The float of a numeral of the solver."""
    fraction = value.as_fraction() if hasattr(value, "as_fraction") else value.as_long()
    return float(fraction)
