"""Load and capacity, as far as the brief's numbers carry."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.planning.promises import computed
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.facts import Fact
from schemas.process import LedgerEntry
from schemas.quantity import minutes
from schemas.staffing import (
    PAID_DAYS_A_WEEK,
    PAID_HOURS_A_DAY,
    PLANNED_LOAD,
    SHRINKAGE,
    days_open,
    open_days_a_month,
)


def load_numbers(brief: Brief, *, calendars: Mapping[str, Calendar]) -> tuple[LedgerEntry, ...]:
    """`plan.headcount`, `plan.capacity:<tier>` (productive hours a day), and with volumes `plan.escalations` (a day),
    `plan.per_head:<tier>` and, where the handle time is known, `plan.load:<tier>` in percent.

    A day is one on which the tier is open. Everybody is paid for five days a week: of a tier that is open on seven,
    five in seven people are there on any one of them.
    """
    heads = [f for f in brief.under("tier.headcount") if f.number]
    if not heads:
        return ()
    total = sum(f.number or 0 for f in heads)
    entries = [computed("plan.headcount", total, "people", "= " + " + ".join(f"[{f.key}]" for f in heads))]
    for fact in heads:
        present, there = _present(fact, _days(fact.subject, calendars))
        formula = f"= {there} * {PAID_HOURS_A_DAY} * (1 - {SHRINKAGE}) * {PLANNED_LOAD}"
        hours = present * PAID_HOURS_A_DAY * (1 - SHRINKAGE) * PLANNED_LOAD
        # The unit is hours of work, not a duration on a clock, so that formulas do not turn it into minutes.
        entries.append(computed(f"plan.capacity:{fact.subject}", hours, "other", formula))
    return tuple(entries + _flow(brief, calendars))


def _days(tier: str, calendars: Mapping[str, Calendar]) -> int:
    """On how many days of the week a tier is open."""
    return days_open(calendars.get(f"hours-{tier}") or calendars.get("business"))


def _present(heads: Fact, days: int) -> tuple[float, str]:
    """How many of a tier's people are there on a day on which it is open, and the formula."""
    number, named = heads.number or 0, f"[{heads.key}]"
    if days <= PAID_DAYS_A_WEEK:
        return number, named
    return number * PAID_DAYS_A_WEEK / days, f"{named} * {PAID_DAYS_A_WEEK} / {days}"


def _flow(brief: Brief, calendars: Mapping[str, Calendar]) -> list[LedgerEntry]:
    days = _days(next(iter(brief.subjects("tier")), ""), calendars)
    arrivals, escalated = _daily(brief, "volume.tickets", days), _daily(brief, "volume.escalations", days)
    entries: list[LedgerEntry] = []
    share = brief.find("volume.escalation_share")
    if escalated is None and arrivals is not None and share is not None and share.number is not None:
        value, formula = arrivals
        escalated = (value * share.number / 100, f"{formula} * [{share.key}] / 100")
    if escalated is not None:
        entries.append(computed("plan.escalations", escalated[0], "tickets_per_day", f"= {escalated[1]}"))
    for position, tier in enumerate(brief.subjects("tier")[:2]):
        flow = arrivals if position == 0 else escalated
        entries += _tier_flow(brief, tier, _on(flow, days, _days(tier, calendars)), _days(tier, calendars))
    return entries


def _on(flow: tuple[float, str] | None, days: int, open_days: int) -> tuple[float, str] | None:
    """A flow of every day of the service, as what a tier that opens on fewer days finds on each of its own."""
    if flow is None or open_days >= days:
        return flow
    value, formula = flow
    return value * days / open_days, f"({formula}) * {days} / {open_days}"


def _tier_flow(brief: Brief, tier: str, flow: tuple[float, str] | None, days: int) -> list[LedgerEntry]:
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
        present, there = _present(heads, days)
        paid = f"({there} * {PAID_HOURS_A_DAY} * (1 - {SHRINKAGE}))"
        load = value * minutes(handle.quantity) / 60 / (present * PAID_HOURS_A_DAY * (1 - SHRINKAGE)) * 100
        entries.append(computed(f"plan.load:{tier}", load, "percent", f"= {work} / {paid} * 100"))
    return entries


def _daily(brief: Brief, slot: str, days: int) -> tuple[float, str] | None:
    """A volume for a day on which the service is open."""
    fact = brief.find(slot)
    parts = {"tickets_per_day": 1, "tickets_per_week": days, "tickets_per_month": open_days_a_month(days)}
    if fact is None or fact.number is None or fact.unit not in parts:
        return None
    part = parts[fact.unit]
    return fact.number / part, f"[{fact.key}]" if part == 1 else f"[{fact.key}] / {part}"
