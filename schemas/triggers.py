"""Triggers: when a case moves, where to, and who must answer."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.conditions import Comparison
from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience

Family = Literal["time", "skill", "impact", "repeat", "customer_request", "risk", "contract"]


class Trigger(Noun):
    """One row: a conjunction of comparisons. An OR is two rows."""

    id: str
    name: Annotated[str, Prose(6)]
    kind: Literal["functional", "hierarchical", "de_escalation"]
    mode: Literal["automatic", "manual"]
    family: Family
    all_of: tuple[Comparison, ...]
    source: Annotated[str, Refers("receiver", "any")]
    """The id of the tier or role that holds the case, or `any`."""
    to: Annotated[str, Refers("receiver")]
    """The id of the tier, role or partner that receives it."""
    order: int
    """Among triggers that can fire together the smallest order wins."""
    acknowledge_in: Quantity | None
    """How long the receiver has to acknowledge; None only when nothing is promised that it protects."""
    on_lapse: Annotated[str | None, Refers("receiver")]
    """Who is next when nobody acknowledges."""
    protects: Annotated[str | None, Refers("commitment")]
    """The id of the commitment that this trigger keeps, if it is a timer."""
    reason: Annotated[str, Prose(14)]
    """Why."""
    salience: Salience


class Guard(Noun):
    """A case that must not be escalated, and what is done instead."""

    id: str
    source: Annotated[str, Refers("receiver", "any")]
    to: Annotated[str, Refers("receiver", "any")]
    all_of: tuple[Comparison, ...]
    when: Annotated[str, Prose(14)]
    """The same in words."""
    do_instead: Annotated[str, Prose(12)]
    override: Annotated[str, Prose(10)]
    """What lifts the guard."""
    salience: Salience
