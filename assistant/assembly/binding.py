"""Binding: a number written out in prose becomes the name of the known number that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schemas.numbers import PLACEHOLDER
from schemas.quantity import MINUTES_PER, Quantity, minutes

UNIT_WORDS: Mapping[str, str] = {
    "min": "min|mins|minute|minutes|minuten|minuto|minutos",
    "h": "h|hr|hrs|hour|hours|std|stunde|stunden|hora|horas",
    "day": "d|day|days|tag|tage|tagen|día|días",
    "week": "week|weeks|woche|wochen|semana|semanas",
    "month": "month|months|monat|monate|monaten|mes|meses",
    "percent": "%|percent|prozent|por ciento",
}
_UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
NUMERAL = re.compile(rf"(?<![\w.,:/-])(\d+(?:[.,]\d+)?)(?:[\s-]?({_WORDS})(?!\w))?(?![\w:/]|[.,]\d)", re.IGNORECASE)
FIRST_MARK = 0xF0000
"""The first of the 65,534 private-use characters of plane 15; texts of prose are far shorter."""
_LABEL = re.compile(r"\b[A-Za-z]+[-]?\d+\b|\b24\s?[x/×]\s?[57]\b|\b\d+[x×]\d+\b")


def bind_numbers(text: str, *, numbers: Mapping[str, Quantity], names: Iterable[str]) -> str:
    """The text with every written number that is exactly one known number replaced by {q:id}.

    What matches none or several stays as it is, and a check will ask for it.
    """
    if not any(map(str.isdigit, PLACEHOLDER.sub("", text))):
        return text
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        # One private-use character stands for what is kept: it holds no digit that could be taken for a number.
        kept.append(match.group(0))
        return chr(FIRST_MARK + len(kept) - 1)

    hidden = PLACEHOLDER.sub(keep, text)
    for name in sorted(names, key=len, reverse=True):
        hidden = re.sub(re.escape(name), keep, hidden)
    hidden = _LABEL.sub(keep, hidden)
    hidden = NUMERAL.sub(lambda match: _bound(match, numbers), hidden)
    for place in reversed(range(len(kept))):
        hidden = hidden.replace(chr(FIRST_MARK + place), kept[place])
    return hidden


def _bound(match: re.Match[str], numbers: Mapping[str, Quantity]) -> str:
    value = float(match.group(1).replace(",", "."))
    unit = _UNITS.get((match.group(2) or "").lower())
    found = [id for id, quantity in numbers.items() if _same(quantity, value, unit)]
    return f"{{q:{found[0]}}}" if len(found) == 1 else match.group(0)


def _same(quantity: Quantity, value: float, unit: str | None) -> bool:
    if unit in MINUTES_PER:
        return quantity.is_duration and minutes(quantity) == value * MINUTES_PER[unit or "min"]
    if unit == "percent":
        return quantity.unit == "percent" and quantity.value == value
    return not quantity.is_duration and quantity.unit != "percent" and quantity.value == value
