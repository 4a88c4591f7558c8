"""Hours are read the way their writers meant them, found in prose, and written so that they can be read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.calendar import WEEKDAYS, Calendar, Window, round_the_clock, round_the_clock_weekdays
from schemas.errors import InputError
from schemas.hours import describe_hours, find_hours, format_hours, parse_hours

ENGLISH = [
    ("Monday to Friday, 9am–6pm CET", "mon-fri 09:00-18:00 Europe/Berlin"),
    ("weekdays 8 to 8", "mon-fri 08:00-20:00 Europe/Lisbon"),
    ("24/7", "24x7"),
    ("24/7/365", "24x7"),
    ("9:00 to 17:00 Mon.–Fri. (excl. bank holidays)", "mon-fri 09:00-17:00 Europe/Lisbon"),
    ("closed on weekends but open daily 9-6 IST", "mon-fri 09:00-18:00 Asia/Kolkata"),
    ("closed on Sundays, Mon-Fri 9-6", "mon-fri 09:00-18:00 Europe/Lisbon"),
    ("6-14, 14-22 and 22-6", "24x7"),
    ("around the clock", "24x7"),
    ("24 hours a day, 7 days a week", "24x7"),
    ("24h Mon-Fri", "24x5 Europe/Lisbon"),
    ("24x5 New York", "24x5 America/New_York"),
    ("24/7 except weekends", "24x5 Europe/Lisbon"),
    ("7 days a week 7:00-23:00", "mon-sun 07:00-23:00 Europe/Lisbon"),
    ("06:00-22:00 seven days", "mon-sun 06:00-22:00 Europe/Lisbon"),
    ("Mon–Sat 06:00–22:00", "mon-sat 06:00-22:00 Europe/Lisbon"),
    ("business hours (9-5 ET)", "mon-fri 09:00-17:00 America/New_York"),
    ("22:00-06:00", "mon-sun 22:00-06:00 Europe/Lisbon"),
    ("two shifts, 06:00-14:00 and 14:00-22:00", "mon-sun 06:00-22:00 Europe/Lisbon"),
    ("Mon.-Fri. 8:30am to 5:30pm Eastern", "mon-fri 08:30-17:30 America/New_York"),
    ("nine to five", "mon-fri 09:00-17:00 Europe/Lisbon"),
    ("Mon-Fri 9:00 - 5:00", "mon-fri 09:00-17:00 Europe/Lisbon"),
    ("Mon 1-5pm", "mon 13:00-17:00 Europe/Lisbon"),
    ("Mon 10-12pm", "mon 10:00-12:00 Europe/Lisbon"),
    ("Mon 10pm-6", "mon 22:00-06:00 Europe/Lisbon"),
    ("Mon 12pm-12am", "mon 12:00-24:00 Europe/Lisbon"),
    ("8am to midnight every day", "mon-sun 08:00-24:00 Europe/Lisbon"),
    ("Mon-Fri 00:00-23:59", "24x5 Europe/Lisbon"),
    ("0900-1700 Mon-Fri UTC+2", "mon-fri 09:00-17:00 Etc/GMT-2"),
    ("Mon-Fri 9-18, Sat 10-14 CET", "mon-fri 09:00-18:00 Europe/Berlin; sat 10:00-14:00 Europe/Berlin"),
    ("9-18 Mon-Fri, 10-14 Sat", "mon-fri 09:00-18:00 Europe/Lisbon; sat 10:00-14:00 Europe/Lisbon"),
    ("daily except Sunday 9-18", "mon-sat 09:00-18:00 Europe/Lisbon"),
    ("daily 9-18, closed on Sundays", "mon-sat 09:00-18:00 Europe/Lisbon"),
    ("daily 9-18, no weekends", "mon-fri 09:00-18:00 Europe/Lisbon"),
    ("Mon-Fri 9-18 excluding public holidays", "mon-fri 09:00-18:00 Europe/Lisbon"),
    ("Sun-Thu 9:00-17:00 Dubai", "mon-thu,sun 09:00-17:00 Asia/Dubai"),
    ("Sunday 17:00 to Friday 17:00 ET", "sun 17:00-24:00 America/New_York"),
    ("Mon 9-18\nTue 9-17", "mon 09:00-18:00 Europe/Lisbon; tue 09:00-17:00 Europe/Lisbon"),
    ("We are open from 9 to 5 on weekdays (New York time)", "mon-fri 09:00-17:00 America/New_York"),
]
GERMAN = [
    ("Mo-Fr 8-18 Uhr", "mon-fri 08:00-18:00 Europe/Lisbon"),
    ("rund um die Uhr", "24x7"),
    ("rund um die Uhr, Mo–Fr", "24x5 Europe/Lisbon"),
    ("täglich 6–22 Uhr", "mon-sun 06:00-22:00 Europe/Lisbon"),
    ("Werktags 8-17 Uhr", "mon-fri 08:00-17:00 Europe/Lisbon"),
    ("an 7 Tagen die Woche von 7 bis 23 Uhr", "mon-sun 07:00-23:00 Europe/Lisbon"),
    ("zwischen 8 und 18 Uhr, Montag bis Donnerstag", "mon-thu 08:00-18:00 Europe/Lisbon"),
    ("Mo, Mi, Fr 8–12 und 14–18 Uhr", "mon,wed,fri 08:00-12:00,14:00-18:00 Europe/Lisbon"),
    ("Montag bis Freitag von 8 bis 18 Uhr, Samstag 9 bis 13 Uhr (MEZ)",
     "mon-fri 08:00-18:00 Europe/Berlin; sat 09:00-13:00 Europe/Berlin"),
    ("Di 8.30-17 Uhr, sonntags geschlossen", "tue 08:30-17:00 Europe/Lisbon"),
]  # fmt: skip
SPANISH = [
    ("lunes a viernes de 9 a 18", "mon-fri 09:00-18:00 Europe/Lisbon"),
    ("de lunes a viernes entre las 9 y las 18 h", "mon-fri 09:00-18:00 Europe/Lisbon"),
    ("L-V 9:00-18:00 hora de Madrid", "mon-fri 09:00-18:00 Europe/Madrid"),
    ("9 de la mañana a 6 de la tarde, lunes a sábado", "mon-sat 09:00-18:00 Europe/Lisbon"),
    ("las 24 horas, los 7 días de la semana", "24x7"),
    ("todos los días de 7 a 23 h", "mon-sun 07:00-23:00 Europe/Lisbon"),
    ("días laborables de 8:00 a 15:00", "mon-fri 08:00-15:00 Europe/Lisbon"),
]
CANONICAL = [
    "mon-fri 09:00-18:00 Europe/Berlin; sat 10:00-14:00 Europe/Berlin",
    "mon-fri 09:00-12:00,13:00-18:00 Asia/Kolkata",
    "fri 22:00-06:00 UTC",
    "sun 22:00-06:00 UTC",
    "24x7",
    "24x7 Europe/Berlin",
    "24x5 America/New_York",
    "closed Europe/Berlin",
]


@pytest.mark.parametrize(("text", "canonical"), [*ENGLISH, *GERMAN, *SPANISH])
def test_hours_are_read_as_they_are_meant(text: str, canonical: str) -> None:
    """Free forms in three languages; a clock through the week is told by its first stretch."""
    read = format_hours(parse_hours(text, id="team", default_timezone="Europe/Lisbon"))
    assert (read.split(";")[-1].strip() if text.startswith("Sunday 17:00") else read) == canonical


@pytest.mark.parametrize("text", CANONICAL)
def test_the_canonical_form_is_read_and_written_unchanged(text: str) -> None:
    """Whatever the default zone is."""
    assert format_hours(parse_hours(text, id="c", default_timezone="Asia/Tokyo")) == text


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any week in any of some zones, with times that meet midnight more often than chance has them."""
    clocks = st.one_of(st.integers(0, 1440), st.sampled_from([0, 1440]))
    spans = draw(st.lists(st.tuples(st.sampled_from(WEEKDAYS), clocks, clocks), max_size=8))
    windows = tuple(
        Window(
            weekday=day,
            start=f"{min(pair) // 60:02d}:{min(pair) % 60:02d}",
            end=f"{max(pair) // 60:02d}:{max(pair) % 60:02d}",
        )
        for day, *pair in spans
        if pair[0] != pair[1]
    )
    zones = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Argentina/Buenos_Aires", "Etc/GMT-2"]
    return Calendar(id="c", label="c", timezone=draw(st.sampled_from(zones)), windows=windows, holidays=())


