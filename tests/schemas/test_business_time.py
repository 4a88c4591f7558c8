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
from schemas.calendar import WEEKDAYS, Calendar, Weekday, Window, round_the_clock

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
