"""What each model can do and what it costs: data in `capabilities.yaml`, looked up by name."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.models.protocol import Usage

Vendor = Literal["anthropic", "openai", "compatible"]
Structure = Literal["native_schema", "forced_tool", "json_mode", "prompt_only"]

CHARS_A_TOKEN = 3
"""Rather few, so that a prompt's tokens are rather overestimated."""
LEAST_OUTPUT_TOKENS = 256


class Price(BaseModel):
    """US dollars for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    input: float = Field(alias="in", ge=0)
    output: float = Field(alias="out", ge=0)
    cache_read: float | None = Field(default=None, ge=0)
    """None where reading from the cache costs what reading anew costs."""
    cache_write: float | None = Field(default=None, ge=0)
    """None where writing to the cache costs nothing extra."""

    def of(self, usage: Usage) -> float | None:
        """Cost in US dollars; None as soon as the tokens read or written are unknown."""
        if usage.input_tokens is None or usage.output_tokens is None:
            return None
        read = self.input if self.cache_read is None else self.cache_read
        write = self.input if self.cache_write is None else self.cache_write
        cached = read * (usage.cache_read_tokens or 0) + write * (usage.cache_write_tokens or 0)
        return (self.input * usage.input_tokens + self.output * usage.output_tokens + cached) / 1_000_000


class Capabilities(BaseModel):
    """What one model can do; the columns are explained at the head of `capabilities.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    structure: Structure
    output: int = Field(gt=0)
    context: int = Field(gt=0)
    thinking: int = Field(ge=0)
    quiet_s: float = Field(gt=0)
    temperature: bool
    cap: Literal["max_tokens", "max_completion_tokens"] = "max_completion_tokens"
    system: bool = True
    caching: bool = False
    json_mode: bool = True
    price: Price | None = None

    def ladder(self, *, has_json_mode: bool) -> tuple[Structure, ...]:
        """The ways to a typed answer, best first; the last one, asking in the prompt, always works."""
        steps: list[Structure] = ["native_schema", "forced_tool", "json_mode", "prompt_only"]
        if not (has_json_mode and self.json_mode):
            steps.remove("json_mode")
        return tuple(steps[steps.index(self.structure) :])

    def output_cap(self, wanted_tokens: int, *, prompt_chars: int) -> int:
        """The limit to ask for: room for the answer and the model's thinking, within its output and its context.

        Endpoints refuse a limit that would not fit beside the prompt, however short the answer turns out.
        """
        room = self.context - prompt_chars // CHARS_A_TOKEN
        return min(wanted_tokens + self.thinking, self.output, max(room, LEAST_OUTPUT_TOKENS))


class _Row(BaseModel):
    model_config = ConfigDict(extra="allow")

    models: list[str] = Field(min_length=1)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    prices_as_of: object
    price_sources: list[str]
    defaults: dict[Vendor, dict[str, object]]
    anthropic: list[_Row]
    openai: list[_Row]
    compatible: list[_Row]

    def rows(self, vendor: Vendor) -> list[_Row]:
        return {"anthropic": self.anthropic, "openai": self.openai, "compatible": self.compatible}[vendor]


def capabilities_of(vendor: Vendor, model: str) -> Capabilities:
    """What the model can do: its row, or its vendor's newest defaults when no row knows the name.

    vendor: `compatible` for a server that only speaks OpenAI's protocol; its defaults are cautious.
    """
    table = _table()
    name = model.lower()
    for row in table.rows(vendor):
        if any(fnmatchcase(name, pattern) for pattern in row.models):
            return Capabilities.model_validate({**table.defaults[vendor], **(row.model_extra or {})})
    return Capabilities.model_validate(table.defaults[vendor])


def prices_as_of() -> str:
    """The day on which the prices were last compared with the vendors' pages, as YYYY-MM-DD."""
    return str(_table().prices_as_of)


@cache
def _table() -> _Table:
    import yaml

    text = files("assistant.models").joinpath("capabilities.yaml").read_text(encoding="utf-8")
    return _Table.model_validate(yaml.safe_load(text))
