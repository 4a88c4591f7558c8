"""Lexicons: words and phrases by label, kept as data for three languages, and found in a text in one pass.

A phrase is a sequence of words. `word*` stands for every word that begins so, `*word` for every word that ends so. All
languages are looked for at once, since people mix them ("unser First-Level-Team").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from assistant.models.offline.reading.tokens import Token, folded, joined, tokens_of

FILES = (
    "hours", "intents", "issues", "kpis", "language", "levels", "measures", "obligations", "organisation", "partners",
    "platforms", "promises", "volumes",
)  # fmt: skip
LANGUAGES = ("en", "de", "es", "any")
_LEAST_STEM = 3


class Mention(NamedTuple):
    """A phrase of a lexicon, found."""

    label: str
    """Such as `people` or `promise.kind`."""
    value: str
    """What the label means here, such as `first_response`; empty where the label says it all."""
    start: int
    end: int


class Phrase(NamedTuple):
    """A phrase to look for."""

    words: tuple[str, ...]
    label: str
    value: str


@dataclass
class Lexicon:
    """Phrases by their first word."""

    exact: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    suffixes: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)

    def add(self, written: str, label: str, value: str) -> None:
        """Look for this phrase too."""
        words = _words_of(written)
        if not words:
            return
        first = words[0]
        place = self.prefixes if first.endswith("*") else self.suffixes if first.startswith("*") else self.exact
        place[first.strip("*")].append(Phrase(words, label, value))

    def starting(self, word: str) -> tuple[Phrase, ...]:
        """The phrases whose first word this can be, the longest first."""
        if word not in self.known:
            found = list(self.exact.get(word, ()))
            for cut in range(_LEAST_STEM, len(word) + 1):
                found += self.prefixes.get(word[:cut], ())
                found += self.suffixes.get(word[-cut:], ())
            self.known[word] = tuple(sorted(found, key=lambda p: -len(p.words)))
        return self.known[word]


def _words_of(written: str) -> tuple[str, ...]:
    """The folded words of a phrase; their stars are kept."""
    return tuple(folded(part) for part in re.split(r"[\s'’.-]+", written) if part)


def _strings_of(text: str) -> Any:
    # Every scalar stays the string that it is: "no" is a word here. The base loaders build strings, lists and maps only.
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506


@lru_cache(maxsize=1)
def data() -> Mapping[str, Mapping[str, object]]:
    """The word files by name, as they stand on disk."""
    folder = resources.files("assistant.models.offline.reading") / "words"
    return {name: _strings_of((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in FILES}


@lru_cache(maxsize=1)
def _standing() -> tuple[tuple[str, str, str], ...]:
    """Every phrase of the word files as (phrase, label, value)."""
    found = []
    for name, labels in data().items():
        if name == "language":
            continue
        for label, values in labels.items():
            for value, phrases in _values_of(values):
                found += [(phrase, label, value) for phrase in phrases]
    return tuple(found)


def _values_of(values: object) -> Iterator[tuple[str, list[str]]]:
    """(value, phrases) of a label: it holds languages, or values which hold languages."""
    if not isinstance(values, dict):
        return
    if all(key in LANGUAGES for key in values):
        yield "", [str(phrase) for phrases in values.values() for phrase in phrases]
        return
    for value, inner in values.items():
        if isinstance(inner, dict):
            yield str(value), [str(phrase) for phrases in inner.values() for phrase in phrases]
        else:
            yield str(value), [str(phrase) for phrase in inner]


def lexicon_with(names: Sequence[tuple[str, str, str]] = ()) -> Lexicon:
    """The standing lexicon, and the names (phrase, label, value) that this conversation knows."""
    lexicon = Lexicon()
    for phrase, label, value in (*_standing(), *names):
        lexicon.add(phrase, label, value)
    return lexicon


def mentions_in(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every phrase that occurs, by place. Within one label the longest wins; phrases of different labels may overlap."""
    words = [token for token in tokens if token.kind != "mark"]
    found: list[Mention] = []
    reach: dict[str, int] = {}
    for at, token in enumerate(words):
        for phrase in lexicon.starting(token.folded):
            if reach.get(phrase.label, -1) > token.start:
                continue
            last = _last(text, words, at, phrase)
            if last is not None:
                found.append(Mention(phrase.label, phrase.value, token.start, last.end))
                reach[phrase.label] = last.end
    return tuple(found)


def _last(text: str, words: Sequence[Token], at: int, phrase: Phrase) -> Token | None:
    """The token with which the phrase ends, if it stands here."""
    last = words[at]
    for offset, wanted in enumerate(phrase.words[1:], start=1):
        if at + offset >= len(words) or not _is(words[at + offset].folded, wanted):
            return None
        if not joined(text, last, words[at + offset]):
            return None
        last = words[at + offset]
    return last


def _is(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    if wanted.startswith("*"):
        return word.endswith(wanted[1:])
    return word == wanted


def terms(file: str, label: str) -> frozenset[str]:
    """All phrases of a label whatever their language, folded."""
    values = data()[file][label]
    return frozenset(folded(phrase) for _, phrases in _values_of(values) for phrase in phrases)


__all__ = ["Lexicon", "Mention", "lexicon_with", "mentions_in", "terms", "tokens_of"]
