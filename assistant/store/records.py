"""What the store hands out and takes in: plain values, no database in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One conversation's master data."""

    id: str
    """Unguessable: 192 random bits, URL-safe. Also the thread id of its checkpoints."""
    owner: str
    title: str
    card: str
    card_version: str
    graph_version: str
    """The version of the graph that the conversation was begun with; node names are a stored contract."""
    author: str
    """The author's full name, for example `offline`."""
    phase: str
    language: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message of a person, being answered or answered already."""

    conversation_id: str
    turn_id: str
    text: str
    outcome: Literal["started", "done", "unfinished"]
    """`started`: yours to run. `done`: `reply` is what was answered. `unfinished`: begun once, finished never."""
    fence: int
    """Grows with every beginning in the conversation; a writer with an older one is refused."""
    reply: str | None = None
    """The stored reply (JSON), only when the outcome is `done`."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """One row of the transcript. `number`, `turn_id` and `at` are the store's and may be left out when writing."""

    role: str
    text: str
    meta: str = "{}"
    """JSON, for example what a reply's buttons were."""
    number: int = 0
    turn_id: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the document."""

    number: int
    """From 1, without gaps, in the order they became current."""
    process: str
    """The process as JSON."""
    body: str
    """The rendered body."""
    reason: str
    parent: int | None
    turn_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Call:
    """What one call to a language model used; None where the vendor did not say."""

    step: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None
    cost_usd: float | None = None
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sum over calls. Unknown tokens count as 0; `unpriced` says how many calls the cost leaves out."""

    calls: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    cost_usd: float
    unpriced: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Note:
    """One entry of the audit trail."""

    what: str
    detail: str
    at: datetime
