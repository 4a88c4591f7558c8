"""Tokens: the words, numbers and marks of a text with their places, cut in one pass."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"(?P<number>\d+(?:[.,'’\u00a0\u202f]\d+)*)|(?P<word>[^\W\d_][^\W_]*)|(?P<mark>[^\w\s]|_)")
_BOUND = frozenset(" \t\r\n\u00a0\u202f-‑/'’.*_")


class Token(NamedTuple):
    """A word, a number as written, or a mark."""

    kind: str
    """`word`, `number` or `mark`."""
    folded: str
    """In lower case and without accents; of a number and a mark as written."""
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; white space is left out."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        written = match.group()
        found.append(Token(kind, folded(written) if kind == "word" else written, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The word in lower case, accents removed, ß as ss: the form in which lexicons are compared."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether only spaces and marks inside words (hyphens, slashes, apostrophes) stand between two tokens."""
    gap = text[left.end : right.start]
    return len(gap) <= 12 and not (set(gap) - _BOUND) and ". " not in gap and "\n\n" not in gap
