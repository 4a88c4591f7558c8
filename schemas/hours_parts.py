"""What a statement of hours says, once it is read, and the calendar that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.calendar import MINUTES_A_DAY, WEEKDAYS, Window, clock_of
from schemas.hours_clock import Span

WEEK = tuple(range(7))
ALL_DAY: Span = (0, MINUTES_A_DAY)
# Hours inside these, stated without days, are office hours.
OFFICE_DAY: Span = (7 * 60, 20 * 60)
# What is shorter is a meeting or an appointment, not the hours of a team.
_SHORTEST_SHIFT = 4 * 60
_SHORTEST_STATED_SHIFT = 2 * 60


@dataclass(frozen=True)
class Part:
    """Some days with their hours."""

    days: tuple[int, ...] | None
    """Weekdays, Monday 0; None where none are stated."""
    spans: tuple[Span, ...]
    """The hours; none for days off."""
    zone: str | None
    """The IANA name of the time zone stated, if one is."""
    explicit: bool = False
    """Whether its times can be nothing but times of day."""
    office: bool = False
    """Whether it is called business or office hours."""
    context: bool = False
    """Whether it is called hours of some kind."""
    no_holidays: bool = False
    """Whether it says that public holidays are left out."""

    @property
    def days_meant(self) -> tuple[int, ...]:
        """The days stated; where none are, Monday to Friday for office hours and every day for longer ones."""
        if self.days is not None:
            return self.days
        daytime = all(OFFICE_DAY[0] <= start and end <= OFFICE_DAY[1] for start, end in self.spans)
        return WEEK[:5] if self.office or daytime else WEEK

    @property
    def plausible(self) -> bool:
        """Whether these are hours of work even in the middle of a text about other things."""
        longest = sum(end - start for start, end in self.spans)
        if self.days is not None:
            return not self.spans or longest >= _SHORTEST_STATED_SHIFT
        return longest >= _SHORTEST_SHIFT and (self.explicit or self.context or self.zone is not None)


@dataclass(frozen=True)
class Statement:
    """Parts that belong together, and the tokens they take up; without parts, tokens that state no hours."""

    parts: tuple[Part, ...]
    first: int
    after: int

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones stated, each once, in the order of the text."""
        return tuple(dict.fromkeys(part.zone for part in self.parts if part.zone))


def windows_of(parts: Iterable[Part]) -> tuple[Window, ...]:
    """The weekly windows that parts mean together; days off take away the hours that begin on them."""
    parts = tuple(parts)
    off = {day for part in parts if not part.spans for day in part.days_meant}
    spans = (
        (day, start, end) for part in parts for day in part.days_meant if day not in off for start, end in part.spans
    )
    return tuple(window for day, start, end in spans for window in _windows(day, start, end))


def _windows(day: int, start: int, end: int) -> Iterator[Window]:
    """One window for each of the days over which the hours run."""
    for ahead in range((end - 1) // MINUTES_A_DAY + 1):
        midnight = ahead * MINUTES_A_DAY
        opens, closes = max(start - midnight, 0), min(end - midnight, MINUTES_A_DAY)
        yield Window(weekday=WEEKDAYS[(day + ahead) % 7], start=clock_of(opens), end=clock_of(closes))
