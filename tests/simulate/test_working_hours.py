"""A calendar's open time as arithmetic, against the exact arithmetic of instants."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.simulate.working_hours import WorkingHours
from schemas.business_time import add_business_minutes, business_minutes_between, is_open, next_open
from schemas.calendar import Calendar, Window, round_the_clock

START = datetime(2026, 3, 23, tzinfo=UTC)
"""The week in which clocks change in Europe follows."""
OFFICE = Calendar(
    id="office",
    label="Office",
    timezone="Europe/Berlin",
    windows=tuple(Window(weekday=d, start="09:00", end="17:30") for d in ("mon", "tue", "wed", "thu", "fri")),
    holidays=("2026-04-03", "2026-04-06"),
)
HOURS = WorkingHours(OFFICE, start=START, weeks=6)
moments = st.integers(0, 3 * 10_080).map(float)


def instant(at: float) -> datetime:
    return START + timedelta(minutes=at)


@given(moments)
def test_open_and_opening_are_those_of_the_calendar(at: float) -> None:
    """Across the change of the clocks and two holidays."""
    assert HOURS.is_open(at) == is_open(OFFICE, instant(at))
    assert instant(HOURS.opening(at)) == next_open(OFFICE, instant(at))


@given(moments, st.integers(0, 3_000).map(float))
def test_minutes_run_as_the_calendar_counts_them(at: float, minutes: float) -> None:
    """Forward, and the minutes between two moments."""
    assert instant(HOURS.after(at, minutes)) == add_business_minutes(instant(at), minutes, calendar=OFFICE)
    worked = HOURS.worked(at + minutes) - HOURS.worked(at)
    assert worked == pytest.approx(business_minutes_between(instant(at), instant(at + minutes), calendar=OFFICE))


def test_many_moments_at_once_are_as_each_alone() -> None:
    """And back from worked minutes to moments."""
    import numpy as np

    at = np.arange(0.0, 20_000.0, 37.0)
    worked = HOURS.worked_each(at)
    assert worked.tolist() == pytest.approx([HOURS.worked(one) for one in at.tolist()])
    back = HOURS.moments_of(worked)
    assert back.tolist() == pytest.approx([HOURS.opening(one) for one in at.tolist()])


def test_beyond_the_last_week_nothing_opens() -> None:
    """A wait that long is without end."""
    assert HOURS.opening(6 * 10_080.0) == float("inf")
    assert HOURS.after(0.0, 1e9) == float("inf")


def test_a_calendar_without_hours_never_opens() -> None:
    """It is told, not looped over."""
    never = WorkingHours(OFFICE.model_copy(update={"windows": ()}), start=START, weeks=2)
    assert (never.is_open(0.0), never.opening(0.0), never.after(0.0, 5.0)) == (False, float("inf"), float("inf"))


def test_around_the_clock_time_is_time() -> None:
    """Nothing is added or left out."""
    always = WorkingHours(round_the_clock(), start=START, weeks=2)
    assert (always.worked(123.0), always.after(5.0, 10.0)) == (123.0, 15.0)
