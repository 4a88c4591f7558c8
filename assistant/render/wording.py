"""The renderer's own words, kept as data in one file for each language."""

from __future__ import annotations

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
        term = self._terms.get(key) or self._terms.get(key.rpartition(".")[2] if key.startswith(_OWN_WORDS) else "")
        if term is not None:
            return term
        phrase = self._told[key]
        return phrase.format(**values) if values else phrase

    def known(self, key: str) -> str | None:
        """The phrase, None where there is none."""
        return self._told.get(key)


_OWN_WORDS = ("heading.", "term.")


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
