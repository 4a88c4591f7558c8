"""Business-hours arithmetic, exact across time zones, changes of the clock, holidays and pauses.

Windows are local wall-clock time; minutes are real, elapsed minutes (`schemas.open_intervals` says what that means
where the clocks change). Datetimes given must be aware; those returned are in UTC, because Python subtracts two
datetimes of one daylight-saving zone by their wall clocks and so miscounts real time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from schemas.calendar import Calendar
from schemas.errors import InputError
from schemas.open_intervals import Interval, merged, open_intervals, without

Pauses = tuple[tuple[datetime, datetime], ...]

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
# Far beyond any promise; it turns a search that would find nothing into an error.
HORIZON = timedelta(days=36_525)
_MINUTE = timedelta(minutes=1)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the calendar is open at the instant; an opening time is open, a closing time is not."""
    instant = _instant(at)
    return any(open_intervals(calendar, instant, end=instant + timedelta.resolution))


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """The first open instant at or after this one, in UTC. Raises InputError when the calendar never opens."""
    instant = _instant(at)
    for opening, _ in open_intervals(calendar, instant, end=instant + HORIZON):
        return opening
    raise _never_opens(calendar)


def add_business_minutes(start: datetime, minutes: float, *, calendar: Calendar, pauses: Pauses = ()) -> datetime:
    """The earliest instant, in UTC, by which the clock started at `start` has run for `minutes`.

    minutes: real minutes, 0 or more, to the microsecond; 0 gives the start itself, open or not. A clock that runs
    out exactly at closing time ends there, not at the next opening.
    pauses: intervals in which the clock stands still; they may overlap.
    Raises InputError for a naive datetime, negative minutes, a calendar that never opens, or an end past a century.
    """
    instant, left = _instant(start), _duration(minutes)
    if not left:
        return instant
    if not calendar.windows:
        raise _never_opens(calendar)
    opened = open_intervals(calendar, instant, end=instant + HORIZON)
    for since, until in without(opened, _paused(pauses)):
        if left <= until - since:
            return since + left
        left -= until - since
    raise InputError(
        f"{minutes:g} minutes of the calendar {calendar.id!r} do not pass within a hundred years.",
        do="Give a shorter duration, longer hours, or shorter pauses.",
    )


def business_minutes_between(start: datetime, end: datetime, *, calendar: Calendar, pauses: Pauses = ()) -> float:
    """Real minutes for which the clock runs from start to end, 0 or more.

    pauses: intervals in which the clock stands still; they may overlap.
    Raises InputError for a naive datetime, an end before the start, or more than a century between them.
    """
    since, until = _instant(start), _instant(end)
    if until < since:
        raise InputError(f"The end {end.isoformat()} lies before the start {start.isoformat()}.", do="Swap the two.")
    if until - since > HORIZON:
        raise InputError("More than a hundred years lie between start and end.", do="Check the two years.")
    running = without(open_intervals(calendar, since, end=until), _paused(pauses))
    return sum((stop - go for go, stop in running), start=timedelta()) / _MINUTE


def uncovered(
    promise: Calendar, staffed: Sequence[Calendar], *, start: datetime, days: int = 370
) -> tuple[datetime, datetime] | None:
    """The first interval, in UTC, in which the promise is open and none of the staffed calendars is; None if none is.

    The interval is as long as the gap lasts. Looked at are `days` times 24 hours from start, 1 to 36,525; the default
    sees every change of the clock and, where they are given, every holiday of a year.
    Raises InputError when the promise never opens, since then nothing is promised.
    """
    since = _instant(start)
    if not 1 <= days <= HORIZON.days:
        raise InputError(f"{days} days cannot be looked through.", do=f"Give 1 to {HORIZON.days} days.")
    if not promise.windows:
        raise _never_opens(promise)
    until = since + timedelta(days=days)
    gaps = merged(open_intervals(promise, since, end=until))
    for calendar in staffed:
        gaps = list(without(gaps, merged(open_intervals(calendar, since, end=until))))
    return gaps[0] if gaps else None


def _instant(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise InputError(f"{at.isoformat()} names no time zone.", do="Give a datetime with its time zone.")
    if not EARLIEST_YEAR < at.year < LATEST_YEAR:
        raise InputError(
            f"The year {at.year} is out of range.", do=f"Give a date between {EARLIEST_YEAR} and {LATEST_YEAR}."
        )
    return at.astimezone(UTC)


def _duration(minutes: float) -> timedelta:
    if not math.isfinite(minutes) or minutes < 0 or minutes > HORIZON / _MINUTE:
        raise InputError(f"{minutes} minutes cannot be waited for.", do="Give a number of minutes from 0 to a century.")
    return timedelta(minutes=minutes)


def _paused(pauses: Pauses) -> list[Interval]:
    intervals = [(_instant(start), _instant(end)) for start, end in pauses]
    for start, end in intervals:
        if end < start:
            raise InputError(f"A pause ends at {end.isoformat()}, before it starts.", do="Swap its start and end.")
    return merged(intervals)


def _never_opens(calendar: Calendar) -> InputError:
    return InputError(f"The calendar {calendar.id!r} never opens.", do="Give it at least one weekly window.")
