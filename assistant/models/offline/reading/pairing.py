"""Pairing: which of the values in a sentence belongs to which of its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from assistant.models.offline.reading.sentences import Key

_JOINTS = frozenset(
    ("and", "or", "und", "oder", "y", "o", "e", "as", "well", "for", "sowie", "customers", "kunden", "clientes")
)


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Value = TypeVar("Value", bound=Placed)


def paired(
    keys: Sequence[Key], values: Sequence[Value], *, gap: Callable[[int, int], str]
) -> list[tuple[Value, tuple[Key, ...]]]:
    """Each value with its keys: those named before it, or after it where the sentence begins with a value.

    Keys that only a comma or "and" parts share a value ("P3 and P4 within a day"). gap: the text between two places.
    """
    if not keys:
        return [(value, ()) for value in values]
    groups = _groups(keys, values, gap)
    before_value = bool(values) and keys[0].start < values[0].start
    found = []
    for value in values:
        if before_value:
            own = [g for g in groups if g[0].start <= value.start] or groups[:1]
            found.append((value, own[-1]))
        else:
            own = [g for g in groups if g[0].start >= value.start] or groups[-1:]
            found.append((value, own[0]))
    return found


def _groups(keys: Sequence[Key], values: Sequence[Value], gap: Callable[[int, int], str]) -> list[tuple[Key, ...]]:
    groups: list[list[Key]] = []
    for key in keys:
        if groups and _share(groups[-1][-1], key, values, gap):
            groups[-1].append(key)
        else:
            groups.append([key])
    return [tuple(group) for group in groups]


def _share(left: Key, right: Key, values: Sequence[Value], gap: Callable[[int, int], str]) -> bool:
    if any(left.end <= value.start < right.start for value in values):
        return False
    between = gap(left.end, right.start).lower()
    if right.id in ("*", "other") and not any(
        word in between.split() for word in ("and", "und", "y", "or", "oder", "o")
    ):
        return False
    words = between.replace(",", " ").replace("/", " ").replace("&", " ").replace("+", " ").split()
    return len(between) <= 24 and all(word in _JOINTS for word in words)
