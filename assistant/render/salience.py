"""What stands in the body by rule, whatever the author thought of it: harm, law, money, the top severity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from assistant.render.shelves import Salience
from assistant.render.view import View
from schemas.conditions import Comparison
from schemas.issues import IssueType
from schemas.triggers import Trigger

HARM_FLAGS = frozenset(
    {"data_loss", "security_flag", "privacy_flag", "legal_flag", "safety_flag", "regulator_flag", "refund_amount"}
)
HAZARDS = ("safety", "security", "privacy", "legal", "money")


def authored(salience: int, *, granted: bool = False) -> Salience:
    """The author's salience, or 0 where a rule grants it; whatever is out of range counts as 3."""
    return cast(Salience, 0 if granted else salience if salience in (1, 2, 3) else 3)


def trigger_salience(trigger: Trigger, view: View, *, leading: bool) -> Salience:
    """0 for the warning that keeps the top promise; the other alarms are left to the annex: they have the same form."""
    if trigger in view.process.alarms:
        top = trigger.salience == 1
        return authored(1 if top else 3, granted=top and trigger.id.startswith("warn"))
    penalised = {c.id for c in view.process.frame.commitments if c.penalty}
    granted = trigger.family == "risk" or trigger.protects in penalised or _grave(trigger.all_of, view)
    return authored(1 if leading else trigger.salience, granted=granted)


def issue_salience(issue: IssueType, view: View) -> Salience:
    """0 for an issue type with a hazard in the brief, and for the most frequent one."""
    shares = {fact.subject: fact.number or 0.0 for fact in view.brief.under("issue.share")}
    frequent = bool(shares) and shares.get(issue.id, 0.0) == max(shares.values())
    hazard = (view.brief.text("issue.hazard", issue.id) or "").casefold()
    return authored(issue.salience, granted=frequent or any(word in hazard for word in HAZARDS))


def _grave(conditions: Sequence[Comparison], view: View) -> bool:
    top = view.process.frame.severities[0].id if view.process.frame.severities else ""
    return any(
        c.field in HARM_FLAGS or (c.field == "severity" and c.op in ("=", "in", ">=") and c.values[:1] == (top,))
        for c in conditions
    )
