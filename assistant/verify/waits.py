"""Waits do not grow as the severity or the customer tier rises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, SLA_METRICS, Move, Subject, timing
from assistant.verify.tickets import held, minutes_told, name_of, then, told
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, Value, amount, clock_of, truth
from schemas.numbers import safe_minutes

CELL = ("severity", "customer_tier")


@dataclass(frozen=True, kw_only=True)
class Rise:
    """One and the same ticket, once of a lower and once of a higher severity or customer tier."""

    severity: str
    customer: str
    higher_severity: str
    higher_customer: str

    @property
    def lower(self) -> dict[str, str]:
        return {"severity": self.severity, "customer_tier": self.customer}

    @property
    def higher(self) -> dict[str, str]:
        return {"severity": self.higher_severity, "customer_tier": self.higher_customer}

    @property
    def told(self) -> str:
        """`p1 instead of p2`."""
        changed = self.severity != self.higher_severity
        return (
            f"{self.higher_severity} instead of {self.severity}"
            if changed
            else f"{self.higher_customer} instead of {self.customer}"
        )


def never_longer(ground: Ground) -> Iterator[Breach | Doubt]:
    """When a wait is over for a ticket, the same ticket of a higher severity or customer tier has been taken too."""
    for move in _timers(ground.subject):
        for holder in _holders(ground.subject, move):
            try:
                result = _first_longer(ground, move, holder)
            except Undecided as undecided:
                yield Doubt(where=move.where, what=f"{move.id}: {undecided}")
                break
            if result is not None:
                yield result
                break


def _timers(subject: Subject) -> list[Move]:
    """The triggers that wait a while, and not for everybody alike."""
    return [
        m
        for m in subject.triggers
        if m.automatic
        and m not in subject.ways_back
        and any(c.field in CELL for c in m.conditions)
        and _wait(m, subject)
    ]


def _wait(move: Move, subject: Subject) -> Comparison | None:
    waits = [c for c in move.conditions if timing(c, subject) and c.number is not None and c.number.is_duration]
    return waits[0] if waits else None


def _holders(subject: Subject, move: Move) -> tuple[str, ...]:
    return tuple(h for h in subject.line if move.leaves(h)) or ((move.source,) if move.source != "any" else ())


def _rises(subject: Subject) -> Iterator[Rise]:
    for higher, lower in pairwise(subject.severities):
        for customer in subject.customers:
            yield Rise(severity=lower, customer=customer, higher_severity=higher, higher_customer=customer)
    for higher, lower in pairwise(subject.customers):
        for severity in subject.severities:
            yield Rise(severity=severity, customer=lower, higher_severity=severity, higher_customer=higher)


def _first_longer(ground: Ground, move: Move, holder: str) -> Breach | Doubt | None:
    space, subject = ground.space, ground.subject
    wait = _wait(move, subject)
    if wait is None or wait.number is None:
        return None
    over = wait.model_copy(update={"op": "="})
    for rise in _rises(subject):
        lower = given({HOLDER: holder} | rise.lower)
        if (
            not _comes_here(subject, rise.higher_severity, holder)
            or _excluded(move, lower, subject)
            or not _excluded(move, given({HOLDER: holder} | rise.higher), subject)
        ):
            continue
        higher = _used_up(subject, rise, wait, holder=holder)
        takers = [m for m in subject.triggers if m.automatic and m not in subject.ways_back and m.leaves(holder)]
        left = space.no(space.any_of(space.all_of(m.conditions, higher) for m in takers))
        ticket = space.find(
            space.all_of(move.conditions, lower),
            space.holds(over),
            left,
            space.as_defined,
            space.of_cell(rise.severity, rise.customer),
            space.untouched,
            given=lower,
        )
        if ticket is not None:
            return _breach(ground, move, ticket, wait=wait, rise=rise, higher=higher, takers=takers)
    return None


def _comes_here(subject: Subject, severity: str, holder: str) -> bool:
    """Whether tickets of a severity start with this holder or below it in the line; others skip it on purpose."""
    level = subject.process.severity(severity)
    if level is None or holder not in subject.line or level.entry not in subject.line:
        return level is not None and level.entry == holder
    return subject.line.index(level.entry) <= subject.line.index(holder)


def _excluded(move: Move, cell: TicketState, subject: Subject) -> bool:
    """Whether a move cannot fire in a cell of severity and customer tier."""
    read = [c for c in move.conditions if c.field in CELL and c.op != "changed_to"]
    return any(truth(c, cell, words=subject.words) is not True for c in read)


def _used_up(subject: Subject, rise: Rise, wait: Comparison, *, holder: str) -> TicketState:
    """The higher ticket when the lower one's wait is over: how far its promises are used up by then."""
    if wait.number is None:
        raise AssertionError("a wait has a length")
    minutes = amount(wait.number, subject.words.fields[wait.field], words=subject.words)
    facts: dict[str, Value] = {HOLDER: holder, **rise.higher}
    for commitment in subject.process.frame.commitments:
        target = safe_minutes(commitment.target, subject.clocks)
        ours = (commitment.severity, commitment.customer_tier) == (rise.higher_severity, rise.higher_customer)
        if ours and commitment.metric in SLA_METRICS and 0 < target < float("inf"):
            facts[f"sla.{commitment.metric}.consumed_pct"] = minutes / target * 100
    return given(facts)


def _breach(
    ground: Ground,
    move: Move,
    ticket: TicketState,
    *,
    wait: Comparison,
    rise: Rise,
    higher: TicketState,
    takers: list[Move],
) -> Breach | Doubt:
    subject = ground.subject
    raised = TicketState(
        values=dict(ticket.values) | dict(higher.values),
        minutes=ticket.minutes,
        now=ticket.now,
        changed=ticket.changed,
    )
    firing = next((m for m in takers if ground.space.agrees(m, raised)), None)
    if firing is not None or not ground.space.agrees(move, ticket):
        return Doubt(where=move.where, what=f"{move.id}: the solver and the plain evaluator disagree.")
    holder = str(ticket.values[HOLDER])
    length = (
        minutes_told(amount(wait.number, subject.words.fields[wait.field], words=subject.words)) if wait.number else ""
    )
    clock = clock_of(wait.number) if wait.number else ""
    story = (
        held(holder, subject),
        then(f"After {length} of {clock}, {move.id} takes it to {name_of(move.to, subject)}."),
        then(f"Were it {rise.told}, with all else the same, nothing would have taken it by then."),
    )
    return Breach(
        where=move.where,
        what=f"A ticket waits longer as {rise.told}: {move.id} takes only the lower one after {length}.",
        mend="Let the higher severity or customer tier wait no longer than the lower.",
        ticket=told(ticket, story, subject=subject, read=move.conditions),
    )


PROPERTIES = (
    Property(
        id="E15.waits",
        title="Waits do not grow as severity or customer tier rises",
        examine=never_longer,
        looked_at=lambda subject: counted(len(_timers(subject)), "wait") + " that severity or customer tier decide",
        is_absence=True,
    ),
)
