"""Changes to a written process: typed replacements of what must change, and nothing else."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun


class Place(Noun):
    """One place that a request touches."""

    section: str
    """`part.section`, such as frame.severities or handling.handoff."""
    items: tuple[str, ...]
    """The ids of the items to change; empty for a section that is not a list, or when items are only added."""


class Plan(Noun):
    """Which places a change request touches, and which facts it sets."""

    places: tuple[Place, ...]
    """As few as possible."""
    summary: str
    """The change in one sentence, in the person's language."""
    kind: Literal["change", "unclear", "impossible"]
    """unclear: the request cannot be understood; impossible: it would break a stated promise or law."""
    reply: str | None
    """For unclear and impossible: what to tell the person."""


class FieldChange(Noun):
    """One value to set."""

    where: str
    """A JSON pointer to a value that exists, such as /frame/severities/0/first_response."""
    json_value: str
    """The new value as JSON."""


class FieldChanges(Noun):
    """Small changes, value by value."""

    changes: tuple[FieldChange, ...]
    summary: str
