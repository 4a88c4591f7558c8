"""One row of the trigger table, and the comparisons it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.models.offline.cast import Cast
from schemas.calendar import ALWAYS
from schemas.conditions import Comparison
from schemas.quantity import Quantity, Unit, proposal
from schemas.tiers import Salience
from schemas.triggers import Family, Trigger

ANSWERED = "answer_given"
"""Whether who was asked has answered: rows that wait for an answer ask for no, the way back asks for yes."""
UNANSWERED = Comparison(field=ANSWERED, op="=", values=("no",), number=None)


def row(
    cast: Cast,
    id: str,
    *,
    family: Family,
    all_of: Iterable[Comparison],
    to: str,
    source: str = "any",
    key: str | None = None,
    kind: Literal["functional", "hierarchical"] = "functional",
    mode: Literal["automatic", "manual"] = "automatic",
    ack: Quantity | None = None,
    on_lapse: str | None = None,
    salience: Salience = 2,
    **names: str,
) -> Trigger:
    words, key = cast.setting.words, key or id
    name, _, reason = words.say(f"rules.triggers.{key}", **names).partition(" | ")
    lapse = on_lapse or cast.manager
    return Trigger(
        id=id,
        name=name,
        kind=kind,
        mode=mode,
        family=family,
        all_of=tuple(all_of),
        source=source,
        to=to,
        order=0,
        acknowledge_in=ack or cast.ack_at(1),
        on_lapse=lapse if lapse != to else cast.head if cast.head != to else cast.executive,
        protects=None,
        reason=reason,
        salience=salience,
    )


def is_(field: str, *values: str) -> Comparison:
    """The field is one of the values."""
    return Comparison(field=field, op="=" if len(values) == 1 else "in", values=values, number=None)


def at_least(field: str, value: float, unit: Unit = "count", clock: str | None = None) -> Comparison:
    """The field has reached a proposed number."""
    return Comparison(field=field, op=">=", values=(), number=proposal(value, unit, clock))


def lapse_of(cast: Cast, to: str, *, ack: Quantity | None = None) -> str:
    """Who is next when a receiver does not acknowledge: a tier's lead, else the manager on duty.

    ack: the time to acknowledge; where it runs around the clock a lead, who keeps office hours, is no help.
    """
    around_the_clock = (ack or cast.ack_at(1)).clock == ALWAYS
    return cast.lead(to) if not around_the_clock and any(t.id == to for t in cast.tiers) else cast.manager
