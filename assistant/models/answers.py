"""Reading a model's JSON answer strictly: one object, no guessing, bounded in size, depth and time."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

MAX_CHARS = 2_000_000
MAX_DEPTH = 64
MAX_VALUES = 20_000
_SHOWN_FAULTS = 8
_SHOWN_CHARS = 160


class Unreadable(Exception):
    """The answer is not the wanted object; its text says why, in words that a model can be asked to act on.

    faults: how many; a very high number where the answer is no JSON at all.
    """

    def __init__(self, what: str, *, faults: int = 1_000_000) -> None:
        super().__init__(what)
        self.faults = faults


def read_answer(text: str, wanted: type[BaseModel]) -> tuple[str, BaseModel]:
    """The JSON of the one object in the answer, and the same validated as `wanted`.

    Tolerated: a code fence, and prose before or after the object. Refused with `Unreadable`: several objects, duplicate
    keys, NaN and Infinity, trailing commas, lone surrogates and NUL characters, more than 2,000,000 characters,
    20,000 values or 64 levels, and whatever `wanted` does not allow (strictly: no text where a number belongs).
    """
    if len(text) > MAX_CHARS:
        raise Unreadable(f"The answer has {len(text):,} characters; at most {MAX_CHARS:,} are read.")
    candidate = _one_object(text)
    _bound_values(candidate)
    data = _parse(candidate)
    _bound_depth(data)
    if "\\u" in candidate or "\x00" in candidate:
        _refuse_odd_characters(data)
    try:
        return candidate, wanted.model_validate_json(candidate, strict=True)
    except ValidationError as error:
        raise Unreadable(_faults(error), faults=error.error_count()) from None


def _one_object(text: str) -> str:
    """What should be the object: from the first brace to the last, inside a fence if there is one."""
    body = text.strip().removeprefix("\ufeff").lstrip()
    if not body:
        raise Unreadable("The answer is empty.")
    if not body.startswith("{") and "```" in body:
        fenced = body.split("```", 2)[1]
        body = fenced if "{" in fenced else body
    first, last = body.find("{"), body.rfind("}")
    if first < 0:
        raise Unreadable(f"The answer holds no JSON object; it begins {_quoted(body)}.")
    if last < first:
        raise Unreadable("The answer's JSON object is not closed.")
    return body[first : last + 1]


def _bound_values(candidate: str) -> None:
    values = candidate.count(",") + candidate.count("{") + candidate.count("[")
    if values > MAX_VALUES:
        raise Unreadable(f"The answer holds more than {MAX_VALUES:,} values.")


def _parse(candidate: str) -> Any:
    try:
        return json.loads(
            candidate, object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        near = candidate[max(0, error.pos - 30) : error.pos + 30]
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"The answer is not valid JSON: {error.msg} at {where}, near {_quoted(near)}.") from None
    except RecursionError:
        raise Unreadable(f"The answer is nested deeper than {MAX_DEPTH} levels.") from None
    except ValueError as error:
        raise Unreadable(f"The answer is not valid JSON: {_clipped(str(error))}.") from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1) if len(keys) < 1_000 else "…"
        raise Unreadable(f"The key {_quoted(twice)} stands twice in one object.")
    return found


def _refuse_constant(name: str) -> Any:
    raise Unreadable(f"{name} is not a JSON number.")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Unreadable(f"The number {_clipped(digits)} is too large.")
    return number


def _bound_depth(data: Any) -> None:
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"The answer is nested deeper than {MAX_DEPTH} levels.")
        level = [child for value in level for child in _children(value) if isinstance(child, (dict, list))]


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _texts(data: Any) -> Iterator[str]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _refuse_odd_characters(data: Any) -> None:
    for text in _texts(data):
        if "\x00" in text:
            raise Unreadable("A text holds a NUL character.")
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            raise Unreadable("A text holds half of a surrogate pair.")


def _faults(error: ValidationError) -> str:
    """The first faults, each with its place as a path, its reason and what stood there."""
    found = error.errors(include_url=False, include_context=False)
    lines = [f"at {_path(fault['loc'])}: {_clipped(fault['msg'])}{_given(fault)}" for fault in found[:_SHOWN_FAULTS]]
    more = len(found) - _SHOWN_FAULTS
    return "The answer does not fit the schema: " + "; ".join(lines) + (f"; and {more} more" if more > 0 else "") + "."


def _path(loc: tuple[int | str, ...]) -> str:
    return _clipped(".".join(str(step) for step in loc)) or "the top"


def _given(fault: Any) -> str:
    if fault["type"] == "missing":
        return ""
    return f" (given {_quoted(json.dumps(fault['input'], ensure_ascii=False, default=str))})"


def _quoted(text: str) -> str:
    return f"`{_clipped(' '.join(text.split()))}`"


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
