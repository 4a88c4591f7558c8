"""Communication: who hears what, when, from whom, and what must not be said."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience


class AudienceRow(Noun):
    """How one audience is kept informed at one severity."""

    severity: Annotated[str, Refers("severity")]
    audience: Literal["customer", "internal", "executive", "status_page"]
    channel: str
    owner: Annotated[str, Refers("receiver", "holder")]
    first_by: Quantity | None
    """None: not informed at this severity."""
    every: Quantity | None


class MessageTemplate(Noun):
    """A text that is sent, with slots in square brackets."""

    id: str
    event: Annotated[str, Prose(8)]
    """When it is sent."""
    audience: Literal["customer", "internal", "executive", "status_page", "partner"]
    channel: str
    text: Annotated[str, Prose(45)]
    """[impact], [action] and [next_update] must stand in a customer's message."""
    approved_by: Annotated[str, Refers("receiver", "holder", "lead")]
    """The id of who approves it, or `holder` when the agent may send it alone."""
    salience: Salience


class CustomerInstruction(Noun):
    """What the customer is told to do at once."""

    issue: Annotated[str, Refers("issue")]
    steps: Annotated[tuple[str, ...], Prose(12)]
    before_internal_call: bool
    """True where people may come to harm: the customer is told first."""


class Calming(Noun):
    """How an upset customer is met."""

    steps: Annotated[tuple[str, ...], Prose(10)]
    goodwill: Quantity | None
    """What may be offered, an assumption to confirm."""
    within_authority_of: Annotated[str | None, Refers("receiver")]
    """The tier that may offer it."""


class ConductRule(Noun):
    """What this trade demands or forbids in a case."""

    scope: Annotated[str, Prose(6)]
    """The issue, channel or data it is about."""
    rule: Annotated[str, Prose(18)]
    why: Literal["law", "contract", "harm", "privacy", "security"]
    approver: Annotated[str | None, Refers("receiver", "lead")]
    salience: Salience
