"""Applying changes to the parts: only what they name moves, the rest stays identical to the byte."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from assistant.assembly.assemble import Parts
from schemas.changes import FieldChange
from schemas.errors import InputError
from schemas.process import PART_NAMES, PARTS

NAMED_BY = ("id", "severity", "partner", "issue", "name", "field", "state", "key", "impact")
"""What an item of a list may be called by in a path, in this order."""
HOW = "Name an existing value, such as /frame/severities/p1/first_response."


def apply_changes(parts: Parts, changes: tuple[FieldChange, ...]) -> Parts:
    """The parts with the changes made, in order.

    Raises InputError naming the first change that cannot be made: a path that leads nowhere, a value that is no JSON,
    or one of the wrong shape.
    """
    trees: dict[str, Any] = {}
    for change in changes:
        segments = [s for s in change.where.split("/") if s]
        if len(segments) < 2 or segments[0] not in PART_NAMES:
            raise InputError(f"The path {change.where!r} names no part of the process.", do=HOW)
        name = segments[0]
        # Held under its own name, so that a path leads from the process's root.
        tree = trees.setdefault(name, {name: getattr(parts, name).model_dump(mode="json")})
        _make(tree, change)
    made = {name: _validated(name, tree[name]) for name, tree in trees.items()}
    return Parts(**{name: made.get(name, getattr(parts, name)) for name in PART_NAMES})


def _make(tree: Any, change: FieldChange) -> None:
    adding = change.op == "add"
    keys = keys_of(tree, change.where.removesuffix("/-") if adding else change.where)
    holder = tree
    for key in keys if adding else keys[:-1]:
        holder = holder[key]
    if adding:
        if not isinstance(holder, list):
            raise InputError(f"{change.where!r} is no list to add to.", do=HOW)
        holder.append(_json(change))
    elif change.op == "remove":
        if not isinstance(holder, list):
            raise InputError(f"{change.where!r} is no item of a list.", do="Remove items; set values.")
        del holder[keys[-1]]
    else:
        holder[keys[-1]] = _json(change)


def keys_of(tree: Any, path: str) -> list[Any]:
    """The keys and indexes that lead to the value at a path of names, item ids and indexes.

    An id may hold slashes itself (`/frame/commitments/first_response:gold/p1/target`), plain or written `~1`.
    Raises InputError when the path leads nowhere.
    """
    left, keys, holder = (
        [s.replace("~1", "/").replace("~0", "~") for s in path.split("/") if s],
        list[Any](),
        tree,
    )
    while left:
        key, used = _key(holder, left, path)
        keys.append(key)
        holder, left = holder[key], left[used:]
    return keys


def _key(holder: Any, segments: list[str], path: str) -> tuple[Any, int]:
    if isinstance(holder, dict) and segments[0] in holder:
        return segments[0], 1
    if isinstance(holder, list):
        for used in range(1, len(segments) + 1):
            named = "/".join(segments[:used])
            for name in NAMED_BY:
                for index, item in enumerate(holder):
                    if isinstance(item, dict) and item.get(name) == named:
                        return index, used
        if segments[0].isdigit() and int(segments[0]) < len(holder):
            return int(segments[0]), 1
    raise InputError(f"The path {path!r} leads nowhere: there is no {segments[0]!r}.", do=HOW)


def _json(change: FieldChange) -> Any:
    try:
        return json.loads(change.json_value)
    except ValueError as error:
        raise InputError(
            f"The value for {change.where!r} is no JSON: {error}.", do="Write it as complete JSON."
        ) from error


def _validated(name: str, tree: Any) -> Any:
    try:
        return PARTS[name].model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(map(str, (name, *first["loc"])))
        raise InputError(f"The change leaves /{place} wrong: {first['msg']}.", do="Keep its shape.") from error
