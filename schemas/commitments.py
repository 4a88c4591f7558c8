"""Commitments: what was promised to whom, on which clock."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity

Metric = Literal["first_response", "update", "resolution"]


class CustomerTier(Noun):
    """A class of customers, from the most to the least demanding promise."""

    id: str
    name: str


class Commitment(Noun):
    """What one customer tier is promised at one severity; a target without a promise has the basis `proposal`."""

    id: str
    """`metric:customer_tier/severity`, such as first_response:enterprise/p1."""
    metric: Metric
    customer_tier: Annotated[str, Refers("customer_tier")]
    severity: Annotated[str, Refers("severity")]
    target: Quantity
    """Its clock is the calendar in which the promise runs."""
    pauses_on: tuple[str, ...]
    """The ticket states that stop the clock, such as pending_customer; pending_vendor only if the contract says so."""
    answered_by: Annotated[str, Refers("receiver")]
    """The tier that keeps it."""
    penalty: Annotated[str | None, Prose(14)]
    """What a miss costs, when it was said."""
