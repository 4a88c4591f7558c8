"""Calendars over a stretch of years, ready for many questions: whole seconds, sorted, found by bisection.

The arithmetic is that of `schemas.business_time`, done on a list made once; what is found with it is said only after
`business_time` has confirmed it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from schemas.calendar import Calendar
from schemas.open_intervals import merged, offset_spans, open_intervals

SEARCHED_DAYS = 371
"""A year and a week: every change of the clock and every yearly holiday."""
KNOWN_DAYS = 800
"""So far calendars are laid out: the longest promise that begins within the searched days must end here."""
BEYOND = 10**12
"""A second that never comes."""
DAY = 86_400
WEEK = 7 * DAY


@dataclass(frozen=True)
class Timeline:
    """The open stretches of one or more calendars together, as seconds after `start`."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]

    @cached_property
    def before(self) -> tuple[int, ...]:
        """Open seconds before each stretch."""
        sums, total = [], 0
        for opening, closing in zip(self.opens, self.closes, strict=True):
            sums.append(total)
            total += closing - opening
        return tuple(sums)

    def add(self, at: int, seconds: float) -> int:
        """The second at which the clock started at `at` has run so long; BEYOND when it never does."""
        if seconds <= 0:
            return at
        wanted = self.run(at) + seconds
        place = bisect_left(self.before, wanted) - 1
        if place < 0:
            return BEYOND
        reached = self.opens[place] + wanted - self.before[place]
        return int(reached) if reached <= self.closes[place] else BEYOND

    def run(self, at: int) -> int:
        """Open seconds up to `at`."""
        place = bisect_right(self.opens, at) - 1
        if place < 0:
            return 0
        return self.before[place] + min(at, self.closes[place]) - self.opens[place]

    def open_at(self, at: int) -> bool:
        place = bisect_right(self.opens, at) - 1
        return place >= 0 and at < self.closes[place]

    def open_between(self, since: int, until: int) -> bool:
        """Whether it is open at some moment from `since` up to, not including, `until`."""
        return self.open_at(since) or (since < until and self.run(until) > self.run(since))

    def closed_while(self, other: Timeline) -> tuple[int, int] | None:
        """The first stretch in which the other is open and this is not."""
        for since, until in zip(other.opens, other.closes, strict=True):
            at = since
            while at < until:
                place = bisect_right(self.opens, at) - 1
                if place >= 0 and at < self.closes[place]:
                    at = self.closes[place]
                    continue
                following = self.opens[place + 1] if place + 1 < len(self.opens) else BEYOND
                return at, min(until, following)
        return None


@dataclass(frozen=True, kw_only=True)
class Almanac:
    """All calendars of a process from one Monday on."""

    calendars: dict[str, Calendar]
    start: datetime

    @cached_property
    def _laid_out(self) -> dict[str, Timeline]:
        return {}

    def timeline(self, *ids: str) -> Timeline:
        """When at least one of the calendars is open; an id that is no calendar is never open."""
        key = "|".join(sorted(set(ids)))
        if key not in self._laid_out:
            end = self.start + timedelta(days=KNOWN_DAYS)
            known = [self.calendars[id] for id in set(ids) if id in self.calendars]
            spans = merged(span for c in known for span in open_intervals(c, self.start, end=end))
            self._laid_out[key] = Timeline(
                opens=tuple(self.second(s) for s, _ in spans), closes=tuple(self.second(e) for _, e in spans)
            )
        return self._laid_out[key]

    def second(self, at: datetime) -> int:
        return int((at - self.start).total_seconds())

    def instant(self, second: int) -> datetime:
        """The instant in UTC."""
        return self.start + timedelta(seconds=second)

    def shown(self, second: int, calendar: str) -> str:
        """The instant as ISO 8601 on the wall clock of a calendar."""
        from zoneinfo import ZoneInfo

        zone = self.calendars[calendar].timezone if calendar in self.calendars else "UTC"
        return self.instant(second).astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")

    def edges(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Where one of the calendars opens or closes, in an ordinary week and in every week that is not one."""
        found: set[int] = {0}
        known = [id for id in dict.fromkeys(ids) if id in self.calendars]
        weeks = self._odd_weeks(known)
        for id in known:
            timeline = self.timeline(id)
            for edges in (timeline.opens, timeline.closes):
                for since, until in weeks:
                    found.update(edges[bisect_left(edges, since) : bisect_right(edges, until)])
        return tuple(sorted(found))

    def _odd_weeks(self, ids: Sequence[str]) -> list[tuple[int, int]]:
        """The first week, and those around a holiday or a change of a clock, as seconds."""
        marks = {DAY}
        end = self.start + timedelta(days=SEARCHED_DAYS)
        for id in ids:
            calendar = self.calendars[id]
            spans = list(offset_spans(calendar.timezone, self.start, end=end))
            marks.update(self.second(since) for since, _, _ in spans[1:])
            for day in calendar.holidays:
                at = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)
                if self.start <= at < end:
                    marks.add(self.second(at))
        return [(max(0, mark - 3 * DAY), mark + 5 * DAY) for mark in sorted(marks)]


def monday_before(written_on: str) -> datetime:
    """Midnight UTC of the Monday on or before the ISO date; an ordinary Monday for what is no date."""
    try:
        day = date.fromisoformat(written_on)
    except ValueError:
        day = date(2026, 1, 5)
    if not 1901 <= day.year <= 2190:
        day = date(2026, 1, 5)
    monday = day - timedelta(days=day.weekday())
    return datetime.combine(monday, datetime.min.time(), tzinfo=UTC)
