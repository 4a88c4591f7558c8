"""Every ticket that a process can meet, as solver variables, and the search for one that has wanted properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from assistant.verify.laws import NESTED_CLOCKS, clocks_agree, promises_run
from assistant.verify.subject import ALWAYS_READ, HOLDER, Move, Subject
from assistant.verify.timeline import Almanac
from assistant.verify.variables import (
    OTHER,
    Coded,
    Collected,
    Counted,
    Dated,
    Elapsed,
    Now,
    Term,
    Variable,
    exact,
)
from schemas.conditions import Comparison, TicketField
from schemas.evaluation import TicketState, Value, clock_of, fires, truth

ANY_TICKET = TicketState()
LYING = (*NESTED_CLOCKS, "time_in_status", "time_since_update", "sla.first_response.elapsed")
"""Ages that are the same for a ticket that nobody has touched."""
SOURCES_OF_DOUBT = ("form", "survey", "crm", "intake", "agent", "customer")
"""Words in a field's source where a person fills it in, who may not know."""
SCALE = re.compile(r"(-?\d+(?:\.\d+)?) (?:to|-|–) (-?\d+(?:\.\d+)?)")
COUNTED_ENDS = ("_count", "_7d", "_1h", "_visited", "_tickets", "_users", "_accounts", "_quarter")


class Undecided(Exception):
    """The solver did not decide in its time."""


