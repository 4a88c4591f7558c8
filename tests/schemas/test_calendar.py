"""Calendars accept what a week can hold and say what is wrong with the rest."""

import pytest
from pydantic import ValidationError

from schemas.calendar import (
    Calendar,
    Weekday,
    Window,
    is_timezone,
    public_holidays,
    round_the_clock,
    round_the_clock_weekdays,
)
from schemas.errors import InputError


def calendar_of(*windows: tuple[Weekday, str, str], holidays: tuple[str, ...] = ()) -> Calendar:
    """A Berlin calendar with these windows."""
    return Calendar(
        id="office",
        label="Office",
        timezone="Europe/Berlin",
        windows=tuple(Window(weekday=day, start=start, end=end) for day, start, end in windows),
        holidays=holidays,
    )


def spans(calendar: Calendar) -> list[tuple[str, str, str]]:
    """The windows as plain tuples."""
    return [(window.weekday, window.start, window.end) for window in calendar.windows]


@pytest.mark.parametrize("clock", ["9:00", "25:00", "24:01", "09:60", "0900", "", "09:00 ", "noon", "٠٩:٠٠"])
def test_a_window_rejects_what_is_no_time_of_day(clock: str) -> None:
    """Only HH:MM up to 24:00 is a time."""
    with pytest.raises(ValidationError, match="write HH:MM from 00:00 to 24:00"):
        Window(weekday="mon", start=clock, end="24:00")


@pytest.mark.parametrize(("start", "end"), [("22:00", "06:00"), ("09:00", "09:00"), ("24:00", "24:00")])
def test_a_window_must_end_after_it_starts(start: str, end: str) -> None:
    """A night shift is told how to be written."""
    with pytest.raises(ValidationError, match="write one that runs past midnight as two"):
        Window(weekday="mon", start=start, end=end)


def test_a_minute_to_midnight_is_kept_as_midnight() -> None:
    """Nobody who writes 23:59 means to leave a minute uncovered."""
    assert Window(weekday="mon", start="00:00", end="23:59").end == "24:00"


def test_windows_are_sorted_and_merged() -> None:
    """Overlapping and touching windows become one, in weekly order."""
    calendar = calendar_of(
        ("tue", "14:00", "22:00"),
        ("mon", "13:00", "17:00"),
        ("tue", "06:00", "14:00"),
        ("mon", "09:00", "12:00"),
        ("mon", "14:00", "15:00"),
    )
    assert spans(calendar) == [("mon", "09:00", "12:00"), ("mon", "13:00", "17:00"), ("tue", "06:00", "22:00")]


def test_calendars_with_the_same_hours_are_equal() -> None:
    """The order in which windows are given does not matter."""
    assert calendar_of(("mon", "09:00", "12:00"), ("tue", "09:00", "12:00")) == calendar_of(
        ("tue", "09:00", "12:00"), ("mon", "09:00", "10:00"), ("mon", "10:00", "12:00")
    )


def test_weekly_minutes_counts_every_window() -> None:
    """Five days of nine hours and a short Saturday."""
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    calendar = calendar_of(*((day, "09:00", "18:00") for day in days), ("sat", "10:00", "14:00"))
    assert calendar.weekly_minutes == 5 * 540 + 240


def test_round_the_clock_is_always_open() -> None:
    """24x7 has no closed minute."""
    assert (round_the_clock().id, round_the_clock().always_open) == ("24x7", True)


def test_round_the_clock_on_weekdays_closes_at_the_weekend() -> None:
    """24x5 is open on five whole days of its zone."""
    calendar = round_the_clock_weekdays("America/New_York")
    assert (calendar.id, calendar.timezone, calendar.weekly_minutes, calendar.always_open) == (
        "24x5",
        "America/New_York",
        5 * 1440,
        False,
    )


def test_a_holiday_ends_always_open() -> None:
    """A calendar that closes on one date is not always open."""
    closed_once = Calendar(**{**dict(round_the_clock()), "holidays": ("2026-12-25",)})
    assert not closed_once.always_open


def test_holidays_are_sorted_and_unique() -> None:
    """The same date twice is one holiday."""
    calendar = calendar_of(holidays=("2026-12-25", "2026-01-01", "2026-12-25"))
    assert calendar.holidays == ("2026-01-01", "2026-12-25")


@pytest.mark.parametrize("day", ["25.12.2026", "2026-02-30", "20261225", "2026-W01-1", ""])
def test_a_holiday_must_be_an_iso_date(day: str) -> None:
    """Other ways to write a date are refused."""
    with pytest.raises(ValidationError, match="write holidays as YYYY-MM-DD"):
        calendar_of(holidays=(day,))


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires"])
def test_names_of_the_database_are_time_zones(name: str) -> None:
    """IANA names and UTC are known."""
    assert is_timezone(name)


@pytest.mark.parametrize(
    "name", ["", "CET", "EST", "Europe", "Europe/Bärlin", "../etc/passwd", "/etc/passwd", "right/UTC", "Mars/Base"]
)
def test_a_calendar_rejects_what_is_no_time_zone(name: str) -> None:
    """Abbreviations, folders and paths are no zones."""
    with pytest.raises(ValidationError, match="write an IANA name"):
        Calendar(id="x", label="x", timezone=name, windows=(), holidays=())


@pytest.mark.parametrize("name", ["", "two words", "tab\there"])
def test_an_id_is_one_word(name: str) -> None:
    """An id is written into conditions and must not fall apart there."""
    with pytest.raises(ValidationError, match="one word without spaces"):
        Calendar(id=name, label="x", timezone="UTC", windows=(), holidays=())


def test_public_holidays_of_a_region_hold_more_than_the_country_s() -> None:
    """Bavaria has Epiphany off, all of Germany has Unity Day."""
    country = public_holidays("DE", years=[2026])
    region = public_holidays("de", years=[2026], subdivision="by")
    assert set(region) - set(country) >= {"2026-01-06"}
    assert "2026-10-03" in country


def test_public_holidays_come_as_ordered_dates_of_the_years_asked() -> None:
    """Two years, each once, ready for a calendar."""
    days = public_holidays("US", years=[2027, 2026, 2026])
    assert list(days) == sorted(set(days))
    assert {day[:4] for day in days} >= {"2026", "2027"}
    assert calendar_of(holidays=days).holidays == days


@pytest.mark.parametrize(("country", "subdivision", "what"), [("XX", None, "XX"), ("", None, "''"), ("DE", "CA", "CA")])
def test_an_unknown_country_or_region_is_named(country: str, subdivision: str | None, what: str) -> None:
    """The error says which word was not known."""
    with pytest.raises(InputError, match=what):
        public_holidays(country, years=[2026], subdivision=subdivision)
