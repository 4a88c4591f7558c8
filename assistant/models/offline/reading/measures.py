"""Measures: numbers with what they count, such as 30 minutes, 12 agents, 40 %, 1,200 tickets a week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.number_words import ARTICLES
from assistant.models.offline.reading.numbers import Number
from assistant.models.offline.reading.tokens import Token
from schemas.quantity import Unit

MOST_WORDS_TO_NOUN = 3
_TIME_UNITS: dict[str, tuple[Unit, str | None]] = {
    "min": ("min", None), "h": ("h", None), "day": ("day", None), "week": ("week", None), "month": ("month", None),
    "year": ("year", None), "business_day": ("day", "business"), "business_hour": ("h", "business"),
    "business_minute": ("min", "business"),
}  # fmt: skip
_SIGNS: dict[str, Unit] = {"€": "EUR", "$": "USD", "£": "GBP"}
RATES: dict[str, Unit] = {"day": "tickets_per_day", "week": "tickets_per_week", "month": "tickets_per_month"}
_NO_MODIFIERS = frozenset(
    (
        "of in and or for to is are the with per within at by from on und oder der die das mit für von bei "
        "pro auf zu y o de en la el los las con por para a que tickets ticket percent hours hour minutes days "
        "weeks stunden tage horas tier level stufe nivel but so then than "
    ).split()
)
_AND_HALF = re.compile(r"\s+y media\b", re.IGNORECASE)
_INNER = frozenset(["of", "de"])


@dataclass(frozen=True)
class Measure:
    """A number with its unit."""

    kind: str
    """duration, percent, people, rate, tickets, money, counted or bare."""
    value: float
    unit: Unit | None
    clock: str | None
    start: int
    end: int
    number: Number
    noun: str = ""
    """What is counted, as written."""

    @property
    def at(self) -> int:
        """The place of its number: the measure's identity."""
        return self.number.start


@dataclass(frozen=True)
class Surroundings:
    """What is needed to see a number's unit."""

    text: str
    tokens: Sequence[Token]
    starting: dict[tuple[str, int], Mention]
    """Mentions by label and the place where they begin."""
    ending: dict[tuple[str, int], Mention]
    """Mentions by label and the place where they end."""

    def token_after(self, last: int) -> Token | None:
        """The next token but for a hyphen ("30-minute")."""
        at = last + 1
        if at < len(self.tokens) and self.tokens[at].folded in ("-", "‑", "–"):
            at += 1
        return self.tokens[at] if at < len(self.tokens) else None


def measures_in(
    text: str, tokens: Sequence[Token], *, numbers: Sequence[Number], mentions: Sequence[Mention]
) -> tuple[Measure, ...]:
    """Every number as a measure, in order; an article or a word of number without a unit is left out."""
    around = Surroundings(
        text,
        tokens,
        starting={(m.label, m.start): m for m in mentions},
        ending={(m.label, m.end): m for m in mentions},
    )
    places = {number.first for number in numbers}
    found = []
    for number in numbers:
        measure = _measure(around, number, places)
        if measure is not None:
            found.append(measure)
    found += [_in_words(mention) for mention in mentions if mention.label == "spoken_duration"]
    return tuple(_combined(text, sorted(found, key=lambda m: m.start)))


def _in_words(mention: Mention) -> Measure:
    """A duration that has no number of its own, such as "half an hour" or "next business day"."""
    value, unit = mention.value.split()
    name, clock = _TIME_UNITS[unit]
    number = Number(float(value), -1, -1, mention.start, mention.end, worded=True)
    return Measure("duration", float(value), name, clock, mention.start, mention.end, number)


def _measure(around: Surroundings, number: Number, places: set[int]) -> Measure | None:
    after = around.token_after(number.last)
    article = number.worded and around.tokens[number.first].folded in ARTICLES and number.first == number.last
    if after is not None and (found := _of_unit(around, number, after)):
        return found
    if money := _money(around, number, after):
        return money
    if found := _of_noun(around, number, places):
        return found
    if article:
        return None
    return Measure("bare", number.value, None, None, number.start, number.end, number)


def _of_unit(around: Surroundings, number: Number, after: Token) -> Measure | None:
    """A duration or a share."""
    if len(around.text[number.end : after.start]) > 3:
        return None
    if after.folded == "%":
        return Measure("percent", number.value, "percent", None, number.start, after.end, number)
    percent = around.starting.get(("percent", after.start))
    if percent:
        return Measure("percent", number.value, "percent", None, number.start, percent.end, number)
    unit = around.starting.get(("unit", after.start))
    if unit is None or (len(after.folded) == 1 and after.folded != "h" and after.start != number.end):
        return None
    if unit.value == "seconds":
        return Measure("duration", number.value / 60, "min", None, number.start, unit.end, number)
    name, clock = _TIME_UNITS[unit.value]
    half = _AND_HALF.match(around.text, unit.end)
    if half:
        number = replace(number, value=number.value + 0.5, worded=True)
    end = half.end() if half else unit.end
    return Measure("duration", number.value, name, clock, number.start, end, number)


def _money(around: Surroundings, number: Number, after: Token | None) -> Measure | None:
    before = around.text[max(0, number.start - 3) : number.start].rstrip(" \u00a0")[-1:]
    if before in _SIGNS:
        start = around.text.rindex(before, 0, number.start)
        return Measure("money", number.value, _SIGNS[before], None, start, number.end, number)
    if number.first and (named := around.ending.get(("currency", around.tokens[number.first - 1].end))):
        return Measure("money", number.value, _unit(named.value), None, named.start, number.end, number)
    if after is None:
        return None
    if after.folded in _SIGNS:
        return Measure("money", number.value, _SIGNS[after.folded], None, number.start, after.end, number)
    named = around.starting.get(("currency", after.start))
    if named:
        return Measure("money", number.value, _unit(named.value), None, number.start, named.end, number)
    return None


