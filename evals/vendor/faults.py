"""Ways in which a vendor's answer goes wrong. Each is a callable that writes its own response, good or bad."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evals.vendor import wires
from evals.vendor.http import Connection
from evals.vendor.script import Answer, Ask

HEADERS = {"request-id": "req_local", "x-request-id": "req_local"}


@dataclass(frozen=True)
class Exchange:
    """One request, what would be answered to it, and the connection to answer on."""

    ask: Ask
    answer: Answer
    connection: Connection

    def events(self) -> list[bytes]:
        """The good answer's events."""
        return wires.events(self.ask, self.answer)


Fault = Callable[[Exchange], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Status:
    """A refusal with a status, and an error body of the vendor's own shape, or any other body."""

    status: int
    kind: str = "api_error"
    message: str = "scripted"
    retry_after: str | None = None
    headers: Mapping[str, str] | None = None
    body: bytes | None = None
    content_type: str = "application/json"

    async def __call__(self, exchange: Exchange) -> None:
        error = wires.error_body(exchange.ask.vendor, self.kind, self.message)
        body = json.dumps(error).encode() if self.body is None else self.body
        headers = {**HEADERS, **(self.headers or {})}
        if self.retry_after is not None:
            headers["retry-after"] = self.retry_after
        await exchange.connection.send_whole(self.status, body, kind=self.content_type, headers=headers)


async def hang(exchange: Exchange) -> None:
    """Never answer."""
    await asyncio.sleep(3600)


async def drop(exchange: Exchange) -> None:
    """Close the connection without a word."""
    exchange.connection.close()


async def reset(exchange: Exchange) -> None:
    """Reset the connection without a word."""
    exchange.connection.reset()


@dataclass(frozen=True, kw_only=True)
class Stalls:
    """Send some events, then nothing more, or only pings."""

    after_events: int
    ping_s: float | None = None

    async def __call__(self, exchange: Exchange) -> None:
        exchange.connection.begin_stream(headers=HEADERS)
        await exchange.connection.send(b"".join(exchange.events()[: self.after_events]))
        ping = wires.named("ping", {}) if exchange.ask.vendor == "anthropic" else b": ping\n\n"
        while True:
            await asyncio.sleep(self.ping_s or 3600)
            await exchange.connection.send(ping)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Send so many bytes of the stream, then break off: `close` in order, `reset`, or `short` of a claimed length."""

    at_byte: int
    """Counted around: the last bytes sent are within the end mark at the latest."""
    how: str = "close"

    async def __call__(self, exchange: Exchange) -> None:
        events = exchange.events()
        body = b"".join(events)
        last = len(body) - len(events[-1]) // 2
        length = len(body) if self.how == "short" else None
        exchange.connection.begin_stream(chunked=self.how != "close", length=length, headers=HEADERS)
        await exchange.connection.send(body[: self.at_byte % last])
        if self.how == "reset":
            exchange.connection.reset()
        else:
            exchange.connection.close()


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """Send the events as something else makes of them, chunk by chunk, then end the response in order."""

    rewrite: Callable[[Ask, list[bytes]], list[bytes]]

    async def __call__(self, exchange: Exchange) -> None:
        exchange.connection.begin_stream(headers=HEADERS)
        for chunk in self.rewrite(exchange.ask, exchange.events()):
            await exchange.connection.send(chunk)
        await exchange.connection.end_stream()


@dataclass(frozen=True, kw_only=True)
class ErrorEvent:
    """Begin well, then report an error inside the stream."""

    kind: str
    after_events: int = 4
    message: str = "scripted"

    async def __call__(self, exchange: Exchange) -> None:
        body: Any = wires.error_body(exchange.ask.vendor, self.kind, self.message)
        anthropic = exchange.ask.vendor == "anthropic"
        event = wires.named("error", body) if anthropic else wires.unnamed(body)
        exchange.connection.begin_stream(headers=HEADERS)
        await exchange.connection.send(b"".join(exchange.events()[: self.after_events]) + event)
        await exchange.connection.end_stream()


@dataclass(frozen=True, kw_only=True)
class Says:
    """Answer something else than the script, in good form."""

    answer: Answer

    async def __call__(self, exchange: Exchange) -> None:
        await send_good(Exchange(exchange.ask, self.answer, exchange.connection))


async def send_good(exchange: Exchange, *, between_events_s: float = 0.0) -> None:
    """The answer in good form: streamed if that was asked for."""
    if not exchange.ask.streamed:
        body = json.dumps(wires.whole(exchange.ask, exchange.answer)).encode()
        await exchange.connection.send_whole(200, body, kind="application/json", headers=HEADERS)
        return
    exchange.connection.begin_stream(headers=HEADERS)
    if between_events_s:
        for event in exchange.events():
            await exchange.connection.send(event)
            await asyncio.sleep(between_events_s)
    else:
        await exchange.connection.send(b"".join(exchange.events()))
    await exchange.connection.end_stream()
