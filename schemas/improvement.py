"""Closing, measuring and preventing."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.conditions import Comparison
from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience


class DeEscalation(Noun):
    """The way back of a case and of its lesson."""

    source: Annotated[str, Refers("receiver", "any")]
    to: Annotated[str, Refers("receiver")]
    all_of: tuple[Comparison, ...]
    when: Annotated[str, Prose(14)]
    """The same in words."""
    return_lesson: Annotated[str, Prose(12)]
    """What goes back with it."""


class Closure(Noun):
    """When a case counts as closed."""

    scope: str
    """An issue id, a severity id, or `all`."""
    conditions: Annotated[tuple[str, ...], Prose(10)]
    """And answerable with yes or no."""
    confirmed_by: Annotated[str, Refers("receiver", "holder", "customer")]
    downstream: Annotated[str | None, Prose(12)]
    """The work that remains after service is restored."""
    salience: Salience


class MetricRow(Noun):
    """One measure."""

    id: str
    name: str
    formula: Annotated[str, Prose(24)]
    """Over named fields, with a denominator."""
    field: str
    baseline: Quantity | None
    """None: unknown today, to be measured first."""
    target: Quantity | None
    """None: monitored only."""
    owner: Annotated[str, Refers("receiver", "lead")]
    """The id of a role."""
    counter_metric: Annotated[str | None, Refers("metric")]
    """The id of the metric that shows when this one is gamed."""
    rhythm: Literal["daily", "weekly", "monthly", "quarterly"]
    salience: Salience


class Investigation(Noun):
    """A question that data must answer first."""

    question: Annotated[str, Prose(18)]
    split_by: Annotated[str, Prose(8)]
    data: Annotated[str, Prose(12)]
    owner: Annotated[str, Refers("receiver", "lead")]
    by: Quantity
    """From the start."""


class Prevention(Noun):
    """A change at the source."""

    issue: Annotated[str, Refers("issue")]
    lever: Literal["product", "self_service", "supplier", "authority", "access", "training"]
    change: Annotated[str, Prose(12)]
    owner: Annotated[str, Refers("receiver", "lead")]
    salience: Salience


class Review(Noun):
    """A recurring meeting that learns."""

    every: Quantity
    length: Quantity
    agenda: Annotated[str, Prose(14)]
    sample: Quantity
    """How many cases are read."""
    cause_codes: tuple[str, ...]
    output: Annotated[str, Prose(14)]
    """Knowledge article, bug, training."""
    deadline: Quantity
    """How soon after the meeting the output is due."""
    owner: Annotated[str, Refers("receiver", "lead")]


class Register(Noun):
    """A list that is kept so that repeats are seen."""

    name: str
    keys: tuple[str, ...]
    threshold: Quantity
    window: Quantity
    act: Annotated[str, Prose(12)]
    owner: Annotated[str, Refers("receiver", "lead")]
    salience: Salience


class NegotiationAsk(Noun):
    """What to ask of a partner or contract."""

    partner: str
    ask: Annotated[str, Prose(18)]
    when: Annotated[str, Prose(10)]
    salience: Salience


class RolloutStep(Noun):
    """One step of the introduction."""

    when: Quantity
    """From the start."""
    deliverable: Annotated[str, Prose(10)]
    owner: Annotated[str, Refers("receiver", "lead")]
    exit_test: Annotated[str, Prose(10)]
    rehearsal: bool


class Governance(Noun):
    """Who keeps the process true."""

    owner: Annotated[str, Refers("receiver", "lead")]
    """The id of the accountable role."""
    review_every: Quantity
    exception_rule: Annotated[str, Prose(20)]
    """Who may deviate, and how it is recorded;."""
