"""The seam to language models: what a call asks, what it yields, and what an author is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from schemas.usage import Usage as Usage

Stop = Literal["end", "length", "refusal"]


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
class Restart:
    """The deltas so far are void: another attempt begins, and what it writes replaces all that was shown."""

    why: str
    """One sentence for the person who watches."""


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
    """None when the model's price or the tokens used are not known."""
    from_store: bool = False
    """Whether an answer paid for earlier was given again; then `attempts` and `cost_usd` are 0."""


Event = Delta | Restart | Reply


class Author(Protocol):
    """Whoever writes: a vendor's model, a recording, or the offline rules."""

    @property
    def name(self) -> str:
        """The author's full name, for example `anthropic:claude-sonnet-4-5`; part of every answer's key."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Event]:
        """Yield deltas as they come, then exactly one Reply. Raises a ModelError; never ends without a Reply.

        A `Restart` voids the deltas before it: a call was tried again, or its answer is being mended.
        """
        ...


@asynccontextmanager
async def streaming(author: Author, request: Request) -> AsyncIterator[AsyncIterator[Event]]:
    """The events of one call; leaving the block closes the call, however far it came."""
    events = author.stream(request)
    try:
        yield events
    finally:
        close = getattr(events, "aclose", None)
        if close is not None:
            await close()


async def reply_of(author: Author, request: Request) -> Reply:
    """The whole answer, for callers who do not show it while it is written."""
    async with streaming(author, request) as events:
        async for event in events:
            if isinstance(event, Reply):
                return event
    raise AssertionError(f"{author.name} ended without a Reply")
