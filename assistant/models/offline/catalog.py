"""The sentences of one language: looked up by key, their $names filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from assistant.models.offline.library import loaded

FOLDER = Path(__file__).parent / "words"
DEFAULT = "en"
SMALL_WORD = 4
"""Letters of words such as `for`, `zur` or `con`: a name that is cut short does not end with one."""
_BRACES = str.maketrans({"{": "(", "}": ")", "[": "(", "]": ")", "`": "'", "|": "/"})


class Words:
    """What the author says in one language; a sentence that the language lacks is said in English."""

    def __init__(self, language: str, *, names: Mapping[str, str] | None = None) -> None:
        self._spoken = language if language in languages() else DEFAULT
        self._told = {**_sentences(DEFAULT), **_sentences(self._spoken)}
        self._names = dict(names or {})

    @property
    def language(self) -> str:
        """The language in which documents are written: English where only the conversation is translated."""
        return self._spoken if "frame.title" in _sentences(self._spoken) else DEFAULT

    def word(self, key: str) -> str:
        """An entry as it stands in the catalog."""
        told = self._told[key]
        return told if isinstance(told, str) else told[0]

    def naming(self, **names: str) -> Words:
        """These words with more $names known everywhere."""
        return Words(self._spoken, names={**self._names, **names})

    def has(self, key: str) -> bool:
        return key in self._told

    def say(self, key: str, **names: str) -> str:
        """The sentence with its $names filled in. Raises KeyError for an unknown key or name: a bug."""
        told = self._told[key]
        if not isinstance(told, str):
            raise KeyError(f"{key} holds several sentences")
        return sentence(told, {**self._names, **names})

    def lines(self, key: str, **names: str) -> tuple[str, ...]:
        """All sentences under the key, none when there is no such key."""
        told = self._told.get(key, ())
        several = (told,) if isinstance(told, str) else told
        return tuple(sentence(one, {**self._names, **names}) for one in several)

    def first_of(self, *keys: str, **names: str) -> str:
        """The sentence of the first key that there is."""
        return self.say(next((key for key in keys if key in self._told), keys[-1]), **names)


def sentence(template: str, names: Mapping[str, str]) -> str:
    """The template filled in; a name that it begins with begins with a capital letter."""
    text = Template(template).substitute(names)
    return text[:1].upper() + text[1:] if template.startswith("$") else text


def named(text: str, *, most: int = 5) -> str:
    """A name of the brief, safe inside a sentence: one line, no braces, at most so many words."""
    words = re.sub(r"[\x00-\x1f\x7f]+", " ", text).translate(_BRACES).split()
    kept = words[:most]
    while len(words) > most and len(kept) > 2 and kept[-1].islower() and len(kept[-1]) <= SMALL_WORD:
        kept.pop()
    return " ".join(kept)[:60].strip(" ,;:.") or "?"


@cache
def languages() -> frozenset[str]:
    """The languages for which there are sentences, ISO 639-1."""
    return frozenset(path.name for path in FOLDER.iterdir() if path.is_dir())


@cache
def _sentences(language: str) -> dict[str, str | tuple[str, ...]]:
    """Every sentence by its dotted key, which begins with the file's name."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        found |= _flat(loaded(path), path.stem)
    return found


def _flat(value: Any, key: str) -> dict[str, str | tuple[str, ...]]:
    if isinstance(value, dict):
        return {k: v for name, inner in value.items() for k, v in _flat(inner, f"{key}.{name}").items()}
    return {key: tuple(map(str, value)) if isinstance(value, list) else str(value)}
