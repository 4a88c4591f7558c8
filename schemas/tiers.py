"""Tiers, roles and partners: everybody who can receive a case."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity

Salience = Literal[1, 2, 3]
"""1 always in the body, 2 while there is room, 3 in the annex only."""


class Authority(Noun):
    """Something a tier may decide alone."""

    action: Annotated[str, Prose(8)]
    limit: Quantity | None
    """Up to how much; None where the scope is in the action."""


class Seat(Noun):
    """A post that is filled from a tier's heads, and so is missing there."""

    role: Annotated[str, Refers("receiver")]
    """The id of the role that the seat serves."""
    count: Quantity
    hours: Annotated[str, Refers("calendar")]
    """The calendar id in which it is filled."""


class Tier(Noun):
    """A level of the support organisation."""

    id: str
    """Such as t1, in order from the first line up."""
    name: str
    headcount: Quantity | None
    """None only for an external tier."""
    hours: Annotated[str, Refers("calendar")]
    """The calendar id in which it is staffed."""
    scope: Annotated[str, Prose(16)]
    """What it solves."""
    power: Annotated[str, Prose(14)]
    """What it can do that the tier below cannot: access, authority, skill;."""
    owner: Annotated[str, Refers("receiver", "lead")]
    """The id of the role accountable for it."""
    may_decide: tuple[Authority, ...]
    cannot: Annotated[tuple[str, ...], Prose(8)]
    """What it must not do or promise."""
    seats: tuple[Seat, ...]
    exit: Annotated[str, Refers("receiver", "lead")]
    """Who gets a case that it cannot solve: a tier, role or partner; at the top management or an incident role."""


class Role(Noun):
    """A function that one person holds at a time: management, duty, risk, privacy, safety."""

    id: str
    name: str
    """The function's name, never a person's."""
    kind: Literal["management", "duty", "specialist"]
    decides: Annotated[str, Prose(12)]
    """What it decides."""
    hours: Annotated[str, Refers("calendar")]
    """The calendar id in which it can be reached."""
    deputy: Annotated[str, Refers("receiver", "lead")]
    """Who stands in: the id of another role or tier."""
    acknowledges_in: Quantity | None
    """How long it has to acknowledge a page."""
    exit: Annotated[str, Refers("receiver", "resolved", "lead")]
    """Where it hands on: the id of a tier, role or partner, or `resolved`."""
    salience: Salience


class Partner(Noun):
    """An outside organisation that a case may depend on."""

    id: str
    name: str
    owns: Annotated[str, Prose(12)]
    obligation: Quantity | None
    """Its contractual response time; None when there is none."""
    may_talk_to_customer: bool
    contact: Annotated[str, Prose(10)]
    """The team or role to reach there, or that none is named yet."""
    hours: Annotated[str, Refers("calendar")]
    exit: Annotated[str, Refers("receiver", "lead")]
    """Where the case goes when the partner does not deliver: the id of a tier or role."""