def _unit(name: str) -> Unit:
    units: dict[str, Unit] = {"EUR": "EUR", "USD": "USD", "GBP": "GBP", "CHF": "CHF"}
    return units[name]


def _of_noun(around: Surroundings, number: Number, places: set[int]) -> Measure | None:
    """People, tickets or other things, with up to three words between the number and the noun."""
    at, between = number.last + 1, 0
    found: tuple[str, Mention] | None = None
    while at < len(around.tokens) and at not in places and between <= MOST_WORDS_TO_NOUN:
        token = around.tokens[at]
        if token.kind == "mark" and token.folded in ("-", "‑", "/") and found is None:
            at += 1
            continue
        if token.kind != "word" or _parted(around, at):
            break
        kind = next((k for k in ("people", "tickets", "counted") if (k, token.start) in around.starting), None)
        if kind is not None:
            found = (kind, around.starting[(kind, token.start)])
        elif found is not None or token.folded in _NO_MODIFIERS:
            break
        between += 1
        at += 1
    if found is None:
        return _rate_alone(around, number)
    return _counted(around, number, *found)


def _parted(around: Surroundings, at: int) -> bool:
    """Whether a tab, an empty line or a wide gap stands before a token."""
    gap = around.text[around.tokens[at - 1].end : around.tokens[at].start] if at else ""
    return "\t" in gap or gap.count("\n") > 1 or ("   " in gap and "\n" not in gap)


def _counted(around: Surroundings, number: Number, kind: str, noun: Mention) -> Measure | None:
    written = around.text[number.end : noun.end].strip(" -")
    if kind == "people":
        return Measure("people", number.value, "people", None, number.start, noun.end, number, written)
    if kind == "counted":
        return Measure("counted", number.value, "count", None, number.start, noun.end, number, written)
    rate = _rate_after(around, noun.end) or _rate_inside(around, number, noun)
    if rate is None:
        return Measure("tickets", number.value, "tickets", None, number.start, noun.end, number, written)
    if rate.value not in RATES:
        return Measure("tickets", number.value, "tickets", None, number.start, max(noun.end, rate.end), number, written)
    return Measure(
        "rate", number.value, RATES[rate.value], None, number.start, max(noun.end, rate.end), number, written
    )


def _rate_after(around: Surroundings, place: int) -> Mention | None:
    """The "per week" that stands within a few words behind a place, before any mark or number."""
    seen = 0
    for token in _tokens_from(around, place):
        rate = around.starting.get(("per", token.start))
        if rate is not None:
            return rate
        if token.folded == "/":
            return _slashed(around, token)
        if token.kind != "word" or seen == MOST_WORDS_TO_NOUN:
            return None
        seen += 1  # noqa: SIM113 - not every word counts
    return None


def _slashed(around: Surroundings, slash: Token) -> Mention | None:
    """The period behind a slash, as in tickets/week."""
    for token in _tokens_from(around, slash.end)[:1]:
        unit = around.starting.get(("unit", token.start))
        if unit and unit.value in ("day", "week", "month"):
            return Mention("per", unit.value, slash.start, unit.end)
    return None


def _rate_inside(around: Surroundings, number: Number, noun: Mention) -> Mention | None:
    """The "weekly" between a number and its noun, or "weekly" directly before the number."""
    for token in _tokens_from(around, number.end)[:MOST_WORDS_TO_NOUN]:
        rate = around.starting.get(("per", token.start))
        if rate is not None and rate.end <= noun.start:
            return rate
    if number.first:
        return around.ending.get(("per", around.tokens[number.first - 1].end))
    return None


def _rate_alone(around: Surroundings, number: Number) -> Measure | None:
    """A bare number with a period behind it, "300 a week": a rate of what the sentence speaks of."""
    before = around.tokens[number.first - 1] if number.first else None
    if before is not None and ("level_word", before.start) in around.starting:
        return None
    for token in _tokens_from(around, number.end)[:1]:
        rate = around.starting.get(("per", token.start)) or (_slashed(around, token) if token.folded == "/" else None)
        if rate is not None and rate.value in RATES and token.start - number.end <= 2:
            return Measure("rate", number.value, RATES[rate.value], None, number.start, rate.end, number)
    return None


def _tokens_from(around: Surroundings, place: int) -> Sequence[Token]:
    """The next few tokens from a place on."""
    low, high = 0, len(around.tokens)
    while low < high:
        middle = (low + high) // 2
        if around.tokens[middle].start < place:
            low = middle + 1
        else:
            high = middle
    return around.tokens[low : low + MOST_WORDS_TO_NOUN + 3]


def _combined(text: str, measures: Sequence[Measure]) -> list[Measure]:
    """The measures, hours and minutes that belong together made one duration in minutes."""
    merged: list[Measure] = []
    for measure in measures:
        last = merged[-1] if merged else None
        if (
            last is not None and last.kind == measure.kind == "duration" and last.unit == "h" and measure.unit == "min"
            and text[last.end : measure.start].strip().lower() in ("", "and", "und", "y")
            and last.number.low is None and measure.value < 60
        ):  # fmt: skip
            minutes = last.value * 60 + measure.value
            merged[-1] = Measure("duration", minutes, "min", last.clock, last.start, measure.end, last.number)
        elif last is None or measure.start >= last.end:
            merged.append(measure)
    return merged
