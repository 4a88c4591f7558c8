"""The difference of two drafts as changes to a third document that came from the first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assistant.assembly.changes import NAMED_BY
from schemas.changes import FieldChange
from schemas.process import PART_NAMES

Tree = Any


def differences(old: Tree, new: Tree, current: Tree) -> tuple[FieldChange, ...]:
    """What leads from `old` to `new`, as far as `current` still says what `old` says at those places.

    All three are the parts of a process as JSON. Items of lists are named by their ids where these are unique; what
    the person changed by hand since is left alone.
    """
    found: list[FieldChange] = []
    for part in PART_NAMES:
        found += _between(old[part], new[part], current[part], f"/{part}")
    return tuple(found)


def _between(old: Tree, new: Tree, current: Tree, where: str) -> Iterator[FieldChange]:
    if old == new or new == current:
        return
    if isinstance(old, dict) and isinstance(new, dict) and isinstance(current, dict) and old.keys() == new.keys():
        if _is_quantity(new):
            if current == old:
                yield _set(where, new)
            return
        for name in new:
            if name in current:
                yield from _between(old[name], new[name], current[name], f"{where}/{name}")
    elif isinstance(old, list) and isinstance(new, list) and isinstance(current, list):
        yield from _lists(old, new, current, where)
    elif current == old:
        yield _set(where, new)


def _lists(old: list[Tree], new: list[Tree], current: list[Tree], where: str) -> Iterator[FieldChange]:
    before, after, now = (_by_name(items) for items in (old, new, current))
    if before is None or after is None or now is None:
        if current == old:
            yield _set(where, new)
        return
    for name, item in after.items():
        if name in before and name in now:
            yield from _between(before[name], item, now[name], f"{where}/{name}")
    for name in before:
        if name not in after and name in now:
            yield FieldChange(op="remove", where=f"{where}/{name}", json_value="null")
    for name, item in after.items():
        if name not in now and name not in before:
            yield FieldChange(op="add", where=where, json_value=json.dumps(item, ensure_ascii=False))


def _by_name(items: list[Tree]) -> dict[str, Tree] | None:
    """The items by the name under which a path finds them; None when names are missing, doubtful or not unique."""
    found: dict[str, Tree] = {}
    for item in items:
        name = _name(item)
        if name is None or name in found:
            return None
        found[name] = item
    for position, name in enumerate(found):
        if _reached(items, name) != position:
            return None
    return found


def _name(item: Tree) -> str | None:
    if not isinstance(item, dict):
        return None
    name = next((item[key] for key in NAMED_BY if isinstance(item.get(key), str)), None)
    return None if not name or "/" in name else name


def _reached(items: list[Tree], name: str) -> int | None:
    for key in NAMED_BY:
        for position, item in enumerate(items):
            if item.get(key) == name:
                return position
    return None


def _is_quantity(value: dict[str, Tree]) -> bool:
    return value.keys() == {"value", "unit", "clock", "basis"}


def _set(where: str, value: Tree) -> FieldChange:
    return FieldChange(op="set", where=where, json_value=json.dumps(value, ensure_ascii=False))
