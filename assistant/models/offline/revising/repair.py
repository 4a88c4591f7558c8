"""Mending by rule what checks found."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models.offline.catalog import Words
from schemas.brief import Brief
from schemas.changes import Changes
from schemas.findings import Finding
from schemas.process import EscalationProcess


def repair(process: EscalationProcess, findings: Sequence[Finding], *, brief: Brief) -> Changes:
    """No changes: what rules can get right, the draft got right; the findings stay listed on the first page."""
    del process, findings
    return Changes(kind="change", changes=(), summary=Words(brief.language).say("talk.refine.nothing"), reply=None)
