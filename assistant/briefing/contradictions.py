"""Contradictions that arithmetic and calendars find in a brief; none is smoothed over."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from assistant.planning.calendars import brief_calendars, timezone_of
from assistant.planning.coverage import first_gap
from schemas.brief import Brief, Choice, Contradiction
from schemas.facts import Fact, inferred
from schemas.quantity import minutes

TOLERANCE = 0.5
"""Percentage points by which shares may miss 100 through rounding."""


def with_contradictions(brief: Brief, *, today: datetime) -> Brief:
    """The brief with every conflict in it; one that was settled stays settled as long as it stands the same."""
    known = {c.id: c for c in brief.contradictions}
    said = [c for c in brief.contradictions if c.kind == "values"]
    found = [*_totals(brief), *_orders(brief), *_shares(brief), *_hours(brief, today=today)]
    kept = [
        c.model_copy(update={"resolution": known[c.id].resolution})
        if c.id in known and known[c.id].values == c.values
        else c
        for c in found
    ]
    return brief.model_copy(update={"contradictions": tuple(said + kept)})


def _conflict(kind: str, left: Fact, right: str, values: tuple[str, str], choices: tuple[Choice, ...]) -> Contradiction:
    return Contradiction(
        id=f"{kind}:{left.key}:{right}",
        kind=kind,
        left=left.key,
        right=right,
        values=values,
        example=None,
        choices=choices,
        resolution=None,
    )


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
    return [_conflict("total", total, "tier.headcount", (f"{total.number:g}", added), (sum_holds, total_holds))]


def _orders(brief: Brief) -> list[Contradiction]:
    found = []
    for fact in brief.under("promise.first_response"):
        later = brief.find("promise.resolution", fact.subject)
        if _minutes(fact) is not None and later is not None and (_minutes(later) or 0) < (_minutes(fact) or 0):
            values = (_said(fact), _said(later))
            choices = tuple(
                Choice(label=_said(f), sets=(f,), drops=(g.key,)) for f, g in ((later, fact), (fact, later))
            )
            found.append(_conflict("order", fact, later.key, values, choices))
    severities = brief.subjects("severity")
    for slot in ("promise.first_response", "promise.resolution", "promise.update"):
        for customer in dict.fromkeys(f.subject.rpartition("/")[0] for f in brief.under(slot)):
            row = [f for s in severities if (f := brief.find(slot, f"{customer}/{s}")) and _minutes(f) is not None]
            for higher, lower in pairwise(row):
                if (_minutes(higher) or 0) > (_minutes(lower) or 0):
                    swapped = Choice(
                        label=f"{_said(lower)} / {_said(higher)}",
                        sets=(_taking(higher, lower), _taking(lower, higher)),
                        drops=(),
                    )
                    kept = Choice(label=f"{_said(higher)} / {_said(lower)}", sets=(), drops=())
                    values = (_said(higher), _said(lower))
                    found.append(_conflict("order", higher, lower.key, values, (swapped, kept)))
    return found


def _shares(brief: Brief) -> list[Contradiction]:
    shares = [f for f in brief.under("issue.share") if f.number is not None]
    total = sum(f.number or 0 for f in shares)
    if total <= 100 + TOLERANCE:
        return []
    values = ("100 %", " + ".join(f"{f.number:g}" for f in shares) + f" = {total:g} %")
    return [_conflict("shares", shares[0], "100", values, (Choice(label=values[1], sets=(), drops=()),))]


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
            conflict = _conflict("hours", fact, support.key, (_said(fact), _said(support)), _hours_choices(fact))
            example = f"{since:%a %Y-%m-%d %H:%M} - {until:%a %Y-%m-%d %H:%M %Z}"
            found[customer] = conflict.model_copy(update={"example": example})
    return list(found.values())


def _hours_choices(fact: Fact) -> tuple[Choice, ...]:
    on_call = inferred("hours.on_call", text="24x7", rule=fact.key, origin="proposed")
    in_hours = fact.model_copy(update={"clock": "business"})
    return (
        Choice(label="on-call 24x7", sets=(on_call,), drops=()),
        Choice(label="business", sets=(in_hours,), drops=()),
    )


def _taking(fact: Fact, other: Fact) -> Fact:
    return fact.model_copy(update={"number": other.number, "unit": other.unit, "evidence": other.evidence})


def _minutes(fact: Fact) -> float | None:
    quantity = fact.quantity
    return minutes(quantity) if quantity is not None and quantity.is_duration else None


def _said(fact: Fact) -> str:
    return fact.evidence.quote if fact.evidence else (fact.text or f"{fact.number:g}")
