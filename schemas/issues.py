"""Issue types: where each starts, who solves it, what evidence it needs."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience


class EvidenceField(Noun):
    """One field that the receiving tier needs filled."""

    field: Annotated[str, Refers("field")]
    """The id of a declared field."""
    how: Annotated[str, Prose(6)]
    """Format or unit."""
    waived_at: Annotated[tuple[str, ...], Refers("severity")]
    """Severities at which the case moves without it."""


class FirstStep(Noun):
    """Something the first line does, or must not do, before a case moves."""

    tier: Annotated[str, Refers("receiver")]
    act: Annotated[str, Prose(8)]
    forbidden: bool


class IssueType(Noun):
    """A kind of issue named in the brief."""

    id: str
    name: str
    entry: Annotated[str, Refers("receiver")]
    """The tier where it starts."""
    resolver: Annotated[str, Refers("receiver")]
    """The tier, role or partner that solves it."""
    evidence: tuple[EvidenceField, ...]
    first_steps: tuple[FirstStep, ...]
    escalate_when: Annotated[str, Prose(14)]
    """The objective limit."""
    salience: Salience


class ExternalDeadline(Noun):
    """A deadline that somebody outside sets: a filing, a payout, a flight."""

    name: str
    field: Annotated[str, Refers("field")]
    """The timestamp field that holds it."""
    set_by: Annotated[str, Prose(8)]
    lead_times: tuple[Quantity, ...]
    """How long before it somebody is warned."""
    owner: Annotated[str, Refers("receiver")]
    salience: Salience


class RegulatorClock(Noun):
    """A duty to report, apart from any promise to customers."""

    law: Annotated[str, Prose(10)]
    starts_on: Annotated[str, Prose(14)]
    length: Quantity | None
    """None: a lawyer must confirm."""
    accountable: Annotated[str, Refers("receiver")]
    """The id of the role that starts and stops the clock."""
    note: Annotated[str, Prose(16)]
    """What a lawyer must confirm."""


class Detector(Noun):
    """A signal that finds a critical case before a ticket does."""

    source: str
    signal: Annotated[str, Prose(14)]
    threshold: Quantity
    window: Quantity
    false_hits: Annotated[str, Prose(10)]
    """What sets it off wrongly."""
    to: Annotated[str, Refers("receiver")]
    salience: Salience


class CustomerRequestRule(Noun):
    """What happens when a customer asks for escalation."""

    first_offer: Annotated[str, Prose(14)]
    then_to: Annotated[str, Refers("receiver")]
    """Who gets it when the customer asks again."""
    unknown_as: Literal["yes", "no"]
    """Whether an unclear wish counts as a request."""
