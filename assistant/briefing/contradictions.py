"""Contradictions that arithmetic and calendars find in a brief; none is smoothed over."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.briefing.conflict import conflict, said
from assistant.briefing.promise_order import crossings, orders
from assistant.planning.calendars import brief_calendars, timezone_of
from assistant.planning.coverage import first_gap
from schemas.brief import Brief, Choice, Contradiction
from schemas.facts import Fact, inferred

TOLERANCE = 0.5
"""Percentage points by which shares may miss 100 through rounding."""


def with_contradictions(brief: Brief, *, today: datetime) -> Brief:
    """The brief with every conflict in it; one that was settled stays settled as long as it stands the same."""
    known = {c.id: c for c in brief.contradictions}
    told = [c for c in brief.contradictions if c.kind == "values"]
    found = [*_totals(brief), *orders(brief), *crossings(brief), *_shares(brief), *_hours(brief, today=today)]
    kept = [
        c.model_copy(update={"resolution": known[c.id].resolution})
        if c.id in known and known[c.id].values == c.values
        else c
        for c in found
    ]
    return brief.model_copy(update={"contradictions": tuple(told + kept)})


def _totals(brief: Brief) -> list[Contradiction]:
    total = brief.find("team.headcount")
    tiers = brief.subjects("tier")
    heads = [f for tier in tiers if (f := brief.find("tier.headcount", tier)) and f.number]
    if total is None or total.number is None or len(heads) != len(tiers) or not heads:
        return []
    whole = sum(f.number or 0 for f in heads)
    if whole == total.number:
        return []
    added = " + ".join(f"{f.number:g}" for f in heads) + f" = {whole:g}"
    corrected = total.model_copy(update={"number": whole, "origin": "computed", "rule": f"= {added}"})
    sum_holds = Choice(label=f"{whole:g}", sets=(corrected,), drops=())
    total_holds = Choice(label=f"{total.number:g}", sets=(), drops=())
    return [conflict("total", total, "tier.headcount", (f"{total.number:g}", added), (sum_holds, total_holds))]


def _shares(brief: Brief) -> list[Contradiction]:
    shares = [f for f in brief.under("issue.share") if f.number is not None]
    total = sum(f.number or 0 for f in shares)
    if total <= 100 + TOLERANCE:
        return []
    values = ("100 %", " + ".join(f"{f.number:g}" for f in shares) + f" = {total:g} %")
    return [conflict("shares", shares[0], "100", values, (Choice(label=values[1], sets=(), drops=()),))]


def _hours(brief: Brief, *, today: datetime) -> list[Contradiction]:
    """A promise whose clock runs while nobody is on shift or on call. Said hours against a said promise only."""
    support = brief.find("hours.support")
    if support is None or support.origin != "stated":
        return []
    calendars = brief_calendars(brief, today=today)
    found: dict[str, Contradiction] = {}
    for slot in ("promise.first_response", "promise.resolution"):
        for fact in brief.under(slot):
            gap = first_gap(fact, brief, calendars=calendars, today=today)
            customer = fact.subject.partition("/")[0] or "*"
            if gap is None or customer in found:
                continue
            since, until = (m.astimezone(ZoneInfo(timezone_of(brief))) for m in gap)
            open_hours = conflict("hours", fact, support.key, (said(fact), said(support)), _hours_choices(fact))
            example = f"{since:%a %Y-%m-%d %H:%M} - {until:%a %Y-%m-%d %H:%M %Z}"
            found[customer] = open_hours.model_copy(update={"example": example})
    return list(found.values())


def _hours_choices(fact: Fact) -> tuple[Choice, ...]:
    on_call = inferred("hours.on_call", text="24x7", rule=fact.key, origin="proposed")
    in_hours = fact.model_copy(update={"clock": "business"})
    return (
        Choice(label="on-call 24x7", sets=(on_call,), drops=()),
        Choice(label="business", sets=(in_hours,), drops=()),
    )
