"""The calendars that a brief speaks of."""

from __future__ import annotations

from datetime import datetime

from schemas.brief import Brief
from schemas.calendar import Calendar, is_timezone, public_holidays, round_the_clock, round_the_clock_weekdays
from schemas.errors import InputError

HOURS_SLOTS = {"hours.support": "business", "hours.on_call": "oncall"}
SUBJECT_SLOTS = ("tier.hours", "partner.hours", "promise.hours")
HOLIDAY_YEARS = 2


def brief_calendars(brief: Brief, *, today: datetime) -> tuple[Calendar, ...]:
    """24x7, 24x5, `business`, `oncall` and `hours-<subject>` for whatever has hours of its own.

    Hours that cannot be read are left out: the brief's hours are checked when they are said.
    """
    zone = timezone_of(brief)
    found = {c.id: c for c in (round_the_clock(), round_the_clock_weekdays(zone))}
    for fact in brief.facts:
        name = HOURS_SLOTS.get(fact.slot)
        if fact.slot in SUBJECT_SLOTS and fact.subject not in ("", "*"):
            name = f"hours-{fact.subject.replace('/', '-')}"
        if name is None or not fact.text or name in found:
            continue
        calendar = read_hours(fact.text, name, zone=zone)
        if calendar is not None:
            found[name] = _with_holidays(calendar, brief, today=today) if name != "oncall" else calendar
    if "oncall" not in found:
        # Nobody may be on call yet: an author who proposes a duty role needs hours to give it.
        found["oncall"] = round_the_clock().model_copy(update={"id": "oncall"})
    return tuple(found.values())


def timezone_of(brief: Brief) -> str:
    """The brief's time zone, UTC when none is known."""
    zone = brief.text("hours.timezone") or "UTC"
    return zone if is_timezone(zone) else "UTC"


def read_hours(text: str, name: str, *, zone: str) -> Calendar | None:
    """The calendar that the text describes, None when it cannot be read."""
    from schemas.hours import parse_hours

    try:
        calendar = parse_hours(text, id=name, default_timezone=zone)
    except InputError:
        return None
    return calendar.model_copy(update={"id": name})


def _with_holidays(calendar: Calendar, brief: Brief, *, today: datetime) -> Calendar:
    country = brief.text("hours.holidays")
    if not country or calendar.always_open:
        return calendar
    try:
        days = public_holidays(country, years=range(today.year, today.year + HOLIDAY_YEARS))
    except InputError:
        return calendar
    return calendar.model_copy(update={"holidays": days})
