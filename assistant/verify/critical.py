"""Critical classes skip the line: the top severity, security, legal and safety."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.verify.properties import Breach, Doubt, Ground, Property
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, RESTARTING, Move, Subject, timing
from assistant.verify.tickets import held, moved, name_of, then, told
from assistant.verify.variables import Term
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, clock_of
from schemas.proofs import Moment

CLASSES = (
    ("security", ("security_flag", "privacy_flag")),
    ("legal", ("legal_flag", "regulator_flag")),
    ("safety", ("safety_flag",)),
)


@dataclass(frozen=True, kw_only=True)
class Critical:
    """A class of tickets that must not wait in the line."""

    name: str
    mark: Comparison
    """What makes a ticket one of it."""


def skips_the_line(ground: Ground) -> Iterator[Breach | Doubt]:
    """A critical ticket in the first line is taken at once, and not just one tier up by a rule that never asks why.

    Where a question at intake pages somebody for the class, it has skipped the line already.
    """
    subject = ground.subject
    if not subject.line:
        return
    for critical in _classes(subject):
        try:
            yield from _examined(ground, critical)
        except Undecided as undecided:
            yield Doubt(where="/rules/triggers", what=f"{critical.name}: {undecided}")


def _classes(subject: Subject) -> Iterator[Critical]:
    """The top severity unless it starts beyond the first line, and each flag that the process or the brief knows."""
    top = subject.process.frame.severities[0] if subject.process.frame.severities else None
    if top is not None and len(subject.line) > 1 and top.entry == subject.line[0]:
        mark = Comparison(field="severity", op="=", values=(top.id,), number=None)
        yield Critical(name=f"{top.name} ticket", mark=mark)
    for name, flags in CLASSES:
        known = [f for f in flags if f in subject.words.fields]
        hazards = [f.text or "" for f in subject.brief.under("issue.hazard")] if subject.brief else []
        for flag in known:
            mark = Comparison(field=flag, op="=", values=("yes",), number=None)
            yield Critical(name=f"{flag.removesuffix('_flag')} ticket", mark=mark)
        if known:
            continue
        if name == "security" or any(name in text for text in hazards):
            yield Critical(name=f"{name} ticket", mark=Comparison(field=flags[0], op="=", values=("yes",), number=None))


def _examined(ground: Ground, critical: Critical) -> Iterator[Breach | Doubt]:
    space, subject = ground.space, ground.subject
    first = subject.line[0]
    if any(q.field == critical.mark.field and q.pages for q in subject.process.rules.screening_questions):
        return
    if not _is_read(subject, critical):
        yield _nobody(subject, critical)
        return
    facts = given({HOLDER: first, critical.mark.field: critical.mark.values[0]}, minutes=_arrived(subject))
    takers = [m for m in subject.triggers if m.automatic and m not in subject.ways_back and m.leaves(first)]
    along: list[Term] = []
    taken = space.any_of(())
    for move in takers:
        here = space.all_of(move.conditions, facts)
        if _goes_along_the_line(subject, move, critical):
            along.append(space.z3.And(here, space.no(taken)))
        taken = space.z3.Or(taken, here)
    ticket = space.find(space.any_of(along), space.as_defined, given=facts)
    if ticket is None:
        ticket = space.find(space.no(taken), space.as_defined, given=facts)
    if ticket is not None:
        yield _confirmed(ground, critical, ticket, takers=takers)


def _is_read(subject: Subject, critical: Critical) -> bool:
    """Whether an automatic trigger asks for the class."""
    return any(m.automatic and any(c.field == critical.mark.field for c in m.conditions) for m in subject.triggers)


def _nobody(subject: Subject, critical: Critical) -> Breach:
    first = subject.line[0]
    ticket = given({critical.mark.field: critical.mark.values[0]})
    last = then(f"No trigger and no question asks for it, so nobody is called because it is a {critical.name}.")
    return Breach(
        where="/rules/triggers",
        what=f"Nobody answers for a {critical.name}: no automatic trigger reads {critical.mark.field}.",
        mend=f"Add an automatic trigger from `any` on {critical.mark.field} = {critical.mark.values[0]} straight to who"
        " decides it.",
        ticket=told(ticket, (held(first, subject), last), subject=subject, fields=(critical.mark.field,)),
    )


def _goes_along_the_line(subject: Subject, move: Move, critical: Critical) -> bool:
    """Whether it only takes the ticket to the next tier, and not because of its class."""
    return (
        len(subject.line) > 2
        and move.to == subject.line[1]
        and all(c.field != critical.mark.field for c in move.conditions)
    )


def _arrived(subject: Subject) -> dict[tuple[str, str], float]:
    """A ticket that has just come: every clock stands at nought."""
    fields = {c.field for c in subject.conditions if timing(c, subject)} | set(RESTARTING)
    return {
        (c.field, clock_of(c.number)): 0.0
        for c in subject.conditions
        if c.number is not None and c.number.is_duration and c.field in fields
    }


def _confirmed(ground: Ground, critical: Critical, ticket: TicketState, *, takers: list[Move]) -> Breach | Doubt:
    winner = next((m for m in takers if ground.space.agrees(m, ticket)), None)
    if winner is not None and not _goes_along_the_line(ground.subject, winner, critical):
        return Doubt(where="/rules/triggers", what=f"{critical.name}: the solver and the plain evaluator disagree.")
    return _breach(ground, critical, ticket, winner=winner)


def _breach(ground: Ground, critical: Critical, ticket: TicketState, *, winner: Move | None) -> Breach:
    subject = ground.subject
    first = subject.line[0]
    if winner is None:
        last = then(f"Nothing takes it away: it waits in the queue of {name_of(first, subject)}.")
        story: tuple[Moment, ...] = (held(first, subject), last)
        what = f"A {critical.name} that comes to {name_of(first, subject)} waits there like any other."
    else:
        last = then(f"It now waits in the queue of {name_of(winner.to, subject)}, the next tier in the line.")
        story = (held(first, subject), moved(winner, subject), last)
        what = f"A {critical.name} can be taken by {winner.id} and passes the tiers one after the other."
    return Breach(
        where=winner.where if winner else "/rules/triggers",
        what=what,
        mend=f"Add an automatic trigger from `any` on {critical.mark.field} = {critical.mark.values[0]}, with a smaller"
        " order than all others, straight to who decides it.",
        ticket=told(
            ticket,
            story,
            subject=subject,
            read=winner.conditions if winner else (),
            fields=(critical.mark.field,),
        ),
    )


PROPERTIES = (
    Property(
        id="E08.line",
        title="Critical tickets skip the line",
        examine=skips_the_line,
        looked_at=lambda subject: ", ".join(c.name for c in _classes(subject)) or "no critical class",
        is_absence=True,
    ),
)
