"""Numbers: digits as three languages write them, number words, and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.models.offline.reading.number_words import SCALES, spoken
from assistant.models.offline.reading.tokens import Token, joined

MOST_DIGITS = 15
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+")
_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)")
_NUMBERED = re.compile(r"tier|level|line|stufe|ebene|nivel|linea|sev|severity|prio|priority|step|phase|stage")
"""Words whose number is a name: "Tier 2 - 4 people" is no range."""
_RANGE_MARKS = frozenset("-–—‑~")
_RANGE_WORDS = frozenset(("to", "bis", "a"))
_BETWEEN = {"between": ("and",), "zwischen": ("und",), "entre": ("y", "e")}


@dataclass(frozen=True)
class Number:
    """A number as it stands in the text."""

    value: float
    """Of a range, its middle."""
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token."""
    start: int
    end: int
    worded: bool
    """Whether it is written in words."""
    low: float | None = None
    high: float | None = None
    """The ends of a range."""


def numbers_in(text: str, tokens: Sequence[Token], *, languages: Sequence[str]) -> tuple[Number, ...]:
    """The numbers of a text in order; times of day, dates and versions are none.

    languages: those whose number words count, since "once" is eleven in one language only.
    """
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = _digits(text, tokens, at) or _words(text, tokens, at, languages)
        if number is None:
            at += 1
            continue
        found.append(number)
        at = number.last + 1
    return tuple(_ranges(text, tokens, found))


def value_of(written: str, *, decimal: bool = False) -> float | None:
    """The value of digits: "1.200" and "1,200" are thousands unless they must be decimal, "1,5" is one and a half."""
    if sum(c.isdigit() for c in written) > MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(written) and not decimal:
        return float(re.sub(r"\D", "", written))
    bare = re.sub(r"['’\u00a0\u202f]", "", written)
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return float(bare)
    whole, part = re.sub(r"\D", "", bare[:last]), bare[last + 1 :]
    if bare.count(".") + bare.count(",") > 1 and bare[last] in bare[:last]:
        return None
    return float(f"{whole}.{part}")


def _digits(text: str, tokens: Sequence[Token], at: int) -> Number | None:
    token = tokens[at]
    if token.kind != "number" or _is_no_count(text, token):
        return None
    percent = text[token.end : token.end + 2].lstrip(" \u00a0")[:1] == "%"
    value = value_of(token.folded, decimal=percent)
    if value is None:
        return None
    start = token.start
    if text[start - 1 : start] in ("-", "−") and text[max(0, start - 2) : start - 1] in ("", " ", "(", ":", "\n", "|"):
        value, start = -value, start - 1
    last = at
    if tuple(t.folded for t in tokens[at + 1 : at + 4]) == ("and", "a", "half"):
        return Number(value + 0.5, at, at + 3, start, tokens[at + 3].end, worded=True)
    if text[token.end : token.end + 1] == "½":
        return Number(value + 0.5, at, at + 1, start, tokens[at + 1].end, worded=True)
    if at + 1 < len(tokens) and tokens[at + 1].kind == "word" and joined(text, token, tokens[at + 1]):
        scale = SCALES.get(tokens[at + 1].folded)
        adjacent = tokens[at + 1].start == token.end
        if scale and (adjacent or tokens[at + 1].folded != "k"):
            value, last = value * scale, at + 1
        elif adjacent and tokens[at + 1].folded == "m" and text[max(0, start - 2) : start].strip() in ("€", "$", "£"):
            value, last = value * 1_000_000, at + 1
    return Number(value, at, last, start, tokens[last].end, worded=False)


def _is_no_count(text: str, token: Token) -> bool:
    """Whether the digits belong to a time, a date, a version, a file name or an address."""
    before, after = text[max(0, token.start - 2) : token.start], text[token.end : token.end + 2]
    if re.search(r"\d:$", before) or re.match(r":\d", after):
        return True
    if before[-1:] in ("#", "_", "@") or after[:1] in ("_", "@"):
        return True
    if "/" in (before[-1:], after[:1]) and _DATE.search(text[max(0, token.start - 6) : token.end + 8]):
        return True
    year = re.fullmatch(r"(?:19|20)\d\d", token.folded)
    return bool(year and (re.match(r"-\d", after) or re.search(r"[./]$", before))) or token.folded.count(".") > 2


def _words(text: str, tokens: Sequence[Token], at: int, languages: Sequence[str]) -> Number | None:
    if tokens[at].kind != "word":
        return None
    for language in languages:
        run = _run(text, tokens, at)
        read = spoken(run, language)
        if read is not None:
            value, count = read
            last = _index_of_word(tokens, at, count)
            return Number(value, at, last, tokens[at].start, tokens[last].end, worded=True)
    return None


def _run(text: str, tokens: Sequence[Token], at: int) -> list[str]:
    """The words from here on that could make up one number, hyphens left out."""
    words: list[str] = []
    previous = tokens[at]
    for token in tokens[at : at + 12]:
        if token.kind == "mark" and token.folded in ("-", "‑"):
            continue
        if token.kind != "word" or (words and not joined(text, previous, token)):
            break
        words.append(token.folded)
        previous = token
    return words


def _index_of_word(tokens: Sequence[Token], at: int, count: int) -> int:
    """The index of the count-th word from here."""
    seen = 0
    for index in range(at, len(tokens)):
        seen += tokens[index].kind == "word"
        if seen == count:
            return index
    return at


def _ranges(text: str, tokens: Sequence[Token], numbers: Sequence[Number]) -> list[Number]:
    """The numbers, two ends of a range made into one with its middle."""
    merged: list[Number] = []
    for number in numbers:
        previous = merged[-1] if merged else None
        first = _range_start(text, tokens, previous, number) if previous else None
        if previous is None or first is None or previous.low is not None or not 0 <= previous.value < number.value:
            merged.append(number)
            continue
        middle = (previous.value + number.value) / 2
        merged[-1] = replace(
            number, value=middle, first=first, start=tokens[first].start, low=previous.value, high=number.value
        )
    return merged


def _range_start(text: str, tokens: Sequence[Token], left: Number, right: Number) -> int | None:
    """The index of the token with which a range of these two begins, None when they are no range."""
    gap = tokens[left.last + 1 : right.first]
    if left.first and _NUMBERED.fullmatch(tokens[left.first - 1].folded):
        return None
    if len(gap) == 1 and gap[0].folded in _RANGE_MARKS:
        return left.first
    if len(gap) != 1 or gap[0].kind != "word":
        return None
    before = tokens[left.first - 1].folded if left.first else ""
    if gap[0].folded in _BETWEEN.get(before, ()):
        return left.first
    return left.first if gap[0].folded in _RANGE_WORDS and before not in ("from", "von", "de") else None
