"""Triggers that can fire together and send a ticket to different places have a decided order."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.properties import MOST, Breach, Doubt, Ground, Property
from assistant.verify.space import Undecided, given
from assistant.verify.subject import HOLDER, Move
from assistant.verify.tickets import held, name_of, then, told
from assistant.verify.triggers import holders_of, rows


def ordered(ground: Ground) -> Iterator[Breach | Doubt]:
    """Two triggers that can fire together and send a ticket to different places have a decided order."""
    by_order: dict[int, list[Move]] = {}
    for move in ground.subject.triggers:
        by_order.setdefault(move.order, []).append(move)
    found = 0
    for moves in by_order.values():
        for place, one in enumerate(moves):
            for other in moves[place + 1 :]:
                if found > MOST:
                    return
                try:
                    result = _together(ground, one, other)
                except Undecided as undecided:
                    yield Doubt(where=other.where, what=f"{one.id} and {other.id}: {undecided}")
                    return
                if result is not None:
                    found += 1
                    yield result


def _together(ground: Ground, one: Move, other: Move) -> Breach | Doubt | None:
    if one.to == other.to or (one.source != other.source and "any" not in (one.source, other.source)):
        return None
    space, subject = ground.space, ground.subject
    specific = one if one.source != "any" else other
    for holder in holders_of(subject, specific):
        if not (one.leaves(holder) and other.leaves(holder)):
            continue
        at = given({HOLDER: holder})
        ticket = space.find(
            space.all_of(one.conditions, at), space.all_of(other.conditions, at), space.as_defined, given=at
        )
        if ticket is None:
            continue
        if not (space.agrees(one, ticket) and space.agrees(other, ticket)):
            return Doubt(where=other.where, what=f"{one.id}: the solver and the plain evaluator disagree.")
        ways = f"{one.id} to {name_of(one.to, subject)} and {other.id} to {name_of(other.to, subject)}"
        story = (held(holder, subject), then(f"Both fire with order {one.order}: {ways}. Nothing says which one wins."))
        return Breach(
            where=other.where,
            what=f"{one.id} and {other.id} can fire together, send the ticket to different places, and have one order.",
            mend="Give one of them a smaller order.",
            ticket=told(ticket, story, subject=subject, read=(*one.conditions, *other.conditions)),
        )
    return None


PROPERTIES = (
    Property(id="E12.order", title="Triggers that can fire together have an order", examine=ordered, looked_at=rows),
)
