"""Number words of English, German and Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_EN = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_EN_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_DE = dict(
    zip(
        [
            "null",
            "ein",
            "zwei",
            "drei",
            "vier",
            "funf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwolf",
            "dreizehn",
            "vierzehn",
            "funfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
        ],
        range(20),
        strict=True,
    )
) | {"eine": 1, "einen": 1, "einem": 1, "einer": 1, "eins": 1, "zwo": 2}
_DE_TENS = dict(
    zip(
        ["zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"],
        range(20, 100, 10),
        strict=True,
    )
)
_ES = dict(
    zip(
        [
            "cero",
            "uno",
            "dos",
            "tres",
            "cuatro",
            "cinco",
            "seis",
            "siete",
            "ocho",
            "nueve",
            "diez",
            "once",
            "doce",
            "trece",
            "catorce",
            "quince",
            "dieciseis",
            "diecisiete",
            "dieciocho",
            "diecinueve",
            "veinte",
            "veintiuno",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve",
        ],
        range(30),
        strict=True,
    )
) | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21}
_ES_TENS = dict(
    zip(
        ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"],
        range(30, 100, 10),
        strict=True,
    )
)
_ES_HUNDREDS = {"cien": 100, "ciento": 100} | {
    f"{stem}{end}": value
    for stem, value in (
        ("doscient", 200), ("trescient", 300), ("cuatrocient", 400), ("quinient", 500), ("seiscient", 600),
        ("setecient", 700), ("ochocient", 800), ("novecient", 900),
    )
    for end in ("os", "as")
}  # fmt: skip
_DOZENS = {
    "en": (("half", "a", "dozen"), ("a", "dozen"), ("dozen",)),
    "de": (("ein", "halbes", "dutzend"), ("ein", "dutzend"), ("dutzend",)),
    "es": (("media", "docena"), ("una", "docena"), ("docena",)),
}
ARTICLES = frozenset(("a", "an", "one", "ein", "eine", "einen", "einem", "einer", "un", "una", "uno"))
"""Words that say one, or nothing: a number only before a unit."""
SCALES = {
    "k": 1_000, "thousand": 1_000, "tausend": 1_000, "tsd": 1_000, "mil": 1_000,
    "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "mio": 1_000_000,
    "millon": 1_000_000, "millones": 1_000_000,
}  # fmt: skip


def spoken(words: Sequence[str], language: str) -> tuple[float, int] | None:
    """The number that the first of these folded words say, and how many of them; None when they say none."""
    for phrase, value in zip(_DOZENS.get(language, ()), (6, 12, 12), strict=False):
        if tuple(words[: len(phrase)]) == phrase:
            return value, len(phrase)
    if language == "de":
        return _german(words)
    if language == "es":
        return _spanish(words)
    return _english(words)


def _english(words: Sequence[str]) -> tuple[float, int] | None:
    total = part = 0
    count = 0
    for at, word in enumerate(words):
        if word in _EN_TENS and part % 100 == 0:
            part += _EN_TENS[word]
        elif word in _EN and (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and 0 < _EN[word] < 10)):
            part += _EN[word]
        elif word == "hundred" and 0 < part < 100:
            part *= 100
        elif word == "thousand" and part > 0:
            total, part = total + part * 1_000, 0
        elif word == "dozen" and part and at == count:
            return part * 12, at + 1
        elif (
            word == "and"
            and part >= 100
            and at + 1 < len(words)
            and (words[at + 1] in _EN or words[at + 1] in _EN_TENS)
        ):
            continue
        else:
            break
        count = at + 1
    half = 0.5 if count and tuple(words[count : count + 3]) == ("and", "a", "half") else 0
    return (total + part + half, count + 3 * bool(half)) if count else None


@lru_cache(maxsize=4_096)
def _german_word(word: str) -> int | None:
    """The value of one German number word, such as zweihundertfünfunddreißig (folded)."""
    if word in _DE:
        return _DE[word]
    if word in _DE_TENS:
        return _DE_TENS[word]
    for scale, value, most in (("tausend", 1_000, 999), ("hundert", 100, 9)):
        before, found, after = word.partition(scale)
        if found:
            times = _german_word(before) if before else 1
            rest = _german_word(after.removeprefix("und")) if after else 0
            if times is None or rest is None or times > most or rest >= value:
                return None
            return times * value + rest
    unit, joint, tens = word.partition("und")
    if joint and tens in _DE_TENS and 0 < _DE.get(unit, 0) < 10:
        return _DE[unit] + _DE_TENS[tens]
    return None


def _german(words: Sequence[str]) -> tuple[float, int] | None:
    if not words or len(words[0]) > 60:
        return None
    half = words[0].removesuffix("einhalb")
    value = _german_word(half)
    if value is None:
        return None
    if half != words[0]:
        return value + 0.5, 1
    if len(words) > 1 and words[1] == "dutzend":
        return value * 12, 2
    return value, 1


def _spanish(words: Sequence[str]) -> tuple[float, int] | None:
    total = part = 0
    count = 0
    for at, word in enumerate(words):
        if word in _ES_HUNDREDS and part == 0:
            part += _ES_HUNDREDS[word]
        elif word in _ES_TENS and part % 100 == 0:
            part += _ES_TENS[word]
        elif word in _ES and _fits_spanish(part, _ES[word], words[at - 1] if at else ""):
            part += _ES[word]
        elif word == "mil" and total == 0:
            total, part = (part or 1) * 1_000, 0
        elif word == "y" and part % 100 >= 30 and part % 10 == 0 and at + 1 < len(words) and words[at + 1] in _ES:
            continue
        else:
            break
        count = at + 1
    return (total + part, count) if count else None


def _fits_spanish(part: int, value: int, before: str) -> bool:
    if before == "y":
        return 0 < value < 10
    return part % 100 == 0
