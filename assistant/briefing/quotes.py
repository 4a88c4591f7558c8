"""Whether the person said it: a fact stands only on words that are in the message."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", " ": " "})
_NUMERAL = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")
_NUMBER_WORD = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"(?:-\w+)?|hundred|thousand|half|quarter|third|dozen|couple|twice|double|daily|weekly|monthly|hourly"
    r"|null|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w+zig|\w+ßig|\w*hundert|\w*tausend"
    r"|halb\w*|viertel\w*|drittel|dutzend|doppelt\w*|täglich|wöchentlich|monatlich|stündlich"
    r"|cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+|veint\w+|\w+enta|cien\w*"
    r"|mil|medi[oa]|cuarto|tercio|docena|doble|diari[oa]s?|semanal(?:es)?|mensual(?:es)?)\b",
    re.IGNORECASE,
)
"""A number in words, in the languages that are read most; articles that are also numbers do not count."""
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
    """Whether the quote can say this value: a numeral of it, the middle of two, or words instead of numerals."""
    numerals = [number for text in _NUMERAL.findall(quote) for number in _readings(text)]
    if not numerals or _NUMBER_WORD.search(quote):
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
