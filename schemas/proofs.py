"""Proofs: what a solver decided about a process, and the ticket that shows where it breaks."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun

Verdict = Literal["holds", "fails", "unknown"]


class TicketFact(Noun):
    """One field of a ticket with its value as people read it."""

    field: str
    """The field's id."""
    value: str
    """Such as `p1`, `yes`, `30 min of business` or `unknown`."""


class Moment(Noun):
    """Something that happens to a ticket."""

    at: str | None
    """When, as ISO 8601 with the offset of the calendar's own zone; None where only the order counts."""
    holder: str | None
    """The id of who holds the ticket from then on; None for nobody or nobody new."""
    what: str
    """What happens, in one sentence."""


class CounterTicket(Noun):
    """A ticket on which a process goes wrong: what it is, when it came, who holds it when, where it goes wrong."""

    facts: tuple[TicketFact, ...]
    """The fields that matter; any value will do for the others."""
    arrives: str | None
    """When it comes, as ISO 8601; None where it goes wrong at any time."""
    story: tuple[Moment, ...]
    """What happens to it, in order; the last is where it goes wrong."""


class Proof(Noun):
    """One property of a process, decided: it holds, it fails on a ticket, or it could not be decided."""

    property: str
    """The property's id: that of the checklist with a word for the part of it, such as `E14.chain`."""
    title: str
    """The property in one sentence, as it should be."""
    verdict: Verdict
    """`unknown` never counts as `holds`."""
    where: str
    """A JSON pointer to what must change; empty when the property holds."""
    what: str
    """What was looked at when it holds; what is wrong, with values, when it fails; why not, when it is unknown."""
    mend: str | None
    """How to mend it; None unless it fails."""
    ticket: CounterTicket | None
    """The ticket that shows it; None unless it fails."""
