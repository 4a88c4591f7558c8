"""Capitals where a text is put into the middle or the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Set

_FIRST_WORD = re.compile(r"^(\W*)([^\W\d_][\w'’-]*)(.*)$", re.S)
_CAPITALISED = re.compile(r"^\s+[A-ZÄÖÜÁÉÍÓÚÑ][^\W\d_]")


def mid_sentence(text: str, *, names: Set[str], small_words: Set[str] | None) -> str:
    """The text to go on within a sentence: its first letter small, unless the word is a name.

    names: words that keep their capital. small_words: the only words that may lose it, in a language that writes
    nouns with capitals; None where every other word may.
    """
    found = _FIRST_WORD.match(text)
    if found is None:
        return text
    before, word, rest = found.groups()
    lowered = word[0].lower() + word[1:]
    plain = word[1:].islower() or (len(word) == 1 and word != "I")
    if not plain or word in names:
        return text
    keeps = _CAPITALISED.match(rest) is not None if small_words is None else lowered not in small_words
    return text if keeps else f"{before}{lowered}{rest}"


def begin_sentence(text: str) -> str:
    """The text with its first letter capital, where it begins with a letter."""
    return text[:1].upper() + text[1:]
