"""Findings: defects of a document, as data."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun

Weight = Literal["blocker", "serious", "nice"]


class Finding(Noun):
    """One defect: where it is, what is wrong, how to mend it."""

    check: str
    """The property of the checklist, such as E14, or WORDS for the length of the body."""
    weight: Weight
    where: str
    """A JSON pointer into the process, such as /rules/triggers/3/acknowledge_in."""
    what: str
    """What is wrong, with the values, in one sentence."""
    mend: str
    """How to mend it, in one sentence."""
    example: str | None
    """A concrete case that shows it: a ticket, a time."""

    @property
    def part(self) -> str:
        """The part that must change: frame, rules, handling or improvement."""
        return self.where.split("/")[1] if self.where.startswith("/") and len(self.where) > 1 else "frame"
