"""A version of the document with all that it rests on."""

from __future__ import annotations

from schemas.brief import Brief
from schemas.findings import Finding
from schemas.noun import Noun
from schemas.process import EscalationProcess


class Draft(Noun):
    """One version: the process, the brief it was written from, and what the checks found."""

    process: EscalationProcess
    brief: Brief
    findings: tuple[Finding, ...]
    body_words: int
    """Words of the rendered body, by the pinned counter."""
