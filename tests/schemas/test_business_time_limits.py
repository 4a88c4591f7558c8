"""Business time refuses what has no answer, and finds no cover in hours that do not exist."""

from datetime import UTC, datetime

import pytest

from schemas.business_time import add_business_minutes, business_minutes_between, is_open, next_open, uncovered
from schemas.calendar import Calendar, Window, round_the_clock, round_the_clock_weekdays
from schemas.errors import InputError

NEVER = Calendar(id="never", label="Never", timezone="UTC", windows=(), holidays=())


def test_staff_without_hours_covers_nothing() -> None:
    """A calendar that never opens leaves the promise open."""
    promise = round_the_clock_weekdays("UTC")
    assert uncovered(promise, [NEVER], start=datetime(2026, 1, 5, tzinfo=UTC), days=7) == (
        datetime(2026, 1, 5, tzinfo=UTC),
        datetime(2026, 1, 10, tzinfo=UTC),
    )


def test_a_calendar_that_never_opens_is_an_error() -> None:
    """Each function that would search for an opening says so."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(InputError, match="never opens"):
        next_open(NEVER, at)
    with pytest.raises(InputError, match="never opens"):
        add_business_minutes(at, 1, calendar=NEVER)
    with pytest.raises(InputError, match="never opens"):
        uncovered(NEVER, [], start=at)


def test_naive_datetimes_are_refused() -> None:
    """No function guesses a zone."""
    naive, aware = datetime(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)  # noqa: DTZ001
    calendar = round_the_clock()
    for call in (
        lambda: is_open(calendar, naive),
        lambda: next_open(calendar, naive),
        lambda: add_business_minutes(naive, 1, calendar=calendar),
        lambda: business_minutes_between(naive, aware, calendar=calendar),
        lambda: business_minutes_between(aware, naive, calendar=calendar),
        lambda: business_minutes_between(aware, aware, calendar=calendar, pauses=((naive, aware),)),
        lambda: uncovered(calendar, [], start=naive),
    ):
        with pytest.raises(InputError, match="names no time zone"):
            call()


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf"), 1e12])
def test_minutes_that_no_clock_can_run_are_refused(minutes: float) -> None:
    """Negative, endless and absurd durations."""
    with pytest.raises(InputError, match="cannot be waited for"):
        add_business_minutes(datetime(2026, 1, 1, tzinfo=UTC), minutes, calendar=round_the_clock())


def test_a_duration_that_outlasts_a_century_of_short_hours_is_refused() -> None:
    """One open minute a week does not add up to a year of minutes."""
    calendar = Calendar(
        id="minute",
        label="A minute",
        timezone="UTC",
        windows=(Window(weekday="mon", start="09:00", end="09:01"),),
        holidays=(),
    )
    with pytest.raises(InputError, match="do not pass within a hundred years"):
        add_business_minutes(datetime(2026, 1, 1, tzinfo=UTC), 525_600, calendar=calendar)


def test_an_end_before_the_start_is_refused() -> None:
    """For the span measured and for a pause."""
    late, early, calendar = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), round_the_clock()
    with pytest.raises(InputError, match="before the start"):
        business_minutes_between(late, early, calendar=calendar)
    with pytest.raises(InputError, match="before it starts"):
        business_minutes_between(early, late, calendar=calendar, pauses=((late, early),))


@pytest.mark.parametrize("year", [1, 1900, 2200, 9999])
def test_years_out_of_range_are_refused(year: int) -> None:
    """Before time zones and beyond any promise."""
    with pytest.raises(InputError, match="out of range"):
        is_open(round_the_clock(), datetime(year, 1, 1, tzinfo=UTC))
