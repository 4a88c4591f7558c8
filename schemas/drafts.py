"""A version of the document with all that it rests on."""

from __future__ import annotations

from schemas.brief import Brief
from schemas.findings import Finding
from schemas.noun import Noun
from schemas.process import EscalationProcess


class Shown(Noun):
    """What of each list the body shows, and how densely."""

    items: dict[str, tuple[str, ...]]
    """The keys of the items that are shown, by list."""
    density: int


class Draft(Noun):
    """One version: the process, the brief it was written from, and what the checks found."""

    process: EscalationProcess
    brief: Brief
    findings: tuple[Finding, ...]
    body_words: int
    """Words of the rendered body, by the pinned counter."""
    shown: Shown | None = None
    """What the body shows: a later version keeps it, so that what did not change stays as it was, to the byte."""
