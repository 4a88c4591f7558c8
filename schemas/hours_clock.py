"""Times of day as people write them, and the stretch of time that two of them mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.calendar import MINUTES_A_DAY

Span = tuple[int, int]
"""From and to in minutes after midnight of one day: an end past 1440 lies on a later day, at most a week after."""
HALF_DAY = 12 * 60


@dataclass(frozen=True)
class Clock:
    """A time of day as it was written."""

    minute: int
    """Minutes after midnight, 0 to 1440; am and pm are already counted in."""
    half: Literal["am", "pm"] | None
    """Which of them was written."""
    by_24_hours: bool
    """Whether it stands plainly on a 24-hour clock: 18, 06:00, 0900, noon."""
    explicit: bool
    """Whether it is a time of day for certain, not a bare number."""


def span_between(start: Clock, end: Clock) -> Span:
    """The time from one to the other: what is not said about am and pm is taken so that work falls into the day.

    "9-5" is 09:00 to 17:00, "8 to 8" 08:00 to 20:00, "1-5pm" 13:00 to 17:00, "10pm-6" 22:00 to 06:00 of the next day.
    """
    opens, closes = start.minute, end.minute
    if start.half is None and not start.by_24_hours and end.half is not None:
        opens = _before(opens % HALF_DAY, closes, half=end.half)
    if end.half is None and not end.by_24_hours and closes <= opens < closes + HALF_DAY:
        closes += HALF_DAY
    opens %= MINUTES_A_DAY
    return opens, closes if closes > opens else closes + MINUTES_A_DAY


def span_through(start: Clock, end: Clock, *, days: int) -> Span:
    """The time from one to the other, 0 to 6 days later; an end before the start on the same day is a week later."""
    opens, closes = start.minute % MINUTES_A_DAY, end.minute + days * MINUTES_A_DAY
    return opens, closes if closes > opens else closes + 7 * MINUTES_A_DAY


def _before(hour: int, closes: int, *, half: Literal["am", "pm"]) -> int:
    """The opening in the same half of the day as the close if it comes before it there, else in the other half."""
    same, other = (hour + HALF_DAY, hour) if half == "pm" else (hour, hour + HALF_DAY)
    return same if same < closes else other
