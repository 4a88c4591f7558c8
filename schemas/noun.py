"""The base of every noun: frozen, closed, and documented field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler

Kind = Literal["receiver", "partner", "severity", "customer_tier", "commitment", "issue", "field", "calendar", "metric"]


@dataclass(frozen=True)
class Prose:
    """Marks a field that people read: free text of at most `most` words (each, in a list).

    Prose holds no digits of its own: a number is named as {q:id}, a tier, role or partner as {role:id}.
    """

    most: int


class Refers:
    """Marks a field that holds the id of something declared elsewhere in the process.

    kind: what it must be the id of; a `receiver` is a tier, role or partner. words: plain words allowed instead, such
    as `lead` for the person who runs the organisation, or `holder` for whoever holds the case.
    """

    def __init__(self, kind: Kind, *words: str) -> None:
        self.kind = kind
        self.words = words

    @property
    def told(self) -> str:
        """What may stand there, in a sentence."""
        of = "tier, role or partner" if self.kind == "receiver" else self.kind.replace("_", " ")
        words = "".join(f", or `{word}`" for word in self.words)
        return f"Id of a {of}{words}."


class Noun(BaseModel):
    """A value of the domain.

    Nouns obey both vendors' strict modes, so that a model may be asked for any of them: every field is required,
    an optional one is `X | None`, lists are `tuple[X, ...]`, and no constraint stands in the schema (validators
    and checks hold the constraints). `tests/schemas/test_wire.py` proves it for the nouns that go over the wire.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema, each prose field's word limit told in its description.

        What is said of a field that holds another noun is told in this noun's description: one vendor's transform
        drops whatever stands beside a reference.
        """
        schema = handler(core_schema)
        own = handler.resolve_ref_schema(schema)
        properties = own.get("properties", {})
        for name, prose in prose_fields(cls):
            told = f"{properties[name].get('description', '')} At most {prose.most} words."
            properties[name]["description"] = told.strip()
        for name, refers in referring_fields(cls):
            properties[name]["description"] = f"{properties[name].get('description', '')} {refers.told}".strip()
        for name, holder in properties.items():
            if "$ref" in holder and "description" in holder:
                own["description"] = f"{own.get('description', '')} {name}: {holder.pop('description')}".strip()
        return schema


def referring_fields(noun: type[BaseModel]) -> Iterator[tuple[str, Refers]]:
    """The fields of a noun that name something declared elsewhere."""
    for name, field in noun.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Refers):
                yield name, mark


def prose_fields(noun: type[BaseModel]) -> Iterator[tuple[str, Prose]]:
    """The prose fields of a noun with their word limits."""
    for name, field in noun.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Prose):
                yield name, mark
