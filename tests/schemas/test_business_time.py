"""Business time agrees with a reference that walks through real time minute by minute and reads the wall clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.business_time import (
    Pauses,
    add_business_minutes,
    business_minutes_between,
    is_open,
    next_open,
    uncovered,
)
from schemas.calendar import WEEKDAYS, Calendar, Weekday, Window, round_the_clock, round_the_clock_weekdays
from schemas.errors import InputError

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
# Midnight UTC before days on which the clocks of one of the zones change, and of a plain one. Apia skipped 2011-12-30.
ANCHORS = [
    datetime(2026, 3, 28, tzinfo=UTC),
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 3, 7, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2011, 12, 29, tzinfo=UTC),
    datetime(2026, 12, 30, tzinfo=UTC),
    datetime(2026, 6, 10, tzinfo=UTC),
]
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/St_Johns",
    "UTC",
]
NEVER = Calendar(id="never", label="Never", timezone="UTC", windows=(), holidays=())


def weekly(
    timezone: str, days: tuple[Weekday, ...], start: str, end: str, *, holidays: tuple[str, ...] = ()
) -> Calendar:
    """The same window on several days."""
    windows = tuple(Window(weekday=day, start=start, end=end) for day in days)
    return Calendar(id="c", label="c", timezone=timezone, windows=windows, holidays=holidays)


def reads_open(calendar: Calendar, instant: datetime) -> bool:
    """The reference: what the wall clock reads decides."""
    local = instant.astimezone(ZoneInfo(calendar.timezone))
    minute = local.hour * 60 + local.minute
    return local.date().isoformat() not in calendar.holidays and any(
        window.weekday == WEEKDAYS[local.weekday()] and window.start_minute <= minute < window.end_minute
        for window in calendar.windows
    )


def runs(calendar: Calendar, instant: datetime, pauses: Pauses) -> bool:
    """The reference for a clock with pauses."""
    return reads_open(calendar, instant) and not any(start <= instant < end for start, end in pauses)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar of one of the zones, with up to two holidays near one of the anchors."""
    clocks = st.integers(min_value=0, max_value=1440)
    spans = draw(st.lists(st.tuples(st.sampled_from(WEEKDAYS), clocks, clocks), min_size=1, max_size=10))
    windows = tuple(
        Window(weekday=day, start=f"{low // 60:02d}:{low % 60:02d}", end=f"{high // 60:02d}:{high % 60:02d}")
        for day, low, high in ((day, min(pair), max(pair)) for day, *pair in spans)
        if low < high
    )
    near = st.builds(lambda anchor, days: (anchor + timedelta(days=days)).date().isoformat(),
                     st.sampled_from(ANCHORS), st.integers(min_value=0, max_value=4))  # fmt: skip
    return Calendar(
        id="drawn",
        label="Drawn",
        timezone=draw(st.sampled_from(ZONES)),
        windows=windows,
        holidays=tuple(draw(st.lists(near, max_size=2))),
    )


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """A whole minute within two days of a day on which clocks change."""
    return draw(st.sampled_from(ANCHORS)) + timedelta(minutes=draw(st.integers(min_value=0, max_value=2880)))


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime) -> Pauses:
    """Up to three pauses in any order, which may overlap and may begin before the start."""
    offsets = st.integers(min_value=-300, max_value=2500)
    pairs = draw(st.lists(st.tuples(offsets, st.integers(min_value=0, max_value=700)), max_size=3))
    return tuple((start + low * MINUTE, start + (low + length) * MINUTE) for low, length in pairs)


@settings(max_examples=150, deadline=None)
@given(calendars(), instants())
@example(weekly("Europe/Berlin", ("sun",), "02:00", "03:00"), datetime(2026, 3, 29, 1, tzinfo=UTC))
@example(weekly("Europe/Berlin", ("sun",), "02:00", "03:00"), datetime(2026, 10, 25, 1, tzinfo=UTC))
def test_is_open_reads_the_wall_clock(calendar: Calendar, at: datetime) -> None:
    """Open exactly where the local wall clock lies inside a window on a working date."""
    assert is_open(calendar, at) == reads_open(calendar, at)


@settings(max_examples=60, deadline=None)
@given(calendars(), instants(), st.integers(min_value=0, max_value=2880), st.data())
def test_minutes_between_agree_with_counting_minutes(
    calendar: Calendar, start: datetime, length: int, data: st.DataObject
) -> None:
    """The sum over minutes in which the clock runs, pauses taken out."""
    pauses = data.draw(pauses_after(start))
    counted = sum(runs(calendar, start + minute * MINUTE, pauses) for minute in range(length))
    assert business_minutes_between(start, start + length * MINUTE, calendar=calendar, pauses=pauses) == counted


@settings(max_examples=60, deadline=None)
@given(calendars(), instants(), st.integers(min_value=1, max_value=600), st.data())
def test_adding_minutes_agrees_with_walking_minutes(
    calendar: Calendar, start: datetime, minutes: int, data: st.DataObject
) -> None:
    """The first instant by which the clock has run so long, looked for within four days."""
    pauses = data.draw(pauses_after(start))
    reached, left = start, minutes
    while left and reached < start + timedelta(days=4):
        left -= runs(calendar, reached, pauses)
        reached += MINUTE
    if not left:
        assert add_business_minutes(start, minutes, calendar=calendar, pauses=pauses) == reached


