"""Load and capacity, as far as the brief's numbers carry.

Source: productive capacity = heads x paid hours x (1 - shrinkage); planned to 85 % so that queues stay short.
"""

from __future__ import annotations

from assistant.planning.promises import computed
from schemas.brief import Brief
from schemas.process import LedgerEntry
from schemas.quantity import minutes

PAID_HOURS_A_DAY = 8
SHRINKAGE = 0.30
PLANNED_LOAD = 0.85
WORKING_DAYS = {"tickets_per_day": 1.0, "tickets_per_week": 5.0, "tickets_per_month": 21.0}
"""Working days in the period of a volume."""


def load_numbers(brief: Brief) -> tuple[LedgerEntry, ...]:
    """`plan.headcount`, `plan.capacity:<tier>` (productive hours a working day), and with volumes `plan.escalations`
    (a working day), `plan.per_head:<tier>` and, where the handle time is known, `plan.load:<tier>` in percent."""
    heads = [f for f in brief.under("tier.headcount") if f.number]
    if not heads:
        return ()
    total = sum(f.number or 0 for f in heads)
    entries = [computed("plan.headcount", total, "people", "= " + " + ".join(f"[{f.key}]" for f in heads))]
    for fact in heads:
        formula = f"= [{fact.key}] * {PAID_HOURS_A_DAY} * (1 - {SHRINKAGE}) * {PLANNED_LOAD}"
        hours = (fact.number or 0) * PAID_HOURS_A_DAY * (1 - SHRINKAGE) * PLANNED_LOAD
        # The unit is hours of work, not a duration on a clock, so that formulas do not turn it into minutes.
        entries.append(computed(f"plan.capacity:{fact.subject}", hours, "other", formula))
    return tuple(entries + _flow(brief))


def _flow(brief: Brief) -> list[LedgerEntry]:
    arrivals = _daily(brief, "volume.tickets")
    escalated = _daily(brief, "volume.escalations")
    entries: list[LedgerEntry] = []
    share = brief.find("volume.escalation_share")
    if escalated is None and arrivals is not None and share is not None and share.number is not None:
        value, formula = arrivals
        escalated = (value * share.number / 100, f"{formula} * [{share.key}] / 100")
    if escalated is not None:
        entries.append(computed("plan.escalations", escalated[0], "tickets_per_day", f"= {escalated[1]}"))
    for position, tier in enumerate(brief.subjects("tier")[:2]):
        flow = arrivals if position == 0 else escalated
        entries += _tier_flow(brief, tier, flow)
    return entries


def _tier_flow(brief: Brief, tier: str, flow: tuple[float, str] | None) -> list[LedgerEntry]:
    heads = brief.find("tier.headcount", tier)
    if flow is None or heads is None or not heads.number:
        return []
    value, formula = flow
    entries = [
        computed(f"plan.per_head:{tier}", value / heads.number, "tickets_per_day", f"= ({formula}) / [{heads.key}]")
    ]
    handle = brief.find("tier.handle_time", tier)
    if handle is not None and handle.quantity is not None and handle.quantity.is_duration:
        work = f"({formula}) * [{handle.key}] / 60"
        paid = f"([{heads.key}] * {PAID_HOURS_A_DAY} * (1 - {SHRINKAGE}))"
        load = value * minutes(handle.quantity) / 60 / (heads.number * PAID_HOURS_A_DAY * (1 - SHRINKAGE)) * 100
        entries.append(computed(f"plan.load:{tier}", load, "percent", f"= {work} / {paid} * 100"))
    return entries


def _daily(brief: Brief, slot: str) -> tuple[float, str] | None:
    fact = brief.find(slot)
    if fact is None or fact.number is None or fact.unit not in WORKING_DAYS:
        return None
    days = WORKING_DAYS[fact.unit]
    return fact.number / days, f"[{fact.key}]" if days == 1 else f"[{fact.key}] / {days:g}"
