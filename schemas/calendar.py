"""When a team works: weekly windows in one time zone, and the dates on which it is closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator, model_validator

from schemas.errors import InputError
from schemas.noun import Noun

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
WORKING_DAYS: tuple[Weekday, ...] = WEEKDAYS[:5]
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
ALWAYS = "24x7"
ALWAYS_ON_WEEKDAYS = "24x5"

_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
# Zones of the database that depend on the machine, or that count leap seconds.
_MACHINE_ZONES = ("posix/", "right/", "SystemV/")


def minute_of(clock: str) -> int:
    """Minutes after midnight of "HH:MM", 0 to 1440. Raises ValueError for any other text."""
    if not _CLOCK.fullmatch(clock):
        raise ValueError(f"{clock!r} is not a time of day: write HH:MM from 00:00 to 24:00.")
    return int(clock[:2]) * 60 + int(clock[3:])


def clock_of(minute: int) -> str:
    """ "HH:MM" of minutes after midnight, 0 to 1440."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


class Window(Noun):
    """A stretch of one weekday in local wall-clock time. One that runs past midnight is written as two."""

    weekday: Weekday
    """The day of the week on which it lies."""
    start: str
    """Opening time as HH:MM, 00:00 to 23:59."""
    end: str
    """Closing time as HH:MM, not included, up to 24:00; 23:59 is kept as 24:00, which is what people mean by it."""

    @field_validator("start", "end")
    @classmethod
    def _is_a_clock_time(cls, clock: str) -> str:
        minute_of(clock)
        return clock

    @field_validator("end")
    @classmethod
    def _closes_at_midnight(cls, clock: str) -> str:
        return "24:00" if clock == "23:59" else clock

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Window:
        if self.start_minute >= self.end_minute:
            raise ValueError(
                f"A window must end after it starts, and {self.start}-{self.end} does not: "
                "write one that runs past midnight as two, up to 24:00 and from 00:00 of the next day."
            )
        return self

    @property
    def start_minute(self) -> int:
        """Minutes after midnight at which it opens."""
        return minute_of(self.start)

    @property
    def end_minute(self) -> int:
        """Minutes after midnight at which it closes."""
        return minute_of(self.end)


class Calendar(Noun):
    """The hours of a team or of a promise.

    Windows are kept in weekly order, with those that overlap or touch merged, and holidays sorted and each once:
    calendars that are open at the same times are written the same way.
    """

    id: str
    """The name by which clocks and tiers refer to it, without spaces, such as 24x7 or berlin_office."""
    label: str
    """What people call it."""
    timezone: str
    """Time zone as an IANA name, such as Europe/Berlin, or UTC."""
    windows: tuple[Window, ...]
    """The weekly opening windows."""
    holidays: tuple[str, ...]
    """ISO dates, in the calendar's own time zone, on which it stays closed all day."""

    @field_validator("id")
    @classmethod
    def _is_one_word(cls, name: str) -> str:
        if not name or re.search(r"\s", name):
            raise ValueError(f"{name!r} cannot name a calendar: an id is one word without spaces.")
        return name

    @field_validator("timezone")
    @classmethod
    def _is_a_known_zone(cls, name: str) -> str:
        if not is_timezone(name):
            raise ValueError(f"{name!r} is not a time zone: write an IANA name such as Europe/Berlin, or UTC.")
        return name

    @field_validator("windows")
    @classmethod
    def _in_order_and_merged(cls, windows: tuple[Window, ...]) -> tuple[Window, ...]:
        merged: list[Window] = []
        for window in sorted(windows, key=lambda each: (WEEKDAYS.index(each.weekday), each.start_minute)):
            last = merged[-1] if merged else None
            if last is None or last.weekday != window.weekday or last.end_minute < window.start_minute:
                merged.append(window)
            elif window.end_minute > last.end_minute:
                merged[-1] = Window(weekday=last.weekday, start=last.start, end=window.end)
        return tuple(merged)

    @field_validator("holidays")
    @classmethod
    def _are_dates(cls, days: tuple[str, ...]) -> tuple[str, ...]:
        for day in days:
            if not _is_iso_date(day):
                raise ValueError(f"{day!r} is not a date: write holidays as YYYY-MM-DD.")
        return tuple(sorted(set(days)))

    @property
    def always_open(self) -> bool:
        """Whether there is no closed minute in it."""
        return self.weekly_minutes == MINUTES_A_WEEK and not self.holidays

    @property
    def weekly_minutes(self) -> int:
        """Open minutes in a week without holidays and changes of the clock, 0 to 10,080."""
        return sum(window.end_minute - window.start_minute for window in self.windows)


def is_timezone(name: str) -> bool:
    """Whether this is UTC or an Area/City name of the IANA database.

    Bare abbreviations such as CET or EST are no zones here: some of them never change to summer time.
    """
    if name == "UTC":
        return True
    if "/" not in name or name.startswith(_MACHINE_ZONES):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def round_the_clock() -> Calendar:
    """The calendar 24x7: every minute, in UTC."""
    return Calendar(
        id=ALWAYS, label="Around the clock, every day", timezone="UTC", windows=whole_days(WEEKDAYS), holidays=()
    )


def round_the_clock_weekdays(timezone: str) -> Calendar:
    """The calendar 24x5: Monday 00:00 to Friday 24:00 on the wall clock of `timezone`, an IANA name."""
    return Calendar(
        id=ALWAYS_ON_WEEKDAYS,
        label="Around the clock, Monday to Friday",
        timezone=timezone,
        windows=whole_days(WORKING_DAYS),
        holidays=(),
    )


def whole_days(days: Sequence[Weekday]) -> tuple[Window, ...]:
    """A window from 00:00 to 24:00 on each of the days."""
    return tuple(Window(weekday=day, start="00:00", end="24:00") for day in days)


def public_holidays(country: str, *, years: Sequence[int], subdivision: str | None = None) -> tuple[str, ...]:
    """ISO dates of a country's public holidays in the years, in order, for `Calendar.holidays`.

    country: ISO 3166 code (DE, US). subdivision: a region's code (BY, CA); None for the whole country's only.
    Raises InputError for a country or subdivision that is not known. Source: the holidays library.
    """
    import holidays

    code, region = country.strip().upper(), subdivision.strip().upper() if subdivision else None
    regions = holidays.list_supported_countries(include_aliases=True).get(code)
    if regions is None:
        raise InputError(f"No public holidays are known for {country!r}.", do="Give an ISO code, such as DE.")
    if region is not None and region not in regions:
        known = ", ".join(regions) or "none"
        raise InputError(f"{code} has no region {subdivision!r}.", do=f"Its regions are: {known}.")
    dates = holidays.country_holidays(code, subdiv=region, years=sorted(set(years)))
    return tuple(day.isoformat() for day in sorted(dates))


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
