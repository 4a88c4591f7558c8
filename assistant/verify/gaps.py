"""No ticket stays for good with a tier that cannot solve it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.laws import has_promise
from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, Move, Subject, timing
from assistant.verify.tickets import held, name_of, then, told
from assistant.verify.variables import Counted, Elapsed, Term
from schemas.evaluation import TicketState, amount, clock_of

LONG = 2.0
"""So many times the longest wait is long enough for every wait to be over."""


def every_ticket_moves_on(ground: Ground) -> Iterator[Breach | Doubt]:
    """Of every severity, customer tier and issue type, at every hour: what a tier cannot solve is taken further.

    Every wait is taken as over, everything else as it is worst. The last tier hands on by its exit.
    """
    subject = ground.subject
    for holder in subject.line[:-1]:
        try:
            ticket = _left_lying(ground, holder)
        except Undecided as undecided:
            yield Doubt(where="/rules/triggers", what=f"{name_of(holder, subject)}: {undecided}")
            continue
        if ticket is None:
            continue
        firing = [m for m in _takers(subject, holder) if ground.space.agrees(m, ticket)]
        if firing:
            yield Doubt(where="/rules/triggers", what=f"{firing[0].id}: the solver and the plain evaluator disagree.")
            continue
        name = name_of(holder, subject)
        last = then(f"{name} cannot solve it, every wait is over, and no trigger fires: it stays there.")
        yield Breach(
            where="/rules/triggers",
            what=f"A ticket that {name} cannot solve is never taken further.",
            mend=f"Add a trigger with source {holder} on the time that a ticket has spent there.",
            ticket=told(ticket, (held(holder, subject), last), subject=subject),
        )


def _takers(subject: Subject, holder: str) -> list[Move]:
    """What takes a ticket further without anybody's judgement: triggers up, and alarms, which call somebody."""
    return [m for m in subject.moves if m.automatic and m not in subject.ways_back and m.leaves(holder)]


def _left_lying(ground: Ground, holder: str) -> TicketState | None:
    space, at = ground.space, given({HOLDER: holder})
    takers = [space.conjunction(m, holder) for m in _takers(ground.subject, holder)]
    return space.find(space.no(space.any_of(takers)), _all_waits_over(ground), space.as_defined, given=at)


def _all_waits_over(ground: Ground) -> Term:
    space, subject = ground.space, ground.subject
    longest: dict[str, float] = {}
    for comparison in subject.conditions:
        if comparison.number is not None and timing(comparison, subject):
            minutes = amount(comparison.number, subject.words.fields[comparison.field], words=subject.words)
            longest[comparison.field] = max(longest.get(comparison.field, 1.0), minutes)
    terms = []
    for comparison in subject.conditions:
        if comparison.field not in longest or comparison.number is None:
            continue
        variable = space.variables[comparison.field]
        if isinstance(variable, Elapsed):
            terms.append(variable.terms[clock_of(comparison.number)] >= int(longest[comparison.field] * LONG) + 1)
        elif isinstance(variable, Counted):
            over = variable.term >= int(longest[comparison.field] * LONG) + 1
            terms.append(space.z3.Or(over, space.no(has_promise(space, comparison.field.split(".")[1]))))
    return space.z3.And(terms) if terms else space.z3.BoolVal(True, space.context)


def _cells(subject: Subject) -> str:
    cells = max(1, len(subject.severities)) * max(1, len(subject.customers)) * max(1, len(subject.issues))
    return f"{counted(cells, 'cell')} of severity, customer tier and issue type at {len(subject.line[:-1])} tiers"


PROPERTIES = (
    Property(
        id="E13.gap",
        title="Every ticket that a tier cannot solve is taken further",
        examine=every_ticket_moves_on,
        looked_at=_cells,
        is_absence=True,
    ),
)
