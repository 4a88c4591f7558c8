"""No ticket goes up and comes back by rules that are both true of it, and no counter catches the normal path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import COUNTED_ENDS, Space, Undecided, given
from assistant.verify.subject import HOLDER, RESTARTING, Move, Subject
from assistant.verify.tickets import held, moved, name_of, then, told
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, clock_of, truth
from schemas.proofs import Moment

LONGEST_WAY_UP = 3
"""Escalations in a row that are followed when a loop is looked for."""
MOST_NAMED = 4
FOR_GOOD = ("issue_type", "customer_tier", "plan", "language", "region", "channel", "product", "component", "arr")
"""What a ticket is from its first moment to its last."""
COUNTERS = ("bounce_count", "reassign_count", "tiers_visited")


def no_loop(ground: Ground) -> Iterator[Breach | Doubt]:
    """No ticket satisfies a way back and, at once afterwards, a way up to where it came from.

    A trigger on something that happened (a reopening, a contact) has had its turn when it happened, one on a wait
    begins to wait anew, and one from anywhere on what never changes (the issue, the customer) fires once and for all.
    What counts here are the rules about the state that a ticket is in.
    """
    for back in ground.subject.ways_back:
        for holder in _holders(ground.subject, back):
            try:
                loops = list(_loops(ground, back, holder))
            except Undecided as undecided:
                yield Doubt(where=back.where, what=f"{back.id}: {undecided}")
                continue
            if loops:
                yield _told(ground, back, holder, loops=loops)


def _holders(subject: Subject, back: Move) -> tuple[str, ...]:
    if back.source != "any":
        return (back.source,) if back.leaves(back.source) else ()
    return tuple(h for h in subject.receivers if back.leaves(h))


Way = tuple[Move, ...]
Loop = tuple[Way, TicketState]


def _loops(ground: Ground, back: Move, holder: str) -> Iterator[Loop]:
    """The ways up that lead to the holder again, none longer than it must be, each with a ticket that takes it."""
    space, subject = ground.space, ground.subject
    facts = _fresh(subject)
    dead: set[Way] = set()
    live: list[Way] = []
    for length in range(1, LONGEST_WAY_UP + 1):
        for way in _ways_up(_lasting(subject), back.to, holder, length=length):
            if any(set(shorter) <= set(way) for shorter in live) or way[:1] in dead:
                continue
            terms = [space.all_of(m.conditions, _at(facts, place)) for m, place in _places(way, back, holder)]
            ticket = space.find(*terms, space.as_defined, given=facts)
            if ticket is None:
                # What excludes the way back on its first step excludes it on every longer way.
                dead.update({way} if length == 1 else ())
                continue
            live.append(way)
            yield way, ticket


def _lasting(subject: Subject) -> list[Move]:
    """Automatic escalations by the state of a ticket, not by what has happened to it."""
    ups = [m for m in subject.triggers if m.automatic and m not in subject.ways_back]
    return [
        m
        for m in ups
        if not any(c.field.endswith(COUNTED_ENDS) for c in m.conditions)
        and (m.source != "any" or any(c.field not in FOR_GOOD for c in m.conditions))
    ]


def _ways_up(ups: Sequence[Move], start: str, end: str, *, length: int) -> Iterator[tuple[Move, ...]]:
    """The simple ways of so many escalations from one holder to another."""
    if length == 1:
        yield from ((m,) for m in ups if m.leaves(start) and m.to == end)
        return
    for first in ups:
        if first.leaves(start) and first.to != end and first.source != "any":
            yield from ((first, *rest) for rest in _ways_up(ups, first.to, end, length=length - 1))


def _places(way: Iterable[Move], back: Move, holder: str) -> Iterator[tuple[Move, str]]:
    yield back, holder
    place = back.to
    for move in way:
        yield move, place
        place = move.to


def _fresh(subject: Subject) -> TicketState:
    """Clocks that begin anew with every holder stand at nought."""
    clocks = {(c.field, clock_of(c.number)) for c in subject.conditions if c.field in RESTARTING and c.number}
    return given({}, minutes=dict.fromkeys(clocks, 0.0))


def _at(facts: TicketState, holder: str) -> TicketState:
    return given({HOLDER: holder}, minutes=facts.minutes)


def _told(ground: Ground, back: Move, holder: str, *, loops: list[Loop]) -> Breach | Doubt:
    subject, (way, ticket) = ground.subject, loops[0]
    for move, place in _places(way, back, holder):
        here = replace(ticket, values=dict(ticket.values) | {HOLDER: place})
        if not ground.space.agrees(move, here):
            return Doubt(where=back.where, what=f"{move.id}: the solver and the plain evaluator disagree.")
    story: list[Moment] = [held(holder, subject), moved(back, subject), *(moved(m, subject) for m in way)]
    story.append(then(f"Everything that sent it back to {name_of(back.to, subject)} is still true: it goes round."))
    ups = [" and ".join(m.id for m in each) for each, _ in loops]
    listed = ", ".join(ups[:MOST_NAMED]) + (f" and {len(ups) - MOST_NAMED} more" if len(ups) > MOST_NAMED else "")
    return Breach(
        where=back.where,
        what=f"A ticket can satisfy {back.id} and at once {listed}: it is sent back and comes up again.",
        mend=f"Let {back.id} exclude what {listed} ask for, or the other way round.",
        ticket=told(ticket, story, subject=subject, read=(*back.conditions, *(c for m in way for c in m.conditions))),
    )


def caps_spare_the_normal_path(ground: Ground) -> Iterator[Breach | Doubt]:
    """No trigger on a counter fires on a ticket that only went up to its solver and back down."""
    subject, space = ground.subject, ground.space
    path = _longest_path(subject)
    moves = (len(path) - 1) * 2
    for move in subject.triggers:
        counters = [c for c in move.conditions if c.field in COUNTERS]
        if not counters or move in subject.ways_back:
            continue
        try:
            ticket = next(_caught(space, move, counters=counters, tiers=len(path), most=moves), None)
        except Undecided as undecided:
            yield Doubt(where=move.where, what=f"{move.id}: {undecided}")
            continue
        if ticket is None:
            continue
        if not space.agrees(move, ticket):
            yield Doubt(where=move.where, what=f"{move.id}: the solver and the plain evaluator disagree.")
            continue
        story = [held(path[0], subject), *_walked(path, subject, done=_moves_of(ticket))]
        story.append(then(f"{move.id} fires though nobody sent it back or sideways."))
        yield Breach(
            where=move.where,
            what=f"{move.id} catches tickets on their normal way up and back down.",
            mend="Count returns and sideways moves only, with bounce_count of at least one.",
            ticket=told(ticket, story, subject=subject, read=move.conditions),
        )


def _caught(space: Space, move: Move, *, counters: list[Comparison], tiers: int, most: int) -> Iterator[TicketState]:
    """Tickets of the normal path on which the move fires: no bounce, so many moves, so many tiers seen."""
    words = space.subject.words
    for done in range(most + 1):
        values = {"bounce_count": 0.0, "reassign_count": float(done), "tiers_visited": float(min(done + 1, tiers))}
        facts = given({c.field: values[c.field] for c in counters})
        if any(truth(c, facts, words=words) is not True for c in counters):
            continue
        ticket = space.find(space.all_of(move.conditions, facts), given=facts)
        if ticket is not None:
            yield ticket


def _moves_of(ticket: TicketState) -> int:
    done = ticket.values.get("reassign_count", 0.0)
    seen = ticket.values.get("tiers_visited", 1.0)
    return max(int(done) if isinstance(done, float) else 0, int(seen) - 1 if isinstance(seen, float) else 0)


def _walked(path: tuple[str, ...], subject: Subject, *, done: int) -> list[Moment]:
    there_and_back = (*path, *path[-2::-1])
    ways = ["goes up"] * (len(path) - 1) + ["comes back down"] * (len(path) - 1)
    steps = zip(there_and_back[1:], ways, strict=True)
    return [then(f"It {way} to {name_of(to, subject)}.", holder=to) for to, way in steps][:done]


def _longest_path(subject: Subject) -> tuple[str, ...]:
    """The tiers that a ticket may pass on its way up, from the first line to the last tier."""
    return subject.line or ("nobody",)


def _looked_at(subject: Subject) -> str:
    triggers = sum(m.automatic for m in subject.triggers)
    return f"{counted(len(subject.ways_back), 'way')} back against {counted(triggers, 'trigger')}"


PROPERTIES: tuple[Property, ...] = (
    Property(
        id="E04.loop",
        title="No ticket is sent up and back by rules that are both true",
        examine=no_loop,
        looked_at=_looked_at,
    ),
    Property(
        id="E04.cap",
        title="No counter catches the normal path",
        examine=caps_spare_the_normal_path,
        looked_at=lambda subject: (
            counted(sum(any(c.field in COUNTERS for c in m.conditions) for m in subject.triggers), "trigger")
            + " on counters"
        ),
    ),
)
