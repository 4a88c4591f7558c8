"""Judging a process: its checks run on it and on the body rendered from it, its logic proven."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.run import run_checks
from assistant.graph.proving import proven
from assistant.render.document import Document, render
from assistant.verify.findings import findings_of
from schemas.brief import Brief
from schemas.drafts import Shown
from schemas.findings import Finding
from schemas.process import EscalationProcess

WEIGHTS = {"blocker": 100, "serious": 10, "nice": 1}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What was found, and the document with the findings on its first page."""

    findings: tuple[Finding, ...]
    document: Document


def judge(process: EscalationProcess, *, brief: Brief, like: Shown | None = None) -> Judged:
    """The findings of checks and proofs, gravest first, and the document, laid out like an earlier version."""
    bare = render(process, brief=brief, like=like)
    findings = run_checks(process, brief=brief, body_words=bare.body_words)
    findings += findings_of(proven(process, brief=brief))
    ranked = tuple(sorted(findings, key=lambda f: (-WEIGHTS[f.weight], f.check, f.where)))
    document = render(process, brief=brief, findings=ranked, like=like) if ranked else bare
    return Judged(findings=ranked, document=document)


def badness(findings: tuple[Finding, ...]) -> int:
    """How bad the findings are together: a repair may never make it grow."""
    return sum(WEIGHTS[f.weight] for f in findings)
