"""The seam to language models: what a call asks, what it yields, and what an author is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import BaseModel

Stop = Literal["end", "length", "refusal"]


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Tokens of one or more calls; None where the vendor did not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one call."""

    max_output_tokens: int = 8_000
    deadline_s: float = 300.0
    """Seconds for the whole call with its retries and waits."""
    idle_s: float = 30.0
    """Seconds of silence after which a stream counts as stalled."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One call: the rendered words, and the values they were rendered from."""

    step: str
    """The card's step, for example `frame`; the offline author and a recording know their answer by it."""
    system: str
    """The shared beginning: byte-identical for all calls of a document, so that vendors can cache it."""
    prompt: str
    """What is asked now."""
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What the prompt was rendered from; the offline author works on these and never parses the prompt."""
    answer: type[BaseModel] | None = None
    """The wire model wanted; None asks for plain text."""
    limits: Limits = Limits()


@dataclass(frozen=True, kw_only=True)
class Delta:
    """A piece of the answer as it is written."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A whole answer: it ended with the vendor's own end mark."""

    text: str
    """The answer's text: plain, or JSON of the wire model."""
    data: BaseModel | None
    """The validated wire model, None when plain text was asked."""
    stop: Stop
    usage: Usage
    model: str
    """The model that answered, as the vendor names it."""
    request_id: str | None = None
    seconds: float = 0.0
    attempts: int = 1
    cost_usd: float | None = None
    """None when the model's price is not known."""


class Author(Protocol):
    """Whoever writes: a vendor's model, a recording, or the offline rules."""

    @property
    def name(self) -> str:
        """The author's full name, for example `anthropic:claude-sonnet-4-5`; part of every answer's key."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Yield deltas as they come, then exactly one Reply. Raises a ModelError; never ends without a Reply."""
        ...
