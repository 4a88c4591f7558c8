"""The base of every noun: frozen, closed, and documented field by field."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A value of the domain.

    Nouns obey both vendors' strict modes, so that a model may be asked for any of them: every field is required,
    an optional one is `X | None`, lists are `tuple[X, ...]`, and no constraint stands in the schema (validators
    and checks hold the constraints). `tests/schemas/test_wire.py` proves it for the nouns that go over the wire.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
