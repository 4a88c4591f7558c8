"""Where cases are worked on: each tier, role and partner with the people who are at work there at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.calendar import Calendar
from schemas.numbers import safe_minutes
from schemas.process import EscalationProcess
from schemas.staffing import PAID_HOURS_A_WEEK
from schemas.tiers import Partner, Role, Tier

PARTNER_MINUTES = 1_440.0
"""Taken for a partner that owes no time."""
ENDLESS = 10**9
"""People of an outside organisation, whose queue is not ours."""


@dataclass(frozen=True, kw_only=True)
class Station:
    """One receiver of cases."""

    id: str
    name: str
    kind: str
    """tier, duty, management, specialist or partner."""
    hours: Calendar | None
    at_work: float
    """How many people work on cases at once while it is open; a fraction works more slowly."""
    handle_minutes: float

    @property
    def places(self) -> int:
        """The whole number of people that stands for those at work."""
        return ENDLESS if math.isinf(self.at_work) else math.ceil(self.at_work - 1e-9)

    @property
    def stretch(self) -> float:
        """By how much a case takes longer, since a fraction of a person works as a slower one."""
        return self.places / self.at_work if 0 < self.at_work < math.inf else 1.0

    @property
    def weekly_minutes(self) -> float:
        return float(self.hours.weekly_minutes) if self.hours else 0.0


def stations_of(process: EscalationProcess, values: Mapping[str, float]) -> tuple[Station, ...]:
    """Every receiver, in the process's own order. values: numbers by id, as in `Inputs`."""
    return tuple(_station(process, one, values) for one in process.frame.receivers)


def people_at_work(process: EscalationProcess, tier: Tier, *, shrinkage: float) -> float:
    """How many of a tier's heads work on cases at once while it is open, 0 or more; infinite for an external tier.

    Everybody is paid 40 hours a week, or as long as the tier is open if that is less. A seat takes its people off
    while both the tier and the seat's hours are open.
    """
    if tier.headcount is None:
        return math.inf
    hours = process.calendar(tier.hours)
    opened = hours.weekly_minutes / 60 if hours else 0.0
    if not hours or not opened:
        return 0.0
    productive = tier.headcount.value * min(PAID_HOURS_A_WEEK, opened) * (1 - shrinkage) / opened
    taken = sum(s.count.value * common_share(hours, process.calendar(s.hours)) for s in tier.seats)
    return max(0.0, productive - taken)


def common_share(hours: Calendar, other: Calendar | None) -> float:
    """The share of a calendar's weekly minutes in which another one is open too, by their wall clocks."""
    if other is None or not hours.weekly_minutes:
        return 0.0
    common = sum(
        max(0, min(a.end_minute, b.end_minute) - max(a.start_minute, b.start_minute))
        for a in hours.windows
        for b in other.windows
        if a.weekday == b.weekday
    )
    return common / hours.weekly_minutes


def _station(process: EscalationProcess, one: Tier | Role | Partner, values: Mapping[str, float]) -> Station:
    hours = process.calendar(one.hours)
    if isinstance(one, Tier):
        at_work = people_at_work(process, one, shrinkage=values.get("shrinkage", 0.0))
        return Station(
            id=one.id,
            name=one.name,
            kind="tier",
            hours=hours,
            at_work=at_work,
            handle_minutes=values.get(f"handle:{one.id}", 60.0),
        )
    if isinstance(one, Partner):
        owed = safe_minutes(one.obligation, {c.id: c for c in process.calendars}) if one.obligation else PARTNER_MINUTES
        return Station(id=one.id, name=one.name, kind="partner", hours=hours, at_work=math.inf, handle_minutes=owed)
    seats = [(t, s) for t in process.frame.tiers for s in t.seats if s.role == one.id]
    people = sum(s.count.value for _, s in seats) or 1.0
    known = [values[f"handle:{t.id}"] for t, _ in seats if f"handle:{t.id}" in values]
    handles = known or [v for id, v in values.items() if id.startswith("handle:")][-1:] or [60.0]
    return Station(id=one.id, name=one.name, kind=one.kind, hours=hours, at_work=people, handle_minutes=handles[0])
