"""The author behind an HTTP endpoint: one call, streamed, bounded in time, whole only with the vendor's end mark."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack, aclosing
from typing import Any

from assistant.models.capabilities import Capabilities, Structure
from assistant.models.complaints import complaint_in, error_for, looks_like_html
from assistant.models.patience import Patience
from assistant.models.protocol import Delta, Event, Limits, Reply, Request, Usage
from assistant.models.sse import EventDecoder, Garbled
from assistant.models.tally import Tally
from assistant.models.wire import Reader, Response, Wire
from schemas.errors import ModelError, SchemaRejected, ServerFault, StreamBroken

DRAIN_S = 0.1
"""Seconds to wait for the end of the body after the end mark, so that the connection can be used again."""
_MAX_BODY_BYTES = 65_536

Learned = dict[tuple[str, str], Structure]
_LEARNED_IN_THIS_PROCESS: Learned = {}


class Endpoint:
    """An author whose replies carry text only (`data` is None); `Structured` validates them.

    One request is one call, unless the endpoint refuses the wanted structure: then the next way down the ladder is
    tried, and remembered for this model and answer for the life of the process.
    """

    def __init__(self, wire: Wire, *, learned: Learned | None = None) -> None:
        self._wire = wire
        self._learned = _LEARNED_IN_THIS_PROCESS if learned is None else learned
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def name(self) -> str:
        return self._wire.name

    @property
    def capabilities(self) -> Capabilities:
        """What the model behind it can do."""
        return self._wire.capabilities

    async def aclose(self) -> None:
        """Close the connections; the next call opens new ones."""
        self._loop = None
        await self._wire.aclose()

    async def _connect(self) -> None:
        running = asyncio.get_running_loop()
        if self._loop is not running:
            await asyncio.to_thread(self._wire.load)
        if self._loop is not running:  # another call may have connected meanwhile
            self._wire.connect()
            self._loop = running

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        await self._connect()
        patience = Patience(request.limits, quiet_s=self.capabilities.quiet_s, author=self.name)
        tally = Tally()
        steps = self._steps(request)
        for step, below in zip(steps, (*steps[1:], None), strict=True):
            try:
                async with aclosing(self._call(request, step, patience)) as events:
                    async for event in events:
                        yield tally.onto(event) if isinstance(event, Reply) else event
                return
            except ModelError as error:
                if not isinstance(error, SchemaRejected) or below is None or request.answer is None:
                    raise tally.onto_error(error) from None
                tally.add(error)
                self._learned[self.name, request.answer.__name__] = below

    def _steps(self, request: Request) -> tuple[Structure, ...]:
        ladder = self._wire.ladder
        if request.answer is None:
            return ("prompt_only",)
        known = self._learned.get((self.name, request.answer.__name__))
        return ladder[ladder.index(known) :] if known in ladder else ladder

    async def _call(self, request: Request, step: Structure, patience: Patience) -> AsyncGenerator[Event, None]:
        try:
            async with aclosing(self._answer(request, step, patience)) as events:
                async for event in events:
                    yield event
        except ModelError as error:
            error.cost_usd = self._cost(error.usage) if error.usage else None
            raise

    def _cost(self, usage: Usage) -> float | None:
        price = self.capabilities.price
        return price.of(usage) if price else None

    async def _answer(self, request: Request, step: Structure, patience: Patience) -> AsyncGenerator[Event, None]:
        reader = self._wire.reader(step)
        gave_text = False
        async with AsyncExitStack() as stack:
            response = await self._open(stack, request, step, patience)
            async with aclosing(self._texts(response, reader, patience)) as texts:
                async for text in texts:
                    gave_text = True
                    yield Delta(text=text)
        text = reader.gathering.answer()
        if not gave_text:
            yield Delta(text=text)
        usage = reader.gathering.usage
        yield Reply(
            text=text,
            data=None,
            stop="end",
            usage=usage,
            model=reader.model or self._wire.model,
            request_id=response.headers.get(self._wire.request_id_header),
            seconds=patience.seconds,
            cost_usd=self._cost(usage),
        )

    async def _open(self, stack: AsyncExitStack, request: Request, step: Structure, patience: Patience) -> Response:
        structured = step != "prompt_only"
        try:
            async with patience.wait():
                response = await stack.enter_async_context(self._wire.open(request, step))
        except self._wire.failures() as failure:
            error = self._wire.error(failure, structured=structured, began=False)
            error.usage = Usage.none()
            raise error from None
        kind = response.headers.get("content-type", "").lower()
        if kind.startswith(("text/html", "application/json")):
            raise await self._not_a_stream(response, patience, structured=structured)
        return response

    async def _not_a_stream(self, response: Response, patience: Patience, *, structured: bool) -> ModelError:
        """The error for a 200 that carries a page or an object where a stream was asked for."""
        import json

        body = b""
        try:
            async with patience.wait():
                async for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _MAX_BODY_BYTES:
                        break
            parsed: Any = json.loads(body)
        except self._wire.failures() as failure:
            return self._wire.error(failure, structured=structured, began=True)
        except ValueError:
            parsed = None
        if isinstance(parsed, Mapping) and parsed.get("error"):
            complaint = complaint_in(parsed, status=None, headers=response.headers, secret=self._wire.secret)
            return error_for(complaint, author=self.name, structured=structured)
        what = "a web page" if looks_like_html(body.decode("utf-8", "replace")) else "something else"
        return ServerFault(
            f"{self.name} answered with {what} instead of a stream.",
            do="Check the base URL and any proxy, then try again.",
        )

    async def _texts(self, response: Response, reader: Reader, patience: Patience) -> AsyncGenerator[str, None]:
        """The pieces of the answer until the end mark. Raises StreamBroken where it is missing."""
        decoder = EventDecoder()
        chunks = aiter(response.iter_bytes())
        try:
            while not reader.ended:
                chunk = await self._next(chunks, patience)
                for event in decoder.finish() if chunk is None else decoder.feed(chunk):
                    text = reader.read(event)
                    if text is not None:
                        patience.progress()
                    if text:
                        yield text
                    if reader.ended:
                        break
                if chunk is None:
                    break
        except Garbled as garbled:
            raise self._broken(reader, f"sent a garbled stream ({garbled})") from None
        except ModelError as error:
            error.usage = error.usage or reader.gathering.usage
            error.text = error.text or reader.gathering.partial_text()
            raise
        if not reader.ended:
            raise self._broken(reader, "ended the stream without its end mark")
        await self._drain(chunks)

    async def _next(self, chunks: AsyncIterator[bytes], patience: Patience) -> bytes | None:
        try:
            async with patience.wait():
                return await anext(chunks, None)
        except self._wire.failures() as failure:
            raise self._wire.error(failure, structured=False, began=True) from None

    async def _drain(self, chunks: AsyncIterator[bytes]) -> None:
        bound = Patience(Limits(deadline_s=DRAIN_S, idle_s=DRAIN_S), quiet_s=0, author=self.name)
        try:
            while await self._next(chunks, bound) is not None:
                pass
        except ModelError:
            return  # the answer is whole already

    def _broken(self, reader: Reader, what: str) -> StreamBroken:
        gathering = reader.gathering
        partial = gathering.partial_text()
        return StreamBroken(f"{self.name} {what}.", do="Try again.", usage=gathering.usage, text=partial)
