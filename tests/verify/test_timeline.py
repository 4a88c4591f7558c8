"""The fast calendars agree with the plain arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify.timeline import Almanac, monday_before
from schemas.business_time import add_business_minutes, business_minutes_between, is_open, uncovered
from schemas.calendar import Calendar, Window, public_holidays, round_the_clock, round_the_clock_weekdays

START = datetime(2026, 1, 5, tzinfo=UTC)
OFFICE = Calendar(
    id="office",
    label="Office",
    timezone="America/New_York",
    windows=tuple(Window(weekday=d, start="09:00", end="17:30") for d in ("mon", "tue", "wed", "thu", "fri")),
    holidays=public_holidays("US", years=(2026, 2027)),
)
NIGHTS = Calendar(
    id="nights",
    label="Nights",
    timezone="Australia/Sydney",
    windows=tuple(Window(weekday=d, start="00:00", end="06:00") for d in ("sun", "mon", "sat")),
    holidays=(),
)
CALENDARS = {c.id: c for c in (OFFICE, NIGHTS, round_the_clock(), round_the_clock_weekdays("Europe/Berlin"))}
ALMANAC = Almanac(calendars=CALENDARS, start=START)
ids = st.sampled_from(sorted(CALENDARS))
seconds = st.integers(min_value=0, max_value=370 * 86_400)


@settings(max_examples=200, deadline=None)
@given(ids, seconds, st.integers(min_value=0, max_value=6_000))
def test_adding_agrees_with_business_time(id: str, second: int, minutes: int) -> None:
    """A clock runs out at the same instant."""
    reached = ALMANAC.instant(ALMANAC.timeline(id).add(second, minutes * 60))
    assert reached == add_business_minutes(ALMANAC.instant(second), minutes, calendar=CALENDARS[id])


@settings(max_examples=200, deadline=None)
@given(ids, seconds)
def test_being_open_agrees_with_business_time(id: str, second: int) -> None:
    """A calendar is open at the same instants."""
    assert ALMANAC.timeline(id).open_at(second) == is_open(CALENDARS[id], ALMANAC.instant(second))


@settings(max_examples=100, deadline=None)
@given(ids, seconds)
def test_running_agrees_with_business_time(id: str, second: int) -> None:
    """A clock has run for the same time."""
    run = business_minutes_between(START, ALMANAC.instant(second), calendar=CALENDARS[id])
    assert ALMANAC.timeline(id).run(second) == pytest.approx(run * 60)


@pytest.mark.parametrize("id", sorted(CALENDARS))
@pytest.mark.parametrize("other", sorted(CALENDARS))
def test_gaps_agree_with_business_time(id: str, other: str) -> None:
    """The first stretch in which one is open and the other closed is the same."""
    gap = ALMANAC.timeline(other).closed_while(ALMANAC.timeline(id))
    plain = uncovered(CALENDARS[id], (CALENDARS[other],), start=START, days=370)
    assert (gap is None) == (plain is None)
    if gap is not None and plain is not None:
        assert ALMANAC.instant(gap[0]) == plain[0]


def test_edges_hold_every_change_of_the_clock() -> None:
    """Where the clocks change, the openings of that week are among the edges."""
    change = datetime(2026, 3, 8, 7, tzinfo=UTC)
    monday = datetime(2026, 3, 9, 13, tzinfo=UTC)
    assert monday - change < timedelta(days=2)
    assert ALMANAC.second(monday) in ALMANAC.edges(("office",))


@pytest.mark.parametrize(
    ("written", "monday"),
    [("2026-11-24", "2026-11-23"), ("2026-11-23", "2026-11-23"), ("soon", "2026-01-05"), ("0001-01-01", "2026-01-05")],
)
def test_calendars_are_laid_out_from_a_monday(written: str, monday: str) -> None:
    """The Monday on or before the document's date, an ordinary one where it has none."""
    assert monday_before(written).date().isoformat() == monday
