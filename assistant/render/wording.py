"""The renderer's own words, kept as data in one file for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "phrases"
DEFAULT = "en"


class Phrases:
    """What the renderer says in one language; an organisation's own terms take the place of its headings and nouns."""

    def __init__(self, language: str, *, terms: Mapping[str, str] | None = None) -> None:
        self._told = phrase_file(language if language in languages() else DEFAULT)
        self._terms = {key: text for key, text in (terms or {}).items() if text.strip()}

    def say(self, key: str, **values: object) -> str:
        """The phrase with its slots filled. Raises KeyError for an unknown key: a bug, not a fault of the data."""
        own = next((self._terms[name] for name in _own_names(key) if name in self._terms), None)
        if own is not None:
            return own
        phrase = self._told[key]
        return self.inflected(phrase.format(**values)) if values else phrase

    def inflected(self, text: str) -> str:
        """The text with each unit in the case that the word before its number asks for: `binnen 3 Tagen`."""
        pattern = _inflection(self._told["inflection.after"], self._told["inflection.units"])
        return pattern.sub(rf"\1{self._told['inflection.ending']}", text) if pattern is not None else text

    def known(self, key: str) -> str | None:
        """The phrase, None where there is none."""
        return self._told.get(key)


NOUNS = ("escalate", "customer", "tier", "severity")
"""Terms that name a thing, not a heading."""


def _own_names(key: str) -> tuple[str, ...]:
    """The names under which a term may stand for this phrase: its key, a noun, or the last part of a heading's key."""
    kind, _, name = key.partition(".")
    if kind not in ("heading", "term"):
        return ()
    return (key,) if kind == "heading" and name in NOUNS else (key, name)


@cache
def _inflection(after: str, units: str) -> re.Pattern[str] | None:
    """A number with its unit after one of the words; None in a language whose units keep their form."""
    if not units:
        return None
    before, names = ("|".join(map(re.escape, words.split())) for words in (after, units))
    return re.compile(rf"(?i:\b((?:{before})(?: etwa| von)? [\d.,]+(?:–[\d.,]+)? (?:{names})))(?![^\W\d_])")


@cache
def languages() -> frozenset[str]:
    """The languages built in, ISO 639-1."""
    return frozenset(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def phrase_file(language: str) -> dict[str, str]:
    """All phrases of a language by dotted key."""
    loaded = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(loaded, ""))


def _flat(value: Any, key: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for name, inner in value.items() for pair in _flat(inner, f"{key}.{name}" if key else str(name))]
    return [(key, str(value))]
