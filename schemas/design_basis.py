"""The design basis: what the brief says is wrong, what must be decided, what was assumed."""

from __future__ import annotations

from typing import Annotated

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity


class KnownNumber(Noun):
    """A number that prose may name as {q:id}."""

    id: str
    """Lower case, such as escalations_per_engineer."""
    text: Annotated[str, Prose(10)]
    """What it counts."""
    quantity: Quantity


class ImmediateAction(Noun):
    """Something to do before any process is launched."""

    do: Annotated[str, Prose(16)]
    owner: Annotated[str, Refers("receiver", "lead")]
    by: Quantity
    """From today."""
    why: Annotated[str, Prose(16)]
    quote: str
    """The words of the brief that show the harm."""


class Diagnosis(Noun):
    """What the brief's own numbers say is wrong."""

    claim: Annotated[str, Prose(24)]
    """Its numbers as {q:id}."""
    implication: Annotated[str, Prose(18)]
    """What the design does about it."""


class Option(Noun):
    """One way to decide."""

    label: Annotated[str, Prose(5)]
    text: Annotated[str, Prose(20)]
    """With its effect."""


class Decision(Noun):
    """Something only the lead can decide."""

    id: str
    question: Annotated[str, Prose(20)]
    options: tuple[Option, ...]
    recommended: str
    """The label of the recommended option."""
    why: Annotated[str, Prose(18)]
    decider: Annotated[str, Refers("receiver", "lead")]
    needed_by: Quantity
    """From today."""
    interim_rule: Annotated[str, Prose(20)]
    """What holds until then."""
    resolves: tuple[str, ...]
    """The ids of contradictions that it settles."""


class Assumption(Noun):
    """Something taken as true until the lead says otherwise."""

    id: str
    text: Annotated[str, Prose(18)]
    fact: str | None
    """The id of the inferred fact it rests on."""
    confirm_with: Annotated[str, Refers("receiver", "lead")]


class MissingFact(Noun):
    """Something unknown that would change the document."""

    fact: Annotated[str, Prose(8)]
    matters_for: Annotated[str, Prose(12)]
    default_used: Quantity | None


class CapacityRisk(Noun):
    """A load that people cannot carry."""

    tier: Annotated[str, Refers("receiver")]
    finding: Annotated[str, Prose(22)]
    """Its numbers as {q:id}."""
    fix: Annotated[str, Prose(16)]
    trade_off: Annotated[str, Prose(14)]


class Principle(Noun):
    """A rule of thumb that rules enforce."""

    text: Annotated[str, Prose(14)]
    enforced_by: tuple[str, ...]
    """The ids of triggers, guards or metrics; at least one."""


class Term(Noun):
    """A word of the document in its language."""

    key: str
    text: str


class Voice(Noun):
    """How the document speaks."""

    language: str
    """ISO 639-1."""
    tone: str
    """plain, neutral or formal."""
    terms: tuple[Term, ...]
    """This organisation's own words for escalate, customer, tier, severity; and headings in languages not built in."""
