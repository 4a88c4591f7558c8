"""Whether the person said it: a fact stands only on words that are in the message."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", " ": " "})
_NUMERAL = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")
_SCALES = (1, 60, 1 / 60, 24, 1_440, 1_000, 1_000_000, 12, 7, 5, 0.01, 100)
"""Minutes and hours, hours and days, thousands, millions, shares: ways in which a quoted numeral may be the value."""


def normalised(text: str) -> str:
    """The text with spaces, dashes and quotation marks made alike, for comparison only."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_QUOTES)).strip().casefold()


def is_verbatim(quote: str, message: str) -> bool:
    """Whether the quote stands in the message, but for spaces, dashes and quotation marks."""
    wanted = normalised(quote)
    return bool(wanted) and wanted in normalised(message)


def says_number(quote: str, value: float) -> bool:
    """Whether the quote can say this value: a numeral of it, the middle of two, or no numeral at all (words)."""
    numerals = [number for text in _NUMERAL.findall(quote) for number in _readings(text)]
    if not numerals:
        return True
    candidates = [n * scale for n in numerals for scale in _SCALES]
    candidates += [(a + b) / 2 * scale for a in numerals for b in numerals for scale in (1, 60, 1_440)]
    wanted = abs(value)
    return any(abs(candidate - wanted) <= 1e-6 * max(1.0, wanted) for candidate in candidates)


def _readings(text: str) -> list[float]:
    bare = re.sub(r"\s", "", text)
    found = []
    for plain in (bare.replace(",", ""), bare.replace(".", "").replace(",", "."), bare.replace(",", ".")):
        try:
            found.append(float(plain))
        except ValueError:
            continue
    return found
