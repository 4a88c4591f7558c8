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
        tree = trees.setdefault(name, getattr(parts, name).model_dump(mode="json"))
        _make(tree, segments[1:], change)
    made = {name: _validated(name, tree) for name, tree in trees.items()}
    return Parts(**{name: made.get(name, getattr(parts, name)) for name in PART_NAMES})


def _make(tree: Any, segments: list[str], change: FieldChange) -> None:
    holder = tree
    for segment in segments[:-1]:
        holder = holder[_key(holder, segment, change)]
    last = segments[-1]
    if change.op == "add":
        target = holder if last == "-" else holder[_key(holder, last, change)]
        if not isinstance(target, list):
            raise InputError(f"{change.where!r} is no list to add to.", do=HOW)
        target.append(_json(change))
    elif change.op == "remove":
        if not isinstance(holder, list):
            raise InputError(f"{change.where!r} is no item of a list.", do="Remove items; set values.")
        del holder[_key(holder, last, change)]
    else:
        holder[_key(holder, last, change)] = _json(change)


def _key(holder: Any, segment: str, change: FieldChange) -> Any:
    if isinstance(holder, dict) and segment in holder:
        return segment
    if isinstance(holder, list):
        for name in NAMED_BY:
            for index, item in enumerate(holder):
                if isinstance(item, dict) and item.get(name) == segment:
                    return index
        if segment.isdigit() and int(segment) < len(holder):
            return int(segment)
    raise InputError(f"The path {change.where!r} leads nowhere: there is no {segment!r}.", do=HOW)


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