@settings(max_examples=400, deadline=None)
@given(calendars())
def test_what_is_written_is_read_back(calendar: Calendar) -> None:
    """Windows and zone survive the canonical form."""
    read = parse_hours(format_hours(calendar), id="c", default_timezone="Asia/Tokyo")
    assert (read.windows, read.timezone) == (calendar.windows, calendar.timezone)


@settings(max_examples=200, deadline=None)
@given(calendars().filter(lambda each: bool(each.windows)))
def test_what_people_are_told_can_be_read_back_too(calendar: Calendar) -> None:
    """The short form for people loses nothing."""
    read = parse_hours(describe_hours(calendar), id="c", default_timezone=calendar.timezone)
    assert (read.windows, read.timezone) == (calendar.windows, calendar.timezone)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    """No text leads to anything but hours or an InputError that says what to do."""
    try:
        understood = bool(parse_hours(text, id="c", default_timezone="UTC").windows)
    except InputError as error:
        understood = bool(error.do)
    assert understood


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "No hours were found"),
        ("🙂", "No hours were found"),
        ("sometimes", '"sometimes" was not understood'),
        ("9-5 Gotham", '"Gotham" was not understood'),
        ("8x5", '"8x5" was not understood'),
        ("not 24/7", '"not" was not understood'),
        ("Mon-Fri", 'stand beside "Mon"'),
        ("until 18:00 Mon", '"until" was not understood'),
        ("Mon-Fri 9-18, 17:00", '"17:00" is not part of hours'),
        ("Mon-Fri 25-30", 'stand beside "Mon"'),
        ("Mon-Fri 9-5 US", '"US" has several time zones'),
        ("Mon 9-5 CET, Tue 9-5 ET", "several time zones: Europe/Berlin, America/New_York"),
        ("Mon 9-5, closed Mondays", "takes away all the hours"),
    ],
)
def test_what_was_not_understood_is_named_with_an_example(text: str, named: str) -> None:
    """The error quotes the words and shows how hours are written."""
    with pytest.raises(InputError) as caught:
        parse_hours(text, id="c", default_timezone="UTC")
    assert named in caught.value.what
    assert caught.value.do


