"""Called tiers: where a sentence speaks of a tier by its name or by words of one stem, "Entwicklung" for "Entwickler"."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.models.offline.reading.sentences import Key, Sentence
from assistant.models.offline.reading.tokens import folded

LEAST_STEM = 6
_LEAST_WORD = 4
_COMMON = frozenset(
    "team teams support level tier line stufe ebene linie nivel niveles linea equipo equipos people leute personas agentes agents mitarbeiter service"
    " kunden customer cliente clientes first second third erste zweite dritte primera primer segunda segundo tercera with from para"
    " shift schicht turno desk our unser unsere unserer".split()
)


def called(sentence: Sentence, names: Mapping[str, str]) -> list[Key]:
    """The tiers, named by id, that the sentence calls by a word of their names that no other's holds, in order."""
    found: dict[str, Key] = {}
    stems = _stems(names)
    for token in sentence.tokens:
        if token.kind != "word" or any(k.start <= token.start < k.end for k in sentence.levels):
            continue
        owner = next((id for id, words in stems.items() if any(_is(token.folded, word) for word in words)), None)
        if owner is not None:
            found.setdefault(owner, Key(owner, sentence.between(token.start, token.end), token.start, token.end))
    return list(found.values())


def _stems(names: Mapping[str, str]) -> dict[str, set[str]]:
    """The words by which each tier can be called; a word of several names calls none of them."""
    words = {
        id: {folded(w) for w in name.replace("/", " ").replace("-", " ").split() if w.isalpha()} - _COMMON
        for id, name in names.items()
    }
    stems = {id: {_stem(w) for w in own if len(w) >= _LEAST_WORD or w in _CODES} for id, own in words.items()}
    return {
        id: {s for s in own if not any(s in other for key, other in stems.items() if key != id)}
        for id, own in stems.items()
    }


_CODES = frozenset(("it", "qa"))
"""Short names of departments."""


def _stem(word: str) -> str:
    return word if len(word) < LEAST_STEM else word[: max(LEAST_STEM, len(word) - 3)]


def _is(word: str, stem: str) -> bool:
    return word.startswith(stem) if len(stem) >= LEAST_STEM else word == stem
