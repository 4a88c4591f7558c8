"""A vendor on the loopback address: both wire protocols, scripted answers, scripted faults, and a count of requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from types import TracebackType

from evals.vendor.faults import Exchange, Fault, Status, send_good
from evals.vendor.http import Connection, read_request
from evals.vendor.script import Answer, Answers, Ask, Pace, Vendor

Faults = Mapping[int, Fault] | Callable[[Ask], Fault | None]
_PATHS: Mapping[str, Vendor] = {"/v1/messages": "anthropic", "/v1/chat/completions": "openai"}
_LIMIT_BYTES = 1_048_576


class VendorServer:
    """Serves while its `async with` block lasts.

    answers: the text, or the whole Answer, for a request. faults: by request number (1 is the first), or by request;
    a request without a fault is answered well. `requests` holds what was asked, in order.
    """

    def __init__(
        self, answers: Answers, *, faults: Faults | None = None, pace: Pace | None = None, port: int = 0
    ) -> None:
        self._answers = answers
        self._faults: Faults = faults if faults is not None else {}
        self._pace = pace or Pace()
        self._port = port
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.requests: list[Ask] = []

    @property
    def port(self) -> int:
        assert self._server is not None, "the server is not running"
        return int(self._server.sockets[0].getsockname()[1])

    def base_url(self, vendor: Vendor) -> str:
        """The address to give to the vendor's client."""
        return f"http://127.0.0.1:{self.port}" + ("/v1" if vendor == "openai" else "")

    async def __aenter__(self) -> VendorServer:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port, limit=_LIMIT_BYTES)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None, "the server is not running"
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection in a task of our own: a task of asyncio's would report its cancelling as a failure."""
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._exchanges(reader, Connection(writer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client went away, as it may
        finally:
            writer.close()

    async def _exchanges(self, reader: asyncio.StreamReader, connection: Connection) -> None:
        while not connection.closed and (request := await read_request(reader)) is not None:
            path, headers, body = request
            vendor = _PATHS.get(path)
            if vendor is None:
                await connection.send_whole(404, b"not found", kind="text/plain")
                continue
            ask = Ask(len(self.requests) + 1, vendor, json.loads(body), headers)
            self.requests.append(ask)
            await self._answer(ask, connection)

    async def _answer(self, ask: Ask, connection: Connection) -> None:
        fault = self._faults(ask) if callable(self._faults) else self._faults.get(ask.number)
        if isinstance(fault, Status):
            await fault(Exchange(ask, Answer(), connection))
            return
        said = self._answers(ask)
        exchange = Exchange(ask, Answer(text=said) if isinstance(said, str) else said, connection)
        await asyncio.sleep(self._pace.first_byte_s)
        if fault is not None:
            await fault(exchange)
        else:
            await send_good(exchange, between_events_s=self._pace.between_events_s)
