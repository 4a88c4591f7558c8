"""Walking a noun: every quantity, every prose text, every reference, each with its JSON pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Noun]]:
    """Every noun inside the value, itself included, parents first."""
    if isinstance(value, Noun):
        yield pointer, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), f"{pointer}/{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, f"{pointer}/{index}")


def quantities(value: Any, pointer: str = "") -> Iterator[tuple[str, Quantity]]:
    """Every number inside the value."""
    for where, noun in walk(value, pointer):
        if isinstance(noun, Quantity):
            yield where, noun


def texts(value: Any, pointer: str = "") -> Iterator[tuple[str, str, Prose]]:
    """Every prose text inside the value, with its word limit."""
    yield from _marked(value, pointer, Prose)


def links(value: Any, pointer: str = "") -> Iterator[tuple[str, str, Refers]]:
    """Every id inside the value that must be declared elsewhere."""
    yield from _marked(value, pointer, Refers)


def replace_texts(noun: Any, change: Any) -> Any:
    """The same value with `change` applied to every prose text."""
    if isinstance(noun, tuple):
        return tuple(replace_texts(item, change) for item in noun)
    if not isinstance(noun, BaseModel):
        return noun
    update: dict[str, Any] = {}
    for name, field in type(noun).model_fields.items():
        value = getattr(noun, name)
        if any(isinstance(mark, Prose) for mark in field.metadata):
            update[name] = tuple(map(change, value)) if isinstance(value, tuple) else value and change(value)
        else:
            update[name] = replace_texts(value, change)
    return noun.model_copy(update=update)


def _marked(value: Any, pointer: str, mark: type) -> Iterator[tuple[str, str, Any]]:
    for where, noun in walk(value, pointer):
        for name, field in type(noun).model_fields.items():
            found = next((m for m in field.metadata if isinstance(m, mark)), None)
            held = getattr(noun, name)
            if found is None or held is None:
                continue
            if isinstance(held, tuple):
                yield from ((f"{where}/{name}/{i}", text, found) for i, text in enumerate(held))
            else:
                yield f"{where}/{name}", held, found
