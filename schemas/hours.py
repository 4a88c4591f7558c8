"""Hours as text: read what people write, find it in prose, write it in one canonical form.

The canonical form is "mon-fri 09:00-18:00 Europe/Berlin; sat 10:00-14:00 Europe/Berlin", "24x7" (in UTC, unless a zone
follows) or "24x5 America/New_York". Hours past midnight are written on the day on which they begin, as in
"fri 22:00-06:00 UTC". Holidays are dates and stay out of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from schemas.calendar import (
    ALWAYS,
    ALWAYS_ON_WEEKDAYS,
    MINUTES_A_DAY,
    WEEKDAYS,
    WORKING_DAYS,
    Calendar,
    clock_of,
    is_timezone,
    whole_days,
)
from schemas.errors import InputError
from schemas.hours_clock import Span
from schemas.hours_grammar import Reader, reader_of
from schemas.hours_parts import Statement, windows_of
from schemas.hours_tokens import Token, tokens_of
from schemas.zones import SEVERAL_ZONES

EXAMPLE = "Write hours like this: mon-fri 09:00-18:00 Europe/Berlin; sat 10:00-14:00 Europe/Berlin, or 24x7."
CLOSED = "closed"
_QUOTED_CHARACTERS = 60
# What may be left over in a text about hours without a loss of meaning.
_WITHOUT_MEANING = frozenset({"comma", "and", "semi", "stop", "office", "context"})


@dataclass(frozen=True)
class FoundHours:
    """Hours that a text states."""

    text: str
    """The words themselves, exactly as they stand."""
    start: int
    """Where they begin in the text, in characters."""
    calendar: Calendar
    days_stated: bool
    """False where the days were inferred: Monday to Friday for office hours, every day for longer ones."""
    zone_stated: bool
    """False where the default time zone was taken."""
    closed_on_holidays: bool
    """Whether it says that public holidays are left out; their dates need a country."""


def parse_hours(text: str, *, id: str, default_timezone: str) -> Calendar:
    """The calendar that a text about nothing but hours means, without holidays; its label is the canonical form.

    The text may be canonical or free English, German or Spanish. Hours without a zone are in default_timezone, hours
    around the clock without a zone in UTC; hours without days are Monday to Friday within 07:00-20:00 or where they are
    called business hours, else every day. Raises InputError, naming what was not understood.
    """
    if not is_timezone(default_timezone):
        raise InputError(f"{default_timezone!r} is not a time zone.", do="Give an IANA name such as Europe/Berlin.")
    if closed := _never_open(text, id=id):
        return closed
    reader = reader_of(text, tokens_of(text), strict=True)
    statements = _statements(reader)
    _refuse_leftovers(reader, statements)
    if not statements:
        raise InputError(f"No hours were found in {_quoted(text)}.", do=EXAMPLE)
    whole = Statement(
        parts=tuple(part for each in statements for part in each.parts), first=0, after=len(reader.tokens)
    )
    if len(whole.zones) > 1:
        raise InputError(
            f"{_quoted(text)} names several time zones: {', '.join(whole.zones)}.",
            do="Write the hours of each zone on their own; every calendar has one zone.",
        )
    calendar = _calendar(whole, id=id, default_timezone=default_timezone)
    if not calendar.windows:
        raise InputError(f"{_quoted(text)} takes away all the hours that it gives.", do=EXAMPLE)
    return calendar


def find_hours(text: str, *, default_timezone: str = "UTC") -> tuple[FoundHours, ...]:
    """Every statement of hours in a longer text, in order, each with its exact words and its calendar.

    Bare numbers ("9-12 people", "3-5") count only beside days, a time zone or words such as business hours; a stretch
    under four hours without days is an appointment. Calendars are named hours_1, hours_2 and so on.
    """
    reader = reader_of(text, tokens_of(text), strict=False)
    found: list[FoundHours] = []
    for statement in _statements(reader):
        start, end = _extent(reader, statement)
        found.append(
            FoundHours(
                text=text[start:end],
                start=start,
                calendar=_calendar(statement, id=f"hours_{len(found) + 1}", default_timezone=default_timezone),
                days_stated=all(part.days is not None for part in statement.parts),
                zone_stated=bool(statement.zones),
                closed_on_holidays=any(part.no_holidays for part in statement.parts),
            )
        )
    return tuple(found)


def format_hours(calendar: Calendar) -> str:
    """The windows and the time zone in the canonical form, which `parse_hours` reads back."""
    zone = calendar.timezone
    if calendar.windows == whole_days(WEEKDAYS):
        return ALWAYS if zone == "UTC" else f"{ALWAYS} {zone}"
    if calendar.windows == whole_days(WORKING_DAYS):
        return f"{ALWAYS_ON_WEEKDAYS} {zone}"
    if not calendar.windows:
        return f"{CLOSED} {zone}"
    return "; ".join(f"{days} {times} {zone}" for days, times in _groups(calendar, dash="-", comma=","))


def describe_hours(calendar: Calendar) -> str:
    """The hours in a few words for people: "Mon–Fri 09:00–18:00; Sat 10:00–14:00 Europe/Berlin", "24x7"."""
    if not calendar.windows or calendar.windows in (whole_days(WEEKDAYS), whole_days(WORKING_DAYS)):
        return format_hours(calendar)
    groups = _groups(calendar, dash="–", comma=" and ")
    return "; ".join(f"{days.title().replace(',', ', ')} {times}" for days, times in groups) + f" {calendar.timezone}"


def _statements(reader: Reader) -> list[Statement]:
    """Statements from left to right, none overlapping."""
    statements: list[Statement] = []
    position = 0
    while position < len(reader.tokens):
        statement = reader.statement(position)
        if statement and statement.parts:
            statements.append(statement)
        position = statement.after if statement else position + 1
    return statements


def _calendar(statement: Statement, *, id: str, default_timezone: str) -> Calendar:
    windows = windows_of(statement.parts)
    zone = statement.zones[0] if statement.zones else default_timezone
    calendar = Calendar(id=id, label=id, timezone=zone, windows=windows, holidays=())
    if calendar.always_open and not statement.zones:
        calendar = Calendar(id=id, label=id, timezone="UTC", windows=windows, holidays=())
    return calendar.model_copy(update={"label": describe_hours(calendar)})


def _never_open(text: str, *, id: str) -> Calendar | None:
    """The calendar without hours, which the canonical form writes as "closed" with its zone."""
    word, _, zone = text.strip().partition(" ")
    if word != CLOSED or not is_timezone(zone):
        return None
    return Calendar(id=id, label=CLOSED, timezone=zone, windows=(), holidays=())


def _refuse_leftovers(reader: Reader, statements: list[Statement]) -> None:
    """Raises InputError with the first words that no statement took up and that may have a meaning."""
    taken = {position for each in statements for position in range(each.first, each.after)}
    for position, token in enumerate(reader.tokens):
        is_dash = token.kind == "to" and not token.text[0].isalpha()
        if position not in taken and not is_dash and token.kind not in _WITHOUT_MEANING:
            raise InputError(_not_understood(reader.text, token), do=EXAMPLE)


def _not_understood(text: str, token: Token) -> str:
    whole, words = _quoted(text), _quoted(token.text)
    if token.kind in ("day", "days"):
        return f"In {whole}, no hours from one time to another stand beside {words}."
    if token.kind == "time":
        return f"In {whole}, {words} is not part of hours from one time to another."
    rest = " ".join(text[token.start :].split()).lower()
    if any(re.match(rf"{re.escape(name)}(?!\w)", rest) for name in SEVERAL_ZONES):
        return f"In {whole}, {words} has several time zones; name a city, such as New York."
    return f"In {whole}, {words} was not understood as part of the hours."


def _extent(reader: Reader, statement: Statement) -> tuple[int, int]:
    """Where the words of a statement begin and end, with the bracket that closes one opened inside it."""
    start, end = reader.tokens[statement.first].start, reader.tokens[statement.after - 1].end
    inside, behind = reader.text[start:end], reader.text[end : end + 1]
    if behind == ")" and inside.count("(") > inside.count(")"):
        end += 1
    return start, end


def _groups(calendar: Calendar, *, dash: str, comma: str) -> list[tuple[str, str]]:
    """Days with the same hours, those in a row as a stretch, and these hours, as text."""
    hours = [_spans(calendar, day) for day in range(7)]
    groups: dict[tuple[Span, ...], list[str]] = {}
    for spans, run in groupby(range(7), key=lambda day: hours[day]):
        days = list(run)
        if spans:
            named = WEEKDAYS[days[0]] + (f"{dash}{WEEKDAYS[days[-1]]}" if len(days) > 1 else "")
            groups.setdefault(spans, []).append(named)
    return [
        (",".join(days), comma.join(f"{clock_of(start)}{dash}{_end(end)}" for start, end in spans))
        for spans, days in groups.items()
    ]


def _spans(calendar: Calendar, day: int) -> tuple[Span, ...]:
    """The hours that begin on a day; a night that runs into its morning belongs to the day before."""
    today = [(each.start_minute, each.end_minute) for each in calendar.windows if each.weekday == WEEKDAYS[day]]
    if today and _runs_over(calendar, (day - 1) % 7):
        today = today[1:]
    if today and _runs_over(calendar, day):
        night_end = next(each.end_minute for each in calendar.windows if each.weekday == WEEKDAYS[(day + 1) % 7])
        today[-1] = (today[-1][0], MINUTES_A_DAY + night_end)
    return tuple(today)


def _runs_over(calendar: Calendar, day: int) -> bool:
    """Whether a night that begins on the day ends in the next morning, before the hour at which it began."""
    evening = [each for each in calendar.windows if each.weekday == WEEKDAYS[day]][-1:]
    morning = [each for each in calendar.windows if each.weekday == WEEKDAYS[(day + 1) % 7]][:1]
    if not evening or not morning or evening[0].end != "24:00" or morning[0].start != "00:00":
        return False
    return morning[0].end_minute < evening[0].start_minute


def _end(minute: int) -> str:
    return clock_of(minute if minute <= MINUTES_A_DAY else minute - MINUTES_A_DAY)


def _quoted(text: str) -> str:
    """The text in quotation marks on one line, shortened."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= _QUOTED_CHARACTERS else line[: _QUOTED_CHARACTERS - 1] + "…"}"'
