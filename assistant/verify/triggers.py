"""Every trigger can fire, and none is a copy of another or always comes too late."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.properties import MOST, Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, Move, Subject, timing
from assistant.verify.tickets import held, moved, name_of, then, told, worded
from assistant.verify.variables import Term
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, fires
from schemas.numbers import clock_minutes
from schemas.proofs import CounterTicket
from schemas.quantity import Quantity

JUST = 1e-3
"""A moment before or after a threshold, in minutes or percent."""


def can_fire(ground: Ground) -> Iterator[Breach | Doubt]:
    """Every trigger and alarm has a ticket on which it fires."""
    for move in ground.subject.moves:
        if move.kind == "way_back":
            continue
        try:
            if move.source == move.to or not _is_met(ground, move):
                yield _dead(ground, move)
        except Undecided as undecided:
            yield Doubt(where=move.where, what=f"{move.id}: {undecided}")


def _is_met(ground: Ground, move: Move) -> bool:
    holders = holders_of(ground.subject, move)
    return any(ground.space.exists(ground.space.conjunction(move, holder)) for holder in holders)


def witness(ground: Ground, move: Move) -> TicketState | None:
    """A ticket on which the move fires; None when there is none."""
    for holder in holders_of(ground.subject, move):
        at = given({HOLDER: holder})
        found = ground.space.find(ground.space.conjunction(move, holder), given=at)
        if found is not None:
            return found
    return None


def holders_of(subject: Subject, move: Move) -> tuple[str, ...]:
    """Who may hold a ticket that the move takes away: for `any` the tiers and wherever tickets start."""
    if move.source != "any":
        return (move.source,) if move.leaves(move.source) else ()
    starts = (*subject.line, *(s.entry for s in subject.process.frame.severities))
    return tuple(h for h in dict.fromkeys(starts) if move.leaves(h) and h in subject.receivers)


def _dead(ground: Ground, move: Move) -> Breach:
    subject, space = ground.subject, ground.space
    if move.source == move.to:
        ticket = space.find(space.all_of(move.conditions)) or TicketState()
        last = then(f"{move.id} would give it to {name_of(move.to, subject)}, who holds it already.")
        story = (held(move.source, subject), last)
        what = f"{move.id} moves a ticket to who holds it already."
        return _useless(move, what, told(ticket, story, subject=subject, read=move.conditions))
    nearest, wanted = TicketState(), "all its conditions at once"
    at = given({HOLDER: move.source}) if move.source != "any" else given({})
    for missing in move.conditions:
        kept = [c for c in move.conditions if c is not missing]
        found = space.find(space.all_of(kept, at), given=at)
        if found is not None:
            nearest, wanted = found, worded(missing)
            break
    last = then(f"{move.id} does not fire: it also wants {wanted}, which is never so together with the rest.")
    begin = (held(move.source, subject),) if move.source != "any" else ()
    what = f"{move.id} can never fire: {' and '.join(map(worded, move.conditions))} is never true."
    return _useless(move, what, told(nearest, (*begin, last), subject=subject, read=move.conditions))


def _useless(move: Move, what: str, ticket: CounterTicket) -> Breach:
    return Breach(where=move.where, what=what, mend="Mend its conditions, or drop it.", ticket=ticket)


def no_copies(ground: Ground) -> Iterator[Breach | Doubt]:
    """No two triggers say the same: the same way under conditions that always hold together."""
    alike: dict[tuple[str, str, bool, frozenset[str]], list[Move]] = {}
    for move in ground.subject.triggers:
        key = (move.source, move.to, move.automatic, frozenset(c.field for c in move.conditions))
        alike.setdefault(key, []).append(move)
    for moves in alike.values():
        if len(moves) > 1:
            yield from _copies_among(ground, moves)


def _copies_among(ground: Ground, moves: list[Move]) -> Iterator[Breach | Doubt]:
    seen: list[tuple[Move, TicketState]] = []
    for move in moves:
        try:
            ticket = witness(ground, move)
            if ticket is None:
                continue
            twin = next((m for m, t in seen if _same(ground, (m, t), (move, ticket))), None)
        except Undecided as undecided:
            yield Doubt(where=move.where, what=f"{move.id}: {undecided}")
            continue
        seen.append((move, ticket))
        if twin is not None:
            first = moved(twin, ground.subject)
            last = then(f"{move.id} would do the same and never gets its turn.")
            yield Breach(
                where=move.where,
                what=f"{move.id} says the same as {twin.id}.",
                mend=f"Drop one of {twin.id} and {move.id}, or let their conditions differ.",
                ticket=told(ticket, (first, last), subject=ground.subject, read=move.conditions),
            )


def _same(ground: Ground, one: tuple[Move, TicketState], other: tuple[Move, TicketState]) -> bool:
    words, space = ground.subject.words, ground.space
    (first, its), (second, ours) = one, other
    # Most pairs differ on the tickets that are known already.
    if not fires(first.conditions, ours, words=words) or not fires(second.conditions, its, words=words):
        return False
    left, right = space.all_of(first.conditions), space.all_of(second.conditions)
    return not space.exists(left, space.no(right)) and not space.exists(right, space.no(left))


def not_preceded(ground: Ground) -> Iterator[Breach | Doubt]:
    """Every trigger has a ticket on which no other one is always faster."""
    found = 0
    for move in ground.subject.triggers:
        if found > MOST:
            return
        try:
            breach = _preceded(ground, move)
        except Undecided as undecided:
            yield Doubt(where=move.where, what=f"{move.id}: {undecided}")
            continue
        if breach is not None:
            found += 1
            yield breach


def _preceded(ground: Ground, move: Move) -> Breach | Doubt | None:
    """None when the move gets its turn with one of those who may hold the ticket, or can never fire at all."""
    space, shown = ground.space, None
    for holder in holders_of(ground.subject, move):
        at = given({HOLDER: holder})
        here = [space.all_of(move.conditions, at), _first_moment(ground, move)]
        paired = [(other, _faster(ground, other, move, holder)) for other in ground.subject.triggers]
        faster = [(other, term) for other, term in paired if term is not None]
        if space.exists(*here, space.no(space.any_of(t for _, t in faster))):
            return None
        if shown is None:
            shown = _shown(ground, move, holder=holder, here=here, faster=faster)
    return shown


def _faster(ground: Ground, other: Move, move: Move, holder: str) -> Term | None:
    """When the other takes the ticket away from the holder before the move can; None when it never does."""
    if other is move or not other.automatic or not other.leaves(holder):
        return None
    wait = _wait(ground.subject, move)
    if wait is None:
        return ground.space.conjunction(other, holder) if other.order < move.order else None
    if all(c.field != wait.field for c in other.conditions):
        # It had its turn before the wait began, and a ticket that comes back waits all the same.
        return None if _may_return(ground.subject, other.to, holder) else ground.space.conjunction(other, holder)
    if other.order < move.order:
        return ground.space.conjunction(other, holder)
    return ground.space.all_of(_a_moment_ago(ground.subject, other, wait.field), given({HOLDER: holder}))


def _may_return(subject: Subject, gone_to: str, holder: str) -> bool:
    """Whether some rule takes a ticket from there to the holder."""
    return any(m.to == holder and m.source in ("any", gone_to) and m.kind != "call" for m in subject.moves)


def _a_moment_ago(subject: Subject, move: Move, field: str) -> list[Comparison]:
    """Conditions that hold now if the move's held a moment ago, when the field's clocks stood a little lower."""
    return [
        c.model_copy(update={"number": _raised(c.number, subject)}) if c.field == field and c.number is not None else c
        for c in move.conditions
    ]


def _raised(number: Quantity, subject: Subject) -> Quantity:
    one = clock_minutes(number.model_copy(update={"value": 1.0}), subject.clocks) if number.is_duration else 1.0
    return number.model_copy(update={"value": number.value + JUST / one})


def _wait(subject: Subject, move: Move) -> Comparison | None:
    """The one wait of a move; None where there is none, or more than one."""
    waits = [c for c in move.conditions if timing(c, subject)]
    if len(waits) != 1 or waits[0].number is None or waits[0].number.value <= 0:
        return None
    return waits[0]


def _first_moment(ground: Ground, move: Move) -> Term:
    """That the move's wait is over just now."""
    wait = _wait(ground.subject, move)
    if wait is None or wait.number is None:
        return ground.space.all_of(())
    over = wait.number if wait.op == ">=" else _raised(wait.number, ground.subject)
    return ground.space.holds(wait.model_copy(update={"op": "=", "number": over}))


