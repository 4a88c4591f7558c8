"""Every wire model passes both vendors' own strict transforms with nothing lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from schemas.changes import Changes
from schemas.process import PARTS
from schemas.reading import Reading, Wording

WIRE: tuple[type[BaseModel], ...] = (*PARTS.values(), Changes, Reading, Wording)
LOST = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "minLength", "maxLength",
    "minItems", "maxItems", "uniqueItems", "prefixItems", "oneOf", "default", "discriminator", "format",
)  # fmt: skip
DEEPEST = 10
MOST_PROPERTIES = 5_000
LONGEST = 120_000


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from nodes(child)


def depth(schema: dict[str, Any], value: Any, seen: tuple[str, ...] = ()) -> int:
    """Levels of objects, references followed. A recursive schema fails the test."""
    if isinstance(value, list):
        return max((depth(schema, child, seen) for child in value), default=0)
    if not isinstance(value, dict):
        return 0
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        assert name not in seen, f"{name} is recursive"
        return depth(schema, schema["$defs"][name], (*seen, name))
    inner = [depth(schema, child, seen) for key, child in value.items() if key != "$defs"]
    return max(inner, default=0) + ("properties" in value)


@pytest.mark.parametrize("model", WIRE, ids=lambda m: m.__name__)
def test_no_keyword_is_used_that_a_vendor_drops_or_refuses(model: type[BaseModel]) -> None:
    """Neither vendor has anything to move into a description."""
    found = {key for node in nodes(model.model_json_schema()) for key in node if key in LOST}
    # A property may be called `format` or `pattern`; a keyword's value is never a schema.
    assert {key for key in found if not _is_property(model, key)} == set()


def _is_property(model: type[BaseModel], key: str) -> bool:
    holders = [node for node in nodes(model.model_json_schema()) if key in node]
    return all(isinstance(node[key], dict) for node in holders)


@pytest.mark.parametrize("model", WIRE, ids=lambda m: m.__name__)
def test_the_first_vendors_transform_changes_nothing(model: type[BaseModel]) -> None:
    """Names, required fields, enums and types come out as they went in."""
    import anthropic

    given, sent = model.model_json_schema(), anthropic.transform_schema(model)
    assert _shape(sent) == _shape(given)


@pytest.mark.parametrize("model", WIRE, ids=lambda m: m.__name__)
def test_the_second_vendors_transform_changes_nothing(model: type[BaseModel]) -> None:
    """Every field was required already, every object closed."""
    from openai.lib._pydantic import to_strict_json_schema

    given, sent = model.model_json_schema(), to_strict_json_schema(model)
    for schema in (given, sent):
        for node in nodes(schema):
            if node.get("type") == "object" and "properties" in node:
                assert set(node["required"]) == set(node["properties"])
                assert node["additionalProperties"] is False
    assert _names(sent) == _names(given)


@pytest.mark.parametrize("model", WIRE, ids=lambda m: m.__name__)
def test_a_wire_model_stays_within_the_published_limits(model: type[BaseModel]) -> None:
    """Depth, properties and size, with room."""
    schema = model.model_json_schema()
    assert depth(schema, schema) <= DEEPEST
    assert sum(len(node.get("properties", {})) for node in nodes(schema)) <= MOST_PROPERTIES
    assert len(json.dumps(schema)) <= LONGEST


def _names(schema: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(sorted(node["properties"])) for node in nodes(schema) if isinstance(node.get("properties"), dict)}


def _shape(schema: dict[str, Any]) -> list[str]:
    """What each node says. A type beside an enum says nothing more; a keyword moved into a description would show."""
    kept = ("type", "enum", "required", "additionalProperties", "$ref", "const", "description")
    rows = []
    for node in nodes(schema):
        said = {key: node[key] for key in kept if isinstance(node.get(key), (str, list, bool))}
        if "enum" in said or "const" in said:
            said.pop("type", None)
        rows.append(json.dumps(said, sort_keys=True))
    return sorted(row for row in rows if row != "{}")
