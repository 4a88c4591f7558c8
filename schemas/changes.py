"""Changes to a written process: what must change, and nothing else."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun


class FieldChange(Noun):
    """One change at one place."""

    op: Literal["set", "add", "remove"]
    """set a value that exists, add an item at the end of a list, remove an item of a list."""
    where: str
    """A path of names, item ids or indexes, such as /frame/severities/p1/first_response; for add, the list's path."""
    json_value: str
    """The new value or item as JSON, complete and of the same shape as its neighbours; `null` for remove."""


class Changes(Noun):
    """The smallest set of changes that does what was asked."""

    kind: Literal["change", "unclear", "impossible"]
    """unclear: the wish cannot be understood; impossible: it would break a promise, a law or the people's safety."""
    changes: tuple[FieldChange, ...]
    summary: str
    """The change in one sentence, in the person's language."""
    reply: str | None
    """For unclear and impossible, and for a found defect that is none: what to tell the person, in their language."""