class Space:
    """The tickets of a process. Not to be shared between threads.

    check_ms: time for one question to the solver. remaining_s: seconds left for all of them.
    """

    def __init__(self, subject: Subject, almanac: Almanac, *, check_ms: int, remaining_s: Callable[[], float]):
        import z3

        self.z3: Any = z3
        self.subject, self.almanac = subject, almanac
        self.check_ms, self.remaining_s = check_ms, remaining_s
        self.context = z3.Context()
        self.solver = z3.SimpleSolver(ctx=self.context)
        self.variables: dict[str, Variable] = {}
        self.events: dict[str, Term] = {}
        self._encoded: dict[Comparison, Term] = {}
        self._conjunctions: dict[tuple[str, str], Term] = {}
        for field, comparisons in self._read_fields().items():
            self.variables[field.id] = self._variable(field, comparisons)
        for variable in self.variables.values():
            self.solver.add(*variable.bounds())
        self.solver.add(*promises_run(self), *clocks_agree(self))

    def all_of(self, conditions: Iterable[Comparison], given: TicketState = ANY_TICKET) -> Term:
        """When all comparisons are known to hold, for tickets of which some fields are given."""
        return self._joined(self.z3.Z3_mk_and, [self.holds(c, given) for c in conditions])

    def conjunction(self, move: Move, holder: str) -> Term:
        """When a move's conditions hold on a ticket that this one holds."""
        key = (move.where, holder)
        if key not in self._conjunctions:
            self._conjunctions[key] = self.all_of(move.conditions, given({HOLDER: holder}))
        return self._conjunctions[key]

    def any_of(self, terms: Iterable[Term]) -> Term:
        return self._joined(self.z3.Z3_mk_or, list(terms))

    def _joined(self, join: Any, terms: list[Term]) -> Term:
        """Many terms in one, by the solver's own call: the package's And and Or look at every pair of their sorts."""
        listed = (self.z3.Ast * len(terms))(*(term.as_ast() for term in terms))
        return self.z3.BoolRef(join(self.context.ref(), len(terms), listed), self.context)

    def no(self, term: Term) -> Term:
        return self.z3.Not(term)

    def holds(self, comparison: Comparison, given: TicketState = ANY_TICKET) -> Term:
        """When the comparison is known to hold. A given field is decided without the solver."""
        if comparison.op == "changed_to":
            same = comparison.model_copy(update={"op": "="})
            return self.z3.And(self.events[comparison.field], self.holds(same, given))
        if _is_given(comparison, given):
            known = truth(comparison, given, words=self.subject.words) is True
            return self.z3.BoolVal(known, self.context)
        if comparison not in self._encoded:
            self._encoded[comparison] = self.variables[comparison.field].holds(comparison)
        return self._encoded[comparison]

    @cached_property
    def as_defined(self) -> Term:
        """That no ticket has a lower severity than its definition asks for."""
        severity = self.variables["severity"]
        known = [
            (id, floors) for id, floors in self.subject.floors if id in self.subject.words.fields["severity"].values
        ]
        rules = []
        for id, floors in known:
            at_least = Comparison(field="severity", op=">=", values=(id,), number=None)
            rules.append(self.z3.Or(self.no(self.any_of(self.holds(f) for f in floors)), severity.holds(at_least)))
        return self._joined(self.z3.Z3_mk_and, rules)

    def find(self, *wanted: Term, given: TicketState = ANY_TICKET) -> TicketState | None:
        """A ticket with the wanted properties and the given fields; None when there is none. Raises Undecided."""
        with self._asked((*wanted, *self._fixed(given))) as there_is:
            return self._ticket(self.solver.model(), given) if there_is else None

    def exists(self, *wanted: Term) -> bool:
        """Whether there is a ticket with the wanted properties. Raises Undecided."""
        with self._asked(wanted) as there_is:
            return there_is

    def _fixed(self, given: TicketState) -> Iterator[Term]:
        """That the given fields have their values, for those terms that read them without knowing them given."""
        for id, value in given.values.items():
            variable = self.variables.get(id)
            if isinstance(variable, Coded) and value in variable.values:
                yield variable.term == variable.values.index(str(value)) + 1
            elif isinstance(variable, Counted) and isinstance(value, int | float):
                yield variable.term == exact(float(value), self.z3, variable.term)
        for (id, clock), minutes in given.minutes.items():
            clocks = self.variables.get(id)
            if isinstance(clocks, Elapsed) and clock in clocks.terms:
                yield clocks.terms[clock] == exact(minutes, self.z3, clocks.terms[clock])

    @contextmanager
    def _asked(self, wanted: tuple[Term, ...]) -> Iterator[bool]:
        left_ms = int(self.remaining_s() * 1000)
        if left_ms <= 0:
            raise Undecided("The time for the proofs is used up.")
        self.solver.set("timeout", min(self.check_ms, left_ms))
        self.solver.push()
        try:
            for term in wanted:
                self.z3.Z3_solver_assert(self.context.ref(), self.solver.solver, term.as_ast())
            answer = self.solver.check()
            if answer == self.z3.unknown:
                raise Undecided(f"The solver gave up: {self.solver.reason_unknown()}.")
            yield bool(answer == self.z3.sat)
        finally:
            self.solver.pop()

    def agrees(self, move: Move, ticket: TicketState) -> bool:
        """Whether the plain evaluator, too, lets the move's conditions hold on the ticket."""
        return fires(move.conditions, ticket, words=self.subject.words)

    def _ticket(self, model: Any, given: TicketState) -> TicketState:
        values: dict[str, Value] = {}
        minutes: dict[tuple[str, str], float] = {}
        now: datetime | None = None
        for id, variable in self.variables.items():
            if isinstance(variable, Elapsed):
                minutes |= variable.minutes(model)
                continue
            value = variable.chosen(model)
            if isinstance(variable, Now):
                now = value if isinstance(value, datetime) else None
            elif value is not None:
                values[id] = value
        changed = [id for id, term in self.events.items() if self.z3.is_true(model.eval(term, model_completion=True))]
        return TicketState(
            values=values | dict(given.values),
            minutes=minutes | dict(given.minutes),
            now=given.now or now,
            changed=frozenset(changed),
        )

    def _read_fields(self) -> dict[TicketField, list[Comparison]]:
        fields = self.subject.words.fields
        read: dict[str, list[Comparison]] = {id: [] for id in ALWAYS_READ}
        for comparison in self.subject.conditions:
            read.setdefault(comparison.field, []).append(comparison)
            if comparison.op == "changed_to":
                self.events[comparison.field] = self.z3.Bool(f"{comparison.field} changes", self.context)
        return {fields[id]: comparisons for id, comparisons in read.items()}

    def _variable(self, field: TicketField, comparisons: list[Comparison]) -> Variable:
        z3, context = self.z3, self.context
        if field.kind == "clock":
            return Now(self._open_patterns({v for c in comparisons for v in c.values}), z3=z3, context=context)
        if field.kind == "duration":
            clocks = dict.fromkeys(clock_of(c.number) for c in comparisons if c.number is not None)
            return Elapsed(field, tuple(clocks), words=self.subject.words, z3=z3, context=context)
        known = self._known(field)
        if field.kind in ("number", "percent", "money"):
            least, most = _range(field)
            whole = field.kind == "number" and field.id.endswith(COUNTED_ENDS)
            return Counted(field, least=least, most=most, whole=whole, known=known, z3=z3, context=context)
        if field.kind == "timestamp":
            return Dated(field, known=known, z3=z3, context=context)
        if field.kind == "set":
            return Collected(field, _values(field, comparisons), known=known, z3=z3, context=context)
        unknowable = field.id not in ("severity", "customer_tier", *ALWAYS_READ[3:])
        return Coded(field, _values(field, comparisons), may_be_unknown=unknowable, z3=z3, context=context)

    def _known(self, field: TicketField) -> Term:
        """Whether a number, a set or a timestamp is known: always where a system counts it."""
        asked = field.question is not None or any(word in field.source.casefold() for word in SOURCES_OF_DOUBT)
        if not asked and field.kind in ("number", "percent", "money"):
            return self.z3.BoolVal(True, self.context)
        return self.z3.Bool(f"{field.id} is known", self.context)

    def _open_patterns(self, ids: set[str]) -> list[tuple[datetime, frozenset[str]]]:
        """A moment for every way in which the calendars are open and closed together."""
        seen: dict[frozenset[str], int] = {}
        for edge in self.almanac.edges(sorted(ids)):
            for second in (edge - 60, edge, edge + 60):
                if second >= 0:
                    open_now = frozenset(id for id in ids if self.almanac.timeline(id).open_at(second))
                    seen.setdefault(open_now, second)
        return [(self.almanac.instant(second), open_now) for open_now, second in seen.items()]

    @cached_property
    def untouched(self) -> Term:
        """That a ticket has lain where it is since it came: on one clock all its ages are the same."""
        ages = [variable for id in LYING if isinstance(variable := self.variables.get(id), Elapsed)]
        same = [one.terms[c] == two.terms[c] for one, two in pairwise(ages) for c in one.terms if c in two.terms]
        return self._joined(self.z3.Z3_mk_and, same)

    def of_cell(self, severity: str, customer: str) -> Term:
        """That a ticket is of this severity and this customer tier."""
        pairs = (("severity", severity), ("customer_tier", customer))
        equal = [Comparison(field=field, op="=", values=(value,), number=None) for field, value in pairs]
        return self.z3.And([self.variables[c.field].holds(c) for c in equal])


