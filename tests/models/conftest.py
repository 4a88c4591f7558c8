"""Authors that say what a test wants said, and a clock that only moves when it is slept on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.models.protocol import Delta, Event, Limits, Reply, Request, Usage
from schemas.errors import ModelError


class Note(BaseModel):
    """The answer that tests ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    minutes: int


class ScriptedAuthor:
    """Gives one scripted outcome a call: a text, a whole reply, or an error to raise after some text."""

    def __init__(self, outcomes: Sequence[str | Reply | ModelError], *, name: str = "scripted") -> None:
        self.name = name
        self.asked: list[Request] = []
        self._outcomes = list(outcomes)

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        self.asked.append(request)
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, ModelError):
            yield Delta(text="half an ")
            raise outcome
        reply = outcome if isinstance(outcome, Reply) else said(outcome)
        yield Delta(text=reply.text)
        yield reply


def said(text: str, *, usage: Usage | None = None, cost_usd: float | None = 0.01) -> Reply:
    """A reply as a bare endpoint gives it."""
    used = usage or Usage(input_tokens=10, output_tokens=5)
    return Reply(text=text, data=None, stop="end", usage=used, model="model-1", cost_usd=cost_usd)


class Clock:
    """Moves only when slept on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def scripted() -> type[ScriptedAuthor]:
    """An author that says what the test wants said."""
    return ScriptedAuthor


@pytest.fixture
def reply() -> Callable[..., Reply]:
    """A maker of replies as a bare endpoint gives them."""
    return said


@pytest.fixture
def clock() -> Clock:
    """A clock that moves only when slept on."""
    return Clock()


@pytest.fixture
def note() -> type[Note]:
    """The wire model that tests ask for."""
    return Note


@pytest.fixture
def request_for() -> Callable[..., Request]:
    """A maker of requests for a note, or with `answer=None` for plain text."""

    def make(**changes: object) -> Request:
        request = Request(step="frame", system="You write.", prompt="Write.", answer=Note, limits=Limits(deadline_s=60))
        return replace(request, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def events_of() -> Callable[..., object]:
    """A collector of all events of one call."""

    async def collect(author: ScriptedAuthor, request: Request) -> list[Event]:
        return [event async for event in author.stream(request)]

    return collect
