"""The good process for the card's sample brief."""

from __future__ import annotations

from evals.mutants.goods import FIRST, good
from schemas.brief import Brief
from schemas.process import EscalationProcess


def sample_brief() -> Brief:
    """The brief of the card's sample conversation."""
    return good(FIRST).brief


def good_process() -> EscalationProcess:
    """The whole process, assembled as in production: alarms, vocabulary and ledger are computed."""
    return good(FIRST).process