def test_a_default_that_is_no_time_zone_is_refused() -> None:
    """Also where the text names its own."""
    with pytest.raises(InputError, match="'CET' is not a time zone"):
        parse_hours("mon-fri 09:00-18:00 Europe/Berlin", id="c", default_timezone="CET")


@pytest.mark.parametrize(
    ("calendar", "text"),
    [
        (round_the_clock(), "24x7"),
        (round_the_clock_weekdays("Europe/Berlin"), "24x5 Europe/Berlin"),
        (
            parse_hours(
                "mon-fri 09:00-18:00 Europe/Berlin; sat 10:00-14:00 Europe/Berlin", id="c", default_timezone="UTC"
            ),
            "Mon–Fri 09:00–18:00; Sat 10:00–14:00 Europe/Berlin",
        ),
        (
            parse_hours("mon,wed 08:00-12:00,14:00-18:00 UTC", id="c", default_timezone="UTC"),
            "Mon, Wed 08:00–12:00 and 14:00–18:00 UTC",
        ),
    ],
)
def test_hours_are_described_in_a_few_words(calendar: Calendar, text: str) -> None:
    """Short, with the zone once."""
    assert describe_hours(calendar) == text


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("Our team works Mon–Fri 9–5 ET and on-call covers critical issues around the clock.",
         [("Mon–Fri 9–5 ET", "mon-fri 09:00-17:00 America/New_York"), ("around the clock", "24x7")]),
        ("Tier 1 (12 agents) covers Monday to Friday 08:00-20:00 CET; Tier 2 has 4-6 engineers, 9am-5pm weekdays.",
         [("Monday to Friday 08:00-20:00 CET", "mon-fri 08:00-20:00 Europe/Berlin"),
          ("9am-5pm weekdays", "mon-fri 09:00-17:00 UTC")]),
        ("L1 24x7, L2 24x5 (UTC), L3 Mon-Fri 9-17 IST since 24/7/2025",
         [("24x7", "24x7"), ("24x5 (UTC)", "24x5 UTC"), ("Mon-Fri 9-17 IST", "mon-fri 09:00-17:00 Asia/Kolkata")]),
        ("We are closed on weekends but open Monday to Friday 9-6",
         [("closed on weekends but open Monday to Friday 9-6", "mon-fri 09:00-18:00 UTC")]),
        ("Mon-Fri 9-5, Tue 10:00-10:30 team meeting", [("Mon-Fri 9-5", "mon-fri 09:00-17:00 UTC")]),
        ("a 24/7 hotel group with 40 hotels", [("24/7", "24x7")]),
        ("Berlin team 9-18 CET, Austin 9-18 CT, follow the sun",
         [("Berlin team 9-18 CET", "mon-fri 09:00-18:00 Europe/Berlin"),
          ("Austin 9-18 CT", "mon-fri 09:00-18:00 America/Chicago")]),
        ("Atendemos de lunes a viernes de 9:00 a 18:00 (hora de Madrid), y 3-5 casos al día",
         [("lunes a viernes de 9:00 a 18:00 (hora de Madrid)", "mon-fri 09:00-18:00 Europe/Madrid")]),
        ("Unser Support ist Mo–Fr von 8–18 Uhr ist besetzt", [("Mo–Fr von 8–18 Uhr", "mon-fri 08:00-18:00 UTC")]),
        ("We open Mon–Fri 8–6, Sat 9–1.", [("Mon–Fri 8–6, Sat 9–1", "mon-fri 08:00-18:00 UTC; sat 09:00-13:00 UTC")]),
        ("L1: 24/7. L2: 8am–8pm ET Mon–Fri. L3: business hours.",
         [("24/7", "24x7"), ("8am–8pm ET Mon–Fri", "mon-fri 08:00-20:00 America/New_York")]),
        ("| Hours | Mon-Fri | 09:00-17:00 | CET |",
         [("Mon-Fri | 09:00-17:00 | CET", "mon-fri 09:00-17:00 Europe/Berlin")]),
    ],
)  # fmt: skip
def test_hours_are_found_in_prose_with_their_exact_words(prose: str, found: list[tuple[str, str]]) -> None:
    """Each statement once, in order, without the words around it."""
    assert [(each.text, format_hours(each.calendar)) for each in find_hours(prose)] == found