def _shown(
    ground: Ground, move: Move, *, holder: str, here: list[Term], faster: list[tuple[Move, Term]]
) -> Breach | Doubt | None:
    """A ticket that the move should take and another takes, if possible one only; checked without the solver."""
    subject, space, at = ground.subject, ground.space, given({HOLDER: holder})
    ticket = None
    for other, term in faster:
        alone = space.no(space.any_of(t for o, t in faster if o is not other))
        ticket = space.find(*here, term, alone, space.as_defined, given=at)
        if ticket is not None:
            break
    ticket = ticket or space.find(*here, space.as_defined, given=at) or space.find(*here, given=at)
    if ticket is None:
        return None
    soon = _before(subject, move, ticket)
    early = [o for o, _ in faster if soon is not None and space.agrees(o, soon)]
    first = next(iter(early), None) or next((o for o, _ in faster if space.agrees(o, ticket)), None)
    if first is None or not space.agrees(move, ticket):
        return Doubt(where=move.where, what=f"{move.id}: the solver and the plain evaluator disagree.")
    when = "before its wait is over" if early else "in the same moment, by its smaller order"
    better = f"Let {move.id} wait less than" if early else f"Put {move.id} before"
    story = (
        held(holder, subject),
        then(f"{first.id} takes it to {name_of(first.to, subject)} {when}.", holder=first.to),
        then(f"{move.id} never gets its turn."),
    )
    return Breach(
        where=move.where,
        what=f"{move.id} never gets its turn: whenever it could fire, a faster trigger takes the ticket,"
        f" here {first.id}.",
        mend=f"{better} {first.id}, narrow {first.id}, or drop {move.id}.",
        ticket=told(ticket, story, subject=subject, read=(*move.conditions, *first.conditions)),
    )


def _before(subject: Subject, move: Move, ticket: TicketState) -> TicketState | None:
    """The ticket a moment before the move's wait is over."""
    wait = _wait(subject, move)
    if wait is None:
        return None
    values, minutes = dict(ticket.values), dict(ticket.minutes)
    for key in minutes:
        minutes[key] -= JUST if key[0] == wait.field else 0
    share = values.get(wait.field)
    if isinstance(share, float):
        values[wait.field] = share - JUST
    return TicketState(values=values, minutes=minutes, now=ticket.now, changed=ticket.changed)


def rows(subject: Subject) -> str:
    """What was looked at."""
    return f"{counted(len(subject.triggers), 'trigger')} and {counted(len(subject.process.alarms), 'alarm')}"


PROPERTIES = (
    Property(id="E12.dead", title="Every trigger can fire", examine=can_fire, looked_at=rows),
    Property(id="E12.copies", title="No trigger is a copy of another", examine=no_copies, looked_at=rows),
    Property(id="E12.shadowed", title="No trigger always comes after another", examine=not_preceded, looked_at=rows),
)
