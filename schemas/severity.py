"""Severities: what each means, who sets it, how it changes."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.conditions import Comparison
from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience


class Severity(Noun):
    """One level. They are read from the top: a case has the first severity of which any floor is met."""

    id: str
    """Such as p1; the first in the list is the highest."""
    name: str
    meaning: Annotated[str, Prose(22)]
    """The measurable criterion in words."""
    floors: tuple[Comparison, ...]
    """Any one of these gives a case at least this severity. Empty only for the lowest, which takes the rest."""
    example: Annotated[str, Prose(16)]
    counter_example: Annotated[str | None, Prose(18)]
    """What looks like it and is not; required for the highest."""
    first_response: Quantity
    """The target where the customer was promised nothing tighter."""
    update_every: Quantity
    """How often the customer hears from us."""
    hours: Annotated[str, Refers("calendar")]
    """The calendar id in which it is worked on."""
    entry: Annotated[str, Refers("receiver")]
    """The tier or role where such a case starts; critical classes skip the line."""
    owner: Annotated[str, Refers("receiver")]
    """The tier that owns it."""
    set_by: Annotated[tuple[str, ...], Refers("receiver")]
    """The tiers or roles that may set it."""


class Level(Noun):
    """One level of impact or urgency, from greatest to least."""

    id: str
    name: str
    meaning: Annotated[str, Prose(12)]
    """Measurable."""


class Cell(Noun):
    """What impact and urgency together give."""

    impact: str
    urgency: str
    severity: Annotated[str, Refers("severity")]


class Matrix(Noun):
    """Impact by urgency. The customer tier is another axis and never in it."""

    impacts: tuple[Level, ...]
    urgencies: tuple[Level, ...]
    cells: tuple[Cell, ...]


class SeverityChange(Noun):
    """How a severity is raised or lowered."""

    raise_by: Annotated[str, Refers("receiver", "anyone")]
    """The id of the tier or role that may raise it."""
    lower_by: Annotated[str, Refers("receiver")]
    evidence: Annotated[str, Prose(20)]
    """On what evidence it is lowered."""
    unknown_takes_higher: bool
    no_penalty: bool
    """Raising in good faith has no consequence for the agent."""
    tell_customer: Annotated[str, Prose(14)]
    """How the customer is told."""


class ScreeningQuestion(Noun):
    """A question asked at intake that decides the severity or pages somebody."""

    id: str
    ask: Annotated[str, Prose(14)]
    asked_by: Annotated[str, Refers("receiver", "anyone")]
    field: Annotated[str, Refers("field")]
    """The flag that records the answer."""
    unknown_as: Literal["yes", "no", "unknown"]
    severity_floor: Annotated[str | None, Refers("severity")]
    pages: Annotated[str | None, Refers("receiver")]
    """The id of who is paged on yes."""
    salience: Salience
