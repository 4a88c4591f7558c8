"""Whether a tiered process fits at all."""

from __future__ import annotations

from assistant.briefing.fold import FIT, INSISTED
from schemas.brief import Brief
from schemas.process import Fit


def unfit_reason(brief: Brief) -> str | None:
    """The person's words, or the only tier there is, that speak against a tiered process; None when none do."""
    said = brief.find(FIT)
    if said is not None and said.evidence is not None:
        return said.evidence.quote
    tiers = brief.under("tier")
    if len(tiers) == 1 and "tier" not in brief.delegated and brief.find("tier.headcount", tiers[0].subject):
        return tiers[0].evidence.quote if tiers[0].evidence else tiers[0].text
    return None


def misfit(brief: Brief) -> str | None:
    """The reason to advise against it, until the person insists."""
    return None if brief.find(INSISTED) else unfit_reason(brief)


def fit_of(brief: Brief) -> Fit:
    """The verdict that the document carries."""
    reason = unfit_reason(brief)
    return Fit(verdict="insisted" if reason else "fits", reason=reason or "")
