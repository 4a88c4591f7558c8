"""Hours in which a promise runs and nobody is there, each with a concrete moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.planning.calendars import timezone_of
from schemas.brief import Brief
from schemas.business_time import uncovered
from schemas.calendar import Calendar
from schemas.facts import Fact


def promise_clock(fact: Fact, brief: Brief, *, calendars: tuple[Calendar, ...]) -> Calendar | None:
    """The calendar on which a promise runs: its own clock, its customer tier's hours, else None (not said)."""
    by_id = {c.id: c for c in calendars}
    customer = fact.subject.split("/", maxsplit=1)[0]
    return by_id.get(fact.clock or "") or by_id.get(f"hours-{customer}")


def staffed_calendars(brief: Brief, *, calendars: tuple[Calendar, ...]) -> tuple[Calendar, ...]:
    """The calendars in which somebody is on shift or on call, as stated; inferred on-call cover does not count."""
    by_id = {c.id: c for c in calendars}
    names = ["business"] + [f"hours-{tier}" for tier in brief.subjects("tier")]
    on_call = brief.find("hours.on_call")
    if on_call is not None and on_call.origin == "stated":
        names.append("oncall")
    return tuple(by_id[name] for name in names if name in by_id)


def first_gap(
    fact: Fact, brief: Brief, *, calendars: tuple[Calendar, ...], today: datetime
) -> tuple[datetime, datetime] | None:
    """The first interval in which this promise runs and nobody is there; None when there is none or it is unknown."""
    promised = promise_clock(fact, brief, calendars=calendars)
    staffed = staffed_calendars(brief, calendars=calendars)
    if promised is None or not promised.windows or not staffed:
        return None
    return uncovered(promised, staffed, start=today, days=370)


def coverage_notes(brief: Brief, *, calendars: tuple[Calendar, ...], today: datetime) -> tuple[str, ...]:
    """One line a promise whose clock runs while nobody is on shift: `promise key: from .. to ..` in local time."""
    zone = ZoneInfo(timezone_of(brief))
    notes = []
    for fact in brief.facts:
        if not fact.slot.startswith("promise.") or fact.quantity is None:
            continue
        gap = first_gap(fact, brief, calendars=calendars, today=today)
        if gap is not None:
            since, until = (moment.astimezone(zone).strftime("%a %Y-%m-%d %H:%M %Z") for moment in gap)
            notes.append(f"{fact.key}: {since} - {until}")
    return tuple(notes)
