"""All checks, and running them."""

from __future__ import annotations

from assistant.checks.clocks import CHECKS as CLOCKS
from assistant.checks.communication import CHECKS as COMMUNICATION
from assistant.checks.coverage import CHECKS as COVERAGE
from assistant.checks.handoff import CHECKS as HANDOFF
from assistant.checks.honesty import CHECKS as HONESTY
from assistant.checks.issues import CHECKS as ISSUES
from assistant.checks.ledger import CHECKS as LEDGER
from assistant.checks.length import CHECKS as LENGTH
from assistant.checks.load import CHECKS as LOAD
from assistant.checks.metrics import CHECKS as METRICS
from assistant.checks.numbers import CHECKS as NUMBERS
from assistant.checks.partners import CHECKS as PARTNERS
from assistant.checks.presence import CHECKS as PRESENCE
from assistant.checks.principles import CHECKS as PRINCIPLES
from assistant.checks.promises import CHECKS as PROMISES
from assistant.checks.references import CHECKS as REFERENCES
from assistant.checks.severity import CHECKS as SEVERITY
from assistant.checks.skips import CHECKS as SKIPS
from assistant.checks.subject import Check, Subject
from assistant.checks.tiers import CHECKS as TIERS
from assistant.checks.triggers import CHECKS as TRIGGERS
from assistant.checks.waits import CHECKS as WAITS
from schemas.brief import Brief
from schemas.findings import Finding
from schemas.process import EscalationProcess

ALL_CHECKS: tuple[Check, ...] = (
    *TIERS,
    *SKIPS,
    *ISSUES,
    *TRIGGERS,
    *WAITS,
    *CLOCKS,
    *SEVERITY,
    *COVERAGE,
    *PRESENCE,
    *HANDOFF,
    *PARTNERS,
    *PRINCIPLES,
    *COMMUNICATION,
    *METRICS,
    *NUMBERS,
    *PROMISES,
    *LEDGER,
    *LOAD,
    *HONESTY,
    *REFERENCES,
    *LENGTH,
)


def run_checks(process: EscalationProcess, *, brief: Brief, body_words: int) -> tuple[Finding, ...]:
    """The findings of every check, in the order of the checks. body_words: by the pinned counter on the body."""
    subject = Subject(process=process, brief=brief, body_words=body_words)
    return tuple(finding for check in ALL_CHECKS for finding in check.run(subject))
