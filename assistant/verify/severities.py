"""Severity definitions: every ticket gets one, and every one is given to some ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided
from assistant.verify.subject import Subject
from assistant.verify.tickets import then, told, worded
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, truth
from schemas.proofs import CounterTicket, Moment

OWN_WORDS = "severity"
"""The field that a definition must not read: it is what is being defined."""


def total(ground: Ground) -> Iterator[Breach | Doubt]:
    """Every ticket meets a floor, or falls to a lowest severity that asks for nothing."""
    subject, space = ground.subject, ground.space
    floors = subject.floors
    if not floors or not subject.process.frame.severities[-1].floors:
        return
    everything = [f for _, listed in floors for f in listed]
    ticket = space.find(space.no(space.any_of(space.holds(f) for f in everything)))
    if ticket is None:
        return
    if any(_met(f, ticket, subject) for f in everything):
        yield Doubt(where="/frame/severities", what="The solver and the plain evaluator disagree.")
        return
    last = len(floors) - 1
    story = (then("It meets no floor of any severity, so nobody knows which one it has."),)
    yield Breach(
        where=f"/frame/severities/{last}/floors",
        what="There are tickets that meet the definition of no severity.",
        mend=f"Let {floors[last][0]} take the rest: give it no floors.",
        ticket=_shown(ticket, story, subject, read=everything),
    )


def each_is_reached(ground: Ground) -> Iterator[Breach | Doubt]:
    """Every severity is given to some ticket, and every floor decides about some ticket.

    They are read from the top, so they are disjoint; a floor that a higher severity takes away says something false.
    """
    subject, space = ground.subject, ground.space
    above: list[Comparison] = []
    for place, (id, floors) in enumerate(subject.floors):
        for floor in floors:
            if floor.field == OWN_WORDS:
                continue
            number = subject.process.frame.severities[place].floors.index(floor)
            where = f"/frame/severities/{place}/floors/{number}"
            try:
                nothing_above = space.no(space.any_of(space.holds(f) for f in above))
                if space.find(space.holds(floor), nothing_above) is not None:
                    continue
                ticket = space.find(space.holds(floor)) or TicketState()
            except Undecided as undecided:
                yield Doubt(where=where, what=f"{id}: {undecided}")
                continue
            yield _taken_away(subject, id, floor, where=where, above=above, ticket=ticket)
        above += floors


def _taken_away(
    subject: Subject, id: str, floor: Comparison, *, where: str, above: list[Comparison], ticket: TicketState
) -> Breach | Doubt:
    met = next((f for f in above if _met(f, ticket, subject)), None)
    if met is None:
        never = (then(f"It would be {id} by {worded(floor)}, which is never true."),)
        what = f"The floor {worded(floor)} of {id} is never met."
        return Breach(
            where=where, what=what, mend="Mend the floor.", ticket=_shown(ticket, never, subject, read=(floor,))
        )
    if not _met(floor, ticket, subject):
        return Doubt(where=where, what=f"{id}: the solver and the plain evaluator disagree.")
    higher = next(s for s, listed in subject.floors if met in listed)
    story = (
        then(f"It meets {worded(floor)}, which makes it at least {id}."),
        then(f"It also meets {worded(met)}, which makes it {higher}: so does every such ticket."),
    )
    return Breach(
        where=where,
        what=f"Whatever meets {worded(floor)} of {id} is {higher} already: {id} is never given for it.",
        mend=f"Drop the floor, or let {higher} ask for more.",
        ticket=_shown(ticket, story, subject, read=(floor, met)),
    )


def _met(floor: Comparison, ticket: TicketState, subject: Subject) -> bool:
    return truth(floor, ticket, words=subject.words) is True


def _shown(
    ticket: TicketState, story: tuple[Moment, ...], subject: Subject, *, read: Iterable[Comparison]
) -> CounterTicket:
    values = {id: value for id, value in ticket.values.items() if id != OWN_WORDS}
    return told(TicketState(values=values, minutes=ticket.minutes, now=ticket.now), story, subject=subject, read=read)


def _looked_at(subject: Subject) -> str:
    floors = sum(len(listed) for _, listed in subject.floors)
    return f"{len(subject.floors)} severities with {counted(floors, 'floor')}"


PROPERTIES = (
    Property(
        id="E21.total",
        title="Every ticket has a severity",
        examine=total,
        looked_at=_looked_at,
        needs_every_row=False,
    ),
    Property(
        id="E21.reached",
        title="No severity is taken away by a higher one",
        examine=each_is_reached,
        looked_at=_looked_at,
        needs_every_row=False,
    ),
)
