"""The stretches of real time in which a calendar is open.

A calendar is open at exactly those instants at which a clock on its wall reads a time inside a window, on a date that
is no holiday. So where the clocks skip an hour, a window over that hour is an hour shorter; where they repeat one,
a window that holds the repeated hour is open both times; and a day that a zone skipped does not open at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from schemas.calendar import WEEKDAYS, Calendar

Interval = tuple[datetime, datetime]

_ONE_DAY = timedelta(days=1)
# No zone changes its offset twice within this time.
_PROBE = timedelta(hours=6)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class _Schedule:
    """A calendar made ready for arithmetic: windows as times after midnight, Monday first."""

    windows: tuple[tuple[tuple[timedelta, timedelta], ...], ...]
    closed: frozenset[date]


def open_intervals(calendar: Calendar, start: datetime, *, end: datetime) -> Iterator[Interval]:
    """The open stretches between two instants in UTC, in order, cut to them; neighbours may touch, none overlap."""
    schedule = _schedule(calendar)
    for since, until, offset in offset_spans(calendar.timezone, start, end=end):
        day, last = (since + offset).date(), (until + offset).date()
        while day <= last:
            if day not in schedule.closed:
                midnight = datetime.combine(day, time(), tzinfo=UTC) - offset
                for opens, closes in schedule.windows[day.weekday()]:
                    opening, closing = max(midnight + opens, since), min(midnight + closes, until)
                    if opening < closing:
                        yield opening, closing
            day += _ONE_DAY


def offset_spans(timezone: str, start: datetime, *, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The time between two instants in UTC, cut where the zone's offset from UTC changes: from, to, offset."""
    for year in range(start.year, end.year + 1):
        changes = _offset_changes(timezone, year)
        ends = [instant for instant, _ in changes[1:]] + [datetime(year + 1, 1, 1, tzinfo=UTC)]
        for (since, offset), until in zip(changes, ends, strict=True):
            if max(since, start) < min(until, end):
                yield max(since, start), min(until, end), offset


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time as the fewest intervals, in order: those that overlap or touch become one."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return joined


def without(intervals: Iterable[Interval], removed: list[Interval]) -> Iterator[Interval]:
    """What is left of ordered intervals that do not overlap, less those removed (merged)."""
    position = 0
    for start, end in intervals:
        while position < len(removed) and removed[position][1] <= start:
            position += 1
        reached, following = start, position
        while following < len(removed) and removed[following][0] < end:
            if reached < removed[following][0]:
                yield reached, removed[following][0]
            reached = removed[following][1]
            following += 1
        if reached < end:
            yield reached, end


@lru_cache(maxsize=256)
def _schedule(calendar: Calendar) -> _Schedule:
    windows = tuple(
        tuple(
            (timedelta(minutes=window.start_minute), timedelta(minutes=window.end_minute))
            for window in calendar.windows
            if window.weekday == weekday
        )
        for weekday in WEEKDAYS
    )
    return _Schedule(windows=windows, closed=frozenset(date.fromisoformat(day) for day in calendar.holidays))


@lru_cache(maxsize=1024)
def _offset_changes(timezone: str, year: int) -> tuple[tuple[datetime, timedelta], ...]:
    """The offset at the start of the UTC year, then each change in it: the instant, the offset from then on."""
    zone = ZoneInfo(timezone)
    reached = datetime(year, 1, 1, tzinfo=UTC)
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    changes = [(reached, _offset(zone, reached))]
    while reached < end:
        following = reached + _PROBE
        if _offset(zone, following) != changes[-1][1]:
            instant = _change_between(zone, reached, following)
            if instant < end:
                changes.append((instant, _offset(zone, instant)))
        reached = following
    return tuple(changes)


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second at which the zone's offset is no longer the one it had before."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None, zone.key  # noqa: S101 - every instant has an offset in a ZoneInfo
    return offset
