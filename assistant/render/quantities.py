"""Numbers as people write them in the document's language."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from assistant.render.wording import Phrases
from schemas.calendar import Calendar
from schemas.quantity import Quantity

SIGNIFICANT = 3
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+|%)")


def amount(quantity: Quantity, *, phrases: Phrases, calendars: Mapping[str, Calendar]) -> str:
    """The number with its unit, and its clock where that is not around the clock: `15 min`, `4 business h`, `€500`."""
    figure = numeral(quantity.value, phrases=phrases)
    count = "one" if figure == "1" else "many"
    clock = quantity.clock if quantity.is_duration else None
    calendar = calendars.get(clock or "")
    if clock is None or clock == "24x7" or (calendar is not None and calendar.always_open):
        return phrases.say(f"unit.{quantity.unit}.{count}", n=figure)
    special = phrases.known(f"unit_business.{quantity.unit}.{count}") if clock == "business" else None
    if special is not None:
        return special.format(n=figure)
    told = phrases.say(f"unit.{quantity.unit}.{count}", n=figure)
    return phrases.say("clock", amount=told, clock=clock_name(clock, phrases=phrases, calendars=calendars))


def numeral(value: float, *, phrases: Phrases) -> str:
    """The bare number: whole where it is whole, else to three significant digits."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    places = 0 if abs(value) >= 100 or value == round(value) else SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))
    text = f"{value:,.{min(places, 9)}f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", phrases.say("number.group"))
    return whole + (phrases.say("number.decimal") + fraction if fraction else "")


def clock_name(id: str, *, phrases: Phrases, calendars: Mapping[str, Calendar]) -> str:
    """What people call a calendar."""
    known = phrases.known(f"calendar.{id}")
    if known is not None:
        return known
    calendar = calendars.get(id)
    return calendar.label if calendar is not None else id


def counted_noun(after: str, quantity: Quantity, *, phrases: Phrases) -> str:
    """The word after a number that already names what is counted, with the space before it; else empty.

    As in `{q:headcount:t1} engineers`: people and rates are followed by any noun, so by any word that is not one of the
    language's small words; other units by their own words.
    """
    found = _NEXT_WORD.match(after)
    if found is None:
        return ""
    word = found[1].casefold()
    if quantity.unit == "people" or phrases.known(f"rate.{quantity.unit}") is not None:
        small = phrases.known("small_words")
        return found[0] if small is not None and word not in small.split() else ""
    return found[0] if word in (phrases.known(f"unit_words.{quantity.unit}") or "").split() else ""