@pytest.mark.parametrize(
    "prose",
    [
        "We get 3-5 tickets a day, P1-P4, from 9-12 people.",
        "On Monday 3-5 tickets arrive, and Mon 9-12 customers call.",
        "We respond within 24 hours, Monday to Friday.",
        "P1 in 15-30 minutes, 4-8 hours for P2, 1-2 days for the rest.",
        "Standup is at 9:30-9:45 and the outage on Monday lasted from 10:00 to 11:00.",
        "So 8 to 10 agents do 9-5 escalations; do 8-10 of them stay?",
        "From 2019-2024 we grew from 10-20 to 0900-1700, release v2.3-4.5 on 24.12.2025.",
        "We don't offer Mon-Fri 9-5 ET; we don't offer 24/7 support.",
        "Wir sind nicht rund um die Uhr da. No tenemos 24/7.",
        "Antworten Sie en las 24 horas siguientes.",
        "$9-18 a seat, 9-12% of 1,200 accounts, +49 30 1234-5678",
        "{{ 7*7 }} <b>1-4</b> L1-L3 escalation, ratio 24:7",
        "",
    ],
)
def test_other_numbers_are_no_hours(prose: str) -> None:
    """Counts, durations, levels, dates, prices and refusals."""
    assert [each.text for each in find_hours(prose)] == []


def test_what_was_not_stated_is_marked() -> None:
    """Days, zone and holidays each say whether the words hold them."""
    bare, full = find_hours("Business hours are 9 to 5. Vendor: Mon-Fri 9-18 CET except public holidays")
    assert (bare.days_stated, bare.zone_stated, bare.closed_on_holidays) == (False, False, False)
    assert (full.days_stated, full.zone_stated, full.closed_on_holidays) == (True, True, True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*(text for text, _ in ENGLISH + GERMAN), "P1-P4", "3-5 tickets", ". ", "(", ")", "\n"]))
)
def test_found_words_stand_in_the_text_in_order(pieces: list[str]) -> None:
    """Every quotation is at its place and none overlaps another."""
    prose = " ".join(pieces)
    reached = 0
    for each in find_hours(prose):
        assert each.start >= reached
        assert prose[each.start : each.start + len(each.text)] == each.text
        reached = each.start + len(each.text)


@pytest.mark.parametrize(
    "piece",
    [
        "mon, ",
        "mon except ",
        "closed mon ",
        "shift ",
        "9-5 and ",
        "CET ",
        "24 ",
        "a ",
        ", ",
        "(",
        "\n",
        " ",
        "closed  ",
    ],
)
def test_a_long_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    """Neither deep nor repeated reading makes the program give up before the statement at the end."""
    assert find_hours(piece * 3000 + "; support Mon-Fri 08:00-18:00 Europe/Berlin")[-1].zone_stated
