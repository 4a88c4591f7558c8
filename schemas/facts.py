"""Facts: what is known, and how it came to be known."""

from __future__ import annotations

from schemas.noun import Noun
from schemas.quantity import Origin, Quantity, Unit


class Evidence(Noun):
    """The person's own words."""

    quote: str
    """Verbatim from the message."""
    turn: int
    """The turn it was said in; the first message is turn 1."""


class Fact(Noun):
    """One thing known about the organisation: a number, a text, or both, under one key."""

    slot: str
    """What kind of thing, one of the card's slots, such as `tier.headcount`."""
    subject: str
    """Whose: the id of a tier, an issue type, `enterprise/p1`; empty for the organisation as a whole."""
    number: float | None
    unit: Unit | None
    clock: str | None
    """For a duration: the calendar it runs on, if that was said or inferred."""
    text: str | None
    """A name, a description, or hours in the canonical form."""
    origin: Origin
    evidence: Evidence | None
    """Present when stated."""
    rule: str | None
    """Why this value was taken, when it was inferred or computed (then the formula, after `= `)."""
    low: float | None
    """The least plausible value, when inferred."""
    high: float | None
    """The greatest plausible value, when inferred."""
    confirmed: bool
    """The person has seen it and agreed, or said it."""

    @property
    def key(self) -> str:
        """The fact's id, such as `tier.headcount:t1`."""
        return fact_key(self.slot, self.subject)

    @property
    def quantity(self) -> Quantity | None:
        """The number as a quantity that names this fact as its basis."""
        if self.number is None or self.unit is None:
            return None
        return Quantity(value=self.number, unit=self.unit, clock=self.clock, basis=self.key)


def fact_key(slot: str, subject: str = "") -> str:
    """The id of a fact."""
    return f"{slot}:{subject}" if subject else slot


def stated(
    slot: str,
    subject: str = "",
    *,
    quote: str,
    turn: int,
    number: float | None = None,
    unit: Unit | None = None,
    clock: str | None = None,
    text: str | None = None,
) -> Fact:
    """A fact in the person's words."""
    return Fact(
        slot=slot,
        subject=subject,
        number=number,
        unit=unit,
        clock=clock,
        text=text,
        origin="stated",
        evidence=Evidence(quote=quote, turn=turn),
        rule=None,
        low=None,
        high=None,
        confirmed=True,
    )


def inferred(
    slot: str,
    subject: str = "",
    *,
    rule: str,
    number: float | None = None,
    unit: Unit | None = None,
    clock: str | None = None,
    text: str | None = None,
    low: float | None = None,
    high: float | None = None,
    origin: Origin = "inferred",
) -> Fact:
    """A fact that a rule supplies until the person says otherwise."""
    return Fact(
        slot=slot,
        subject=subject,
        number=number,
        unit=unit,
        clock=clock,
        text=text,
        origin=origin,
        evidence=None,
        rule=rule,
        low=low,
        high=high,
        confirmed=False,
    )
