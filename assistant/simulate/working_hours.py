"""A calendar's open time as arithmetic: minutes since a start, worked minutes, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from schemas.calendar import Calendar
from schemas.open_intervals import merged, open_intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WorkingHours:
    """The open stretches of a calendar over some weeks, in real minutes since `start`.

    Beyond the last week time is taken to be closed for good: a wait until then is without end.
    """

    def __init__(self, calendar: Calendar, *, start: datetime, weeks: float) -> None:
        end = start + timedelta(weeks=weeks)
        minute = timedelta(minutes=1)
        stretches = merged(open_intervals(calendar, start, end=end))
        self.opens = [(since - start) / minute for since, _ in stretches]
        self.closes = [(until - start) / minute for _, until in stretches]
        self.before = [0.0]
        """Open minutes before each stretch, and of all together at the end."""
        for since, until in zip(self.opens, self.closes, strict=True):
            self.before.append(self.before[-1] + until - since)
        self.always = len(self.opens) == 1 and not self.opens[0] and self.closes[0] >= weeks * 10_080 - 1e-6

    @property
    def total(self) -> float:
        """All open minutes."""
        return self.before[-1]

    def is_open(self, at: float) -> bool:
        place = bisect_right(self.opens, at) - 1
        return place >= 0 and at < self.closes[place]

    def opening(self, at: float) -> float:
        """The first open moment from `at` on; infinite when there is none."""
        place = bisect_right(self.closes, at)
        if place == len(self.closes):
            return float("inf")
        return max(at, self.opens[place])

    def worked(self, at: float) -> float:
        """Open minutes up to a moment."""
        if self.always:
            return at
        place = bisect_right(self.opens, at) - 1
        if place < 0:
            return 0.0
        return self.before[place] + min(at, self.closes[place]) - self.opens[place]

    def after(self, at: float, minutes: float) -> float:
        """The moment by which the clock, started at `at`, has run for so many minutes; infinite beyond the end."""
        if self.always:
            return at + minutes
        wanted = self.worked(at) + minutes
        if minutes <= 0:
            return at
        place = bisect_left(self.before, wanted) - 1
        if place >= len(self.opens):
            return float("inf")
        return self.opens[place] + wanted - self.before[place]

    def worked_each(self, moments: NDArray[Any]) -> NDArray[Any]:
        """`worked` of many moments at once; a moment without end has worked without end."""
        import numpy as np

        if not self.opens:
            return np.zeros(len(moments))
        place = np.searchsorted(self.opens, moments, side="right") - 1
        here = np.maximum(place, 0)
        opens, closes, before = np.array(self.opens), np.array(self.closes), np.array(self.before)
        found = before[here] + np.minimum(moments, closes[here]) - opens[here]
        found[place < 0] = 0.0
        found[np.isinf(moments)] = np.inf
        return np.asarray(found)

    def moments_of(self, worked: NDArray[Any]) -> NDArray[Any]:
        """The real moments, at openings rather than closings, at which so many open minutes have passed."""
        import numpy as np

        before = np.array(self.before)
        place = np.minimum(np.searchsorted(before, worked, side="right") - 1, len(self.opens) - 1)
        return np.asarray(np.array(self.opens)[place] + worked - before[place])
