"""The brief's own words inside prose: their numbers named, or left alone when that cannot be done."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.assembly.binding import bind_numbers
from assistant.models.offline.catalog import named
from schemas.quantity import Quantity

_LABEL = re.compile(r"\b[A-Za-z]+-?\d+\b|\b24\s?[x/×]\s?[57]\b|\{[^{}]*\}")


def own_words(text: str | None, *, numbers: Mapping[str, Quantity], most: int) -> str | None:
    """The text for a prose field: one line, each number as {q:id}; None when it is too long or holds other numbers."""
    if not text:
        return None
    clean = named(text, most=10_000)
    if len(text) > 400 or len(clean.split()) > most:
        return None
    bound = bind_numbers(clean, numbers=_one_of_each(numbers), names=())
    return None if re.search(r"\d", _LABEL.sub("", bound)) else bound


def _one_of_each(numbers: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """The numbers without those whose value a stated one already has, so that each value has one name."""
    found: dict[tuple[float, str], tuple[str, Quantity]] = {}
    for id, quantity in numbers.items():
        found.setdefault((quantity.value, quantity.unit), (id, quantity))
    return dict(found.values())
