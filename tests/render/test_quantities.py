"""Numbers as people write them, with the mark of their origin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.render.origins import marked
from assistant.render.quantities import amount, counted_noun
from assistant.render.view import View
from assistant.render.wording import Phrases
from schemas.brief import Brief
from schemas.calendar import WORKING_DAYS, Calendar, Window, round_the_clock
from schemas.design_basis import KnownNumber
from schemas.process import EscalationProcess
from schemas.quantity import Quantity, Unit, proposal

CALENDARS = {
    "24x7": round_the_clock(),
    "business": Calendar(
        id="business",
        label="Office",
        timezone="Europe/Berlin",
        windows=tuple(Window(weekday=day, start="09:00", end="17:00") for day in WORKING_DAYS),
        holidays=(),
    ),
    "hours-t1": Calendar(id="hours-t1", label="Tier 1 hours", timezone="UTC", windows=(), holidays=()),
}


@pytest.mark.parametrize(
    ("value", "unit", "clock", "language", "text"),
    [
        (15, "min", "24x7", "en", "15 min"),
        (4, "h", "business", "en", "4 business h"),
        (1, "day", "business", "en", "1 business day"),
        (7.5, "min", None, "en", "7.5 min"),
        (7.5, "min", None, "de", "7,5 min"),
        (2, "h", "hours-t1", "en", "2 h (Tier 1 hours)"),
        (20, "percent", None, "en", "20 %"),
        (35, "people", None, "en", "35 people"),
        (1, "people", None, "en", "1 person"),
        (500, "EUR", None, "en", "€500"),
        (500, "EUR", None, "de", "500 €"),
        (1234567, "USD", None, "en", "$1,234,567"),
        (1234567, "EUR", None, "es", "1.234.567 €"),
        (14.28, "count", None, "en", "14.3"),
        (0.0512, "percent", None, "en", "0.0512 %"),
        (0, "min", None, "en", "0 min"),
        (-2, "h", None, "en", "-2 h"),
        (float("inf"), "h", None, "en", "∞ h"),
        (4, "h", "business", "de", "4 h Servicezeit"),
        (3, "day", None, "es", "3 días"),
    ],
)
def test_numbers_read_like_prose(value: float, unit: Unit, clock: str | None, language: str, text: str) -> None:
    """Unit, clock, decimal mark and currency follow the language."""
    quantity = Quantity(value=value, unit=unit, clock=clock, basis="proposal")
    assert amount(quantity, phrases=Phrases(language), calendars=CALENDARS) == text


def test_clock_that_never_closes_is_not_named() -> None:
    """On-call hours around the clock read like 24x7."""
    calendars = {"oncall": round_the_clock().model_copy(update={"id": "oncall"})}
    quantity = Quantity(value=5, unit="min", clock="oncall", basis="proposal")
    assert amount(quantity, phrases=Phrases("en"), calendars=calendars) == "5 min"


@pytest.mark.parametrize(
    ("basis", "shown"),
    [
        ("proposal", "5 min*"),
        ("nobody-knows", "5 min*"),
        ("promise.first_response:enterprise/p1", "5 min†"),
        ("partner.obligation:cloud", "5 min†"),
        ("team.headcount", "5 min"),
        ("volume.escalation_share", "~5 min"),
        ("plan.headcount", "5 min"),
        ("= 2 + 3", "5 min"),
    ],
)
def test_mark_tells_the_origin(process: EscalationProcess, brief: Brief, basis: str, shown: str) -> None:
    """Proposals, promises and inferences are told apart; what was stated or computed carries no mark."""
    quantity = proposal(5, "min").model_copy(update={"basis": basis})
    assert View(process, brief).raw_number(quantity) == shown


def test_mark_of_an_inference_stands_before_the_number() -> None:
    """It reads like `about`."""
    assert marked("20 %", proposal(20, "percent"), origin="inferred") == "~20 %"


@pytest.mark.parametrize(
    ("after", "unit", "noun"),
    [
        (" people", "people", " people"),
        (" engineers carry it", "people", " engineers"),
        (" in tier one", "people", ""),
        (", then", "people", ""),
        ("", "people", ""),
        (" percent of all", "percent", " percent"),
        (" of all", "percent", ""),
        (" minutes later", "min", " minutes"),
        (" later", "min", ""),
        (" escalations", "tickets_per_day", " escalations"),
        (" in all", "tickets_per_day", ""),
    ],
)
def test_word_that_names_the_unit_is_found(after: str, unit: Unit, noun: str) -> None:
    """A text that names what is counted gets the bare number."""
    assert counted_noun(after, proposal(3, unit), phrases=Phrases("en")) == noun


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gets {q:rate} escalations, so", "gets 4* escalations a day, so"),
        ("gets {q:rate} escalations a day", "gets 4* escalations a day"),
        ("gets {q:rate}.", "gets 4 tickets a day*."),
    ],
)
def test_rate_follows_its_noun(
    process: EscalationProcess, brief: Brief, with_parts: Callable[..., EscalationProcess], text: str, told: str
) -> None:
    """`4 escalations a day`, and the rate is not said twice."""
    rate = KnownNumber(id="rate", text="escalations", quantity=proposal(4, "tickets_per_day"))
    assert View(with_parts(process, frame={"numbers": (rate,)}), brief).plain(text) == told