@settings(max_examples=150, deadline=None)
@given(calendars().filter(lambda each: bool(each.windows)), instants(), st.floats(0, 5000), st.data())
def test_minutes_added_are_the_minutes_between(
    calendar: Calendar, start: datetime, minutes: float, data: st.DataObject
) -> None:
    """Adding and measuring undo each other, to the microsecond."""
    pauses = data.draw(pauses_after(start))
    end = add_business_minutes(start, minutes, calendar=calendar, pauses=pauses)
    measured = business_minutes_between(start, end, calendar=calendar, pauses=pauses)
    assert measured == pytest.approx(minutes, abs=1e-6 / 60 * 2)


@settings(max_examples=60, deadline=None)
@given(calendars(), instants())
def test_next_open_is_the_first_open_minute(calendar: Calendar, at: datetime) -> None:
    """No minute before it is open, and it is itself."""
    walked = (at + minute * MINUTE for minute in range(4 * 1440))
    first = next((instant for instant in walked if reads_open(calendar, instant)), None)
    if first is not None:
        assert next_open(calendar, at) == first


@settings(max_examples=40, deadline=None)
@given(calendars().filter(lambda each: bool(each.windows)), st.lists(calendars(), max_size=3), instants())
def test_uncovered_agrees_with_looking_at_every_minute(
    promise: Calendar, staffed: list[Calendar], start: datetime
) -> None:
    """The first run of minutes that are promised and not staffed, or none."""
    gap = [
        reads_open(promise, start + minute * MINUTE)
        and not any(reads_open(calendar, start + minute * MINUTE) for calendar in staffed)
        for minute in range(3 * 1440)
    ]
    expected = None
    if True in gap:
        first = gap.index(True)
        last = gap.index(False, first) if False in gap[first:] else len(gap)
        expected = (start + first * MINUTE, start + last * MINUTE)
    assert uncovered(promise, staffed, start=start, days=3) == expected


def test_a_night_that_skips_an_hour_is_an_hour_shorter() -> None:
    """From midnight to six is five hours when the clocks go forward."""
    nights = weekly("Europe/Berlin", ("sun",), "00:00", "06:00")
    start, end = datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 3, 29, 12, tzinfo=BERLIN)
    assert business_minutes_between(start, end, calendar=nights) == 300


def test_a_night_that_repeats_an_hour_is_an_hour_longer() -> None:
    """From midnight to six is seven hours when the clocks go back."""
    nights = weekly("Europe/Berlin", ("sun",), "00:00", "06:00")
    start, end = datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2026, 10, 25, 12, tzinfo=BERLIN)
    assert business_minutes_between(start, end, calendar=nights) == 420


def test_a_window_inside_the_repeated_hour_opens_twice() -> None:
    """Half past two comes twice: fifteen minutes the first time, then the whole window again."""
    calendar = weekly("Europe/Berlin", ("sun",), "02:15", "02:45")
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert add_business_minutes(start, 45, calendar=calendar) == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


def test_a_clock_that_runs_out_at_closing_time_ends_there() -> None:
    """Not at the next opening."""
    calendar = weekly("UTC", ("mon", "tue"), "09:00", "17:00")
    assert add_business_minutes(datetime(2026, 6, 8, 9, tzinfo=UTC), 480, calendar=calendar) == datetime(
        2026, 6, 8, 17, tzinfo=UTC
    )


def test_no_minutes_added_is_the_start_itself() -> None:
    """Even in a closed hour."""
    start = datetime(2026, 6, 7, 3, tzinfo=UTC)
    assert add_business_minutes(start, 0, calendar=weekly("UTC", ("mon",), "09:00", "17:00")) == start


def test_results_are_in_utc() -> None:
    """So that they can be subtracted from each other."""
    due = add_business_minutes(datetime(2026, 6, 8, 9, tzinfo=BERLIN), 60, calendar=round_the_clock())
    assert due.tzinfo is UTC


def test_three_sites_follow_the_sun_without_a_gap() -> None:
    """Eight hours each in UTC cover a promise around the clock."""
    shifts = [("00:00", "08:00"), ("08:00", "16:00"), ("16:00", "24:00")]
    sites = [weekly("UTC", WEEKDAYS, start, end) for start, end in shifts]
    assert uncovered(round_the_clock(), sites, start=datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_sites_that_cover_a_promise_in_winter_part_when_one_changes_its_clock_first() -> None:
    """New York's 16:00 is Berlin's 22:00, but 21:00 from 8 March until Berlin changes too."""
    promise = weekly("Europe/Berlin", WEEKDAYS, "09:00", "22:00")
    sites = [
        weekly("Europe/Berlin", WEEKDAYS, "09:00", "18:00"),
        weekly("America/New_York", WEEKDAYS, "12:00", "16:00"),
    ]
    assert uncovered(promise, sites, start=datetime(2026, 1, 1, tzinfo=UTC)) == (
        datetime(2026, 3, 8, 20, tzinfo=UTC),
        datetime(2026, 3, 8, 21, tzinfo=UTC),
    )


def test_a_holiday_of_the_staff_is_a_gap_in_the_promise() -> None:
    """The team is away on a date on which the promise holds."""
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    promise = weekly("Europe/Berlin", days, "09:00", "17:00")
    staffed = weekly("Europe/Berlin", days, "08:00", "18:00", holidays=("2026-05-01",))
    assert uncovered(promise, [staffed], start=datetime(2026, 1, 1, tzinfo=UTC)) == (
        datetime(2026, 5, 1, 7, tzinfo=UTC),
        datetime(2026, 5, 1, 15, tzinfo=UTC),
    )


def test_a_whole_horizon_without_staff_is_one_gap() -> None:
    """A round-the-clock promise with nobody is uncovered from the first instant to the last."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    assert uncovered(round_the_clock(), [], start=start, days=10) == (start, start + timedelta(days=10))


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
    calendar = weekly("UTC", ("mon",), "09:00", "09:01")
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