def given(values: Mapping[str, Value], *, minutes: Mapping[tuple[str, str], float] | None = None) -> TicketState:
    """A ticket of which only these fields are decided."""
    return TicketState(values=dict(values), minutes=dict(minutes or {}))


def _is_given(comparison: Comparison, ticket: TicketState) -> bool:
    if comparison.number is not None and (comparison.field, clock_of(comparison.number)) in ticket.minutes:
        return True
    return comparison.field in ticket.values


def _values(field: TicketField, comparisons: list[Comparison]) -> tuple[str, ...]:
    """The values that a field can have: the declared ones, or those that are spoken of and one more."""
    declared = ("no", "yes") if field.kind == "flag" else field.values
    if declared and field.kind != "reference":
        return declared
    spoken = tuple(dict.fromkeys(v for c in comparisons for v in c.values))
    more = tuple(v for v in spoken if v not in declared)
    return (*declared, *more) if declared else (*more, OTHER)


def _range(field: TicketField) -> tuple[float | None, float | None]:
    if field.kind == "percent":
        return 0.0, None if field.id.startswith("sla.") else 100.0
    scale = SCALE.fullmatch(field.unit.strip()) if field.unit else None
    if scale is not None:
        return float(scale[1]), float(scale[2])
    return (0.0, None) if field.kind == "money" or field.id.endswith(COUNTED_ENDS) else (None, None)
