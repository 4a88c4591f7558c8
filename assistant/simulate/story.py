"""Telling what happens to a played ticket, in the names and the time zone of the service."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.simulate.course import Course
from schemas.played import Event, PlayedMoment
from schemas.process import EscalationProcess
from schemas.tiers import Partner


def name_of(process: EscalationProcess, id: str) -> str:
    """What people call a receiver."""
    receiver = process.receivers.get(id)
    return f"{receiver.name} (partner)" if isinstance(receiver, Partner) else receiver.name if receiver else id


def local(process: EscalationProcess, at: datetime) -> str:
    """The moment as ISO 8601 in the service's own time zone: that of its first calendar that is not UTC."""
    zone = next((c.timezone for c in process.calendars if c.timezone != "UTC"), "UTC")
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")


def moment(course: Course, event: Event, what: str, *, rule: str | None = None) -> PlayedMoment:
    """What happens now."""
    return PlayedMoment(
        at=local(course.process, course.now),
        after_minutes=round((course.now - course.arrived).total_seconds() / 60, 2),
        event=event,
        holder=course.holder,
        rule=rule,
        what=what,
    )
