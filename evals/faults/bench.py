"""One author against one local vendor, with a clock that waits in no time, and the judging of what came of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.models.anthropic import AnthropicWire
from assistant.models.budget import Budget
from assistant.models.endpoint import Endpoint
from assistant.models.openai import OpenAIWire
from assistant.models.pick import composed
from assistant.models.protocol import Author, Delta, Limits, Reply, Request, Restart
from assistant.models.stored import AnswersInMemory
from evals.faults.row import Outcome, Trial
from evals.vendor.script import Answers, Ask, Vendor
from evals.vendor.server import Faults, VendorServer
from schemas.errors import ModelError

KEY = "sk-canary-0123456789abcdef"
GRACE_S = 0.5
"""How much later than its deadline a call may end."""
NEWEST: dict[Vendor, str] = {"anthropic": "claude-sonnet-4-6", "openai": "gpt-4o"}
OLDEST: dict[Vendor, str] = {"anthropic": "claude-3-haiku-20240307", "openai": "gpt-4-0613"}


class Point(BaseModel):
    """One point of the memo."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    minutes: int


class Memo(BaseModel):
    """The answer that is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    points: list[Point]
    note: str | None


RIGHT = Memo(
    title="Störung nach 15 Minuten weitergeben — „sofort“ heißt: ohne Rückfrage ✅",
    points=[Point(name=f"Stufe {number}: 引き継ぎ", minutes=15 * number) for number in range(1, 9)],
    note=None,
)
RIGHT_TEXT = RIGHT.model_dump_json()


def asked(*, limits: Limits | None = None, step: str = "frame") -> Request:
    """The request that every run makes."""
    bounds = limits or Limits(deadline_s=60)
    return Request(step=step, system="You write memos.", prompt="Write the memo.", answer=Memo, limits=bounds)


class Clock:
    """Real time, but sleeping takes none: it only moves the clock. `slept` holds the waits."""

    def __init__(self, on_wait: Callable[[], Awaitable[object]] | None = None) -> None:
        self.slept: list[float] = []
        self._on_wait = on_wait

    def __call__(self) -> float:
        return time.monotonic() + sum(self.slept)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self._on_wait is not None:
            await self._on_wait()


@dataclass
class Seen:
    """What one call showed to its reader."""

    deadline_s: float
    reply: Reply | None = None
    error: BaseException | None = None
    seconds: float = 0.0
    """By the clock of the desk: waits count in full."""
    restarts: int = 0
    shown: list[str] = field(default_factory=list)
    """The deltas since the last restart."""
    voided: list[str] = field(default_factory=list)
    """The deltas before it."""

    def outcome(
        self, *, typed: Sequence[type[ModelError]] = (), kept: Sequence[tuple[bool, str]] = (), right: Any = RIGHT
    ) -> Outcome:
        """Judge the call. typed: errors that name the cause. kept: further promises, each with its wording."""
        if self.seconds > self.deadline_s + GRACE_S:
            return Outcome("late", f"{self.seconds:.2f} s of {self.deadline_s:g} s")
        if self.reply is not None and self.reply.data != right:
            return Outcome("silent", f"accepted {self.reply.text[:200]!r}")
        if self.error is not None:
            text = "".join(traceback.format_exception(self.error))
            if not isinstance(self.error, tuple(typed)):
                return Outcome("untyped", text[-2_000:])
            if KEY in text:
                return Outcome("broken", "the key is shown in the error")
        broken = [wording for holds, wording in kept if not holds]
        if broken:
            return Outcome("broken", "; ".join(broken))
        return Outcome("right" if self.reply is not None else "typed", str(self.error or ""))


async def observed(author: Author, request: Request, *, clock: Callable[[], float]) -> Seen:
    """Make one call and note everything that its reader would see."""
    seen = Seen(deadline_s=request.limits.deadline_s)
    began = clock()
    try:
        async for event in author.stream(request):
            if isinstance(event, Reply):
                seen.reply = event
            elif isinstance(event, Restart):
                seen.restarts += 1
                seen.voided, seen.shown = seen.shown, []
            else:
                assert isinstance(event, Delta), "an event is a delta, a restart or a reply"
                seen.shown.append(event.text)
    except Exception as error:  # noqa: BLE001  (judging whatever comes out is the purpose)
        seen.error = error
    seen.seconds = clock() - began
    return seen


@dataclass
class Desk:
    """An author in front of a vendor, with all that a row may want to look at."""

    author: Author
    clock: Clock
    store: AnswersInMemory
    requests: list[Ask]
    """What the vendor was asked so far."""

    async def observed(self, request: Request) -> Seen:
        """Make one call and note everything that its reader would see."""
        return await observed(self.author, request, clock=self.clock)


@asynccontextmanager
async def facing(
    trial: Trial,
    answers: Answers,
    *,
    faults: Faults | None = None,
    model: str | None = None,
    budget: Budget | None = None,
    transport: Any = None,
) -> AsyncIterator[Desk]:
    """An author facing a vendor of its own, which gives these answers and has these faults."""
    async with VendorServer(answers, faults=faults) as server:
        address = server.base_url(trial.vendor)
        async with desk(trial.vendor, address, model=model, budget=budget, transport=transport) as at:
            yield replace(at, requests=server.requests)


@asynccontextmanager
async def desk(
    vendor: Vendor,
    base_url: str,
    *,
    model: str | None = None,
    budget: Budget | None = None,
    transport: Any = None,
    on_wait: Callable[[], Awaitable[object]] | None = None,
) -> AsyncIterator[Desk]:
    """The whole author, as the program composes it, against the server at `base_url`.

    transport: another way to send requests than the HTTP library's own. on_wait: called at each wait before a retry.
    """
    import httpx2

    client = httpx2.AsyncClient(verify=False, transport=transport)
    name = model or NEWEST[vendor]
    if vendor == "anthropic":
        endpoint = Endpoint(AnthropicWire(name, key=KEY, base_url=base_url, http_client=client), learned={})
    else:
        endpoint = Endpoint(OpenAIWire(name, key=KEY, base_url=base_url, http_client=client), learned={})
    clock, store = Clock(on_wait), AnswersInMemory()
    author = composed(endpoint, store=store, budget=budget, sleep=clock.sleep, clock=clock)
    try:
        yield Desk(author, clock, store, [])
    finally:
        await endpoint.aclose()
