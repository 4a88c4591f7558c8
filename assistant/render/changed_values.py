"""What changed between two processes, value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from schemas.process import EscalationProcess

MISSING = object()
IDENTITIES = ("id", "issue", "covers", "severity", "scope", "partner", "key")


@dataclass(frozen=True)
class ValueChange:
    """One value that is not what it was, as JSON; None where there was or is nothing."""

    pointer: str
    """JSON pointer into the newer process, or into the older one for what is gone."""
    before: str | None
    after: str | None


def changed_values(before: EscalationProcess, after: EscalationProcess) -> tuple[ValueChange, ...]:
    """Every changed value, in reading order. Items of a list are matched by their ids, or else by their content."""
    return tuple(_changes(before.model_dump(mode="json"), after.model_dump(mode="json"), ""))


def _changes(before: Any, after: Any, pointer: str) -> Iterator[ValueChange]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in after:
            yield from _changes(before.get(name, MISSING), after[name], f"{pointer}/{name}")
    elif isinstance(before, list) and isinstance(after, list):
        for old, new in _pairs(before, after):
            place = new if new is not None else old
            was = before[old] if old is not None else MISSING
            yield from _changes(was, after[new] if new is not None else MISSING, f"{pointer}/{place}")
    else:
        yield ValueChange(pointer, _told(before), _told(after))


def _pairs(before: list[Any], after: list[Any]) -> list[tuple[int | None, int | None]]:
    """Which item became which: pairs of indexes, None for what came or went."""
    identity = _identity(before, after)
    if identity is not None:
        old = {item[identity]: i for i, item in enumerate(before)}
        kept = {item[identity] for item in after}
        matched: list[tuple[int | None, int | None]] = [(old.get(item[identity]), i) for i, item in enumerate(after)]
        return matched + [(i, None) for id, i in old.items() if id not in kept]
    old_lines, new_lines = ([json.dumps(item, sort_keys=True) for item in items] for items in (before, after))
    paired: list[tuple[int | None, int | None]] = []
    for _, a, a_end, b, b_end in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        for step in range(max(a_end - a, b_end - b)):
            paired.append((a + step if a + step < a_end else None, b + step if b + step < b_end else None))
    return paired


def _identity(before: list[Any], after: list[Any]) -> str | None:
    """The key whose values name every item of both lists once."""
    items = before + after
    if not items or not all(isinstance(item, dict) for item in items):
        return None
    for key in IDENTITIES:
        named = [[item.get(key) for item in part] for part in (before, after)]
        if all(None not in names and len(set(names)) == len(names) for names in named):
            return key
    return None


def _told(value: Any) -> str | None:
    return None if value is MISSING else json.dumps(value, ensure_ascii=False)
