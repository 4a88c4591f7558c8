"""People at the page, as plain HTTP: one who watches what is written, one who holds a whole conversation."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

MOST_TURNS = 10
STAMP = re.compile(rb"@(\d+\.\d{4}) ")


@dataclass(kw_only=True)
class Seen:
    """What all visitors together have seen, in seconds."""

    lags: list[float] = field(default_factory=list)
    """From a word's being written to its being there."""
    firsts: list[float] = field(default_factory=list)
    """The same for the first word of each."""
    turns: list[float] = field(default_factory=list)
    """From sending to the whole answer."""
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody at the page."""

    port: int
    seen: Seen

    async def watches(self, seconds: float) -> None:
        """Send a message and watch the answer being written for so long."""
        id = await self._begin()
        await self._send(id, "We have 20 people in tier 1.", number=0)
        end, first = time.monotonic() + seconds, True
        async for _, data in self._events(id, seconds=seconds):
            now = time.time()
            lags = [now - float(stamp) for stamp in STAMP.findall(data)]
            if lags and first:
                self.seen.firsts.append(lags[0])
                first = False
            self.seen.lags += lags
            if time.monotonic() >= end:
                break
        await self._call("POST", f"/conversations/{id}/stop")

    async def talks(self, brief: str, *, think_s: float) -> None:
        """Describe a team and answer what is asked, until there is a document."""
        id, text = await self._begin(), brief
        for number in range(MOST_TURNS):
            began = time.monotonic()
            await self._send(id, text, number=number)
            kind = await self._answer(id, number)
            self.seen.turns.append(time.monotonic() - began)
            if kind == "document":
                return
            text = "you decide" if kind == "question" else "yes"
            await asyncio.sleep(think_s * random.uniform(0.5, 1.5))
        self.seen.errors.append("no document after ten turns")

    async def _answer(self, id: str, number: int) -> str:
        async for name, data in self._events(id, seconds=120):
            told = json.loads(data)
            if name in (b"failed", b"stopped"):
                raise RuntimeError(told["message"])
            if name == b"reply" and told["turn_id"] == _turn(number):
                return str(told["kind"])
        raise RuntimeError("no answer within two minutes")

    async def _begin(self) -> str:
        return str(json.loads(await self._call("POST", "/conversations"))["id"])

    async def _send(self, id: str, text: str, *, number: int) -> None:
        await self._call("POST", f"/conversations/{id}/turns", {"turn_id": _turn(number), "text": text})

    async def _call(self, method: str, path: str, body: Any = None) -> bytes:
        data = json.dumps(body).encode() if body is not None else b""
        reader, writer = await self._ask(method, path, data)
        head, _, rest = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        if int(head.split()[1]) >= 300:
            raise RuntimeError(f"{path}: {head.split()[1].decode()} {rest[:200].decode()}")
        return rest

    async def _events(self, id: str, *, seconds: float) -> AsyncIterator[tuple[bytes, bytes]]:
        reader, writer = await self._ask("GET", f"/conversations/{id}/stream", b"")
        name, end = b"", time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0:
                try:
                    line = await asyncio.wait_for(reader.readline(), left)
                except TimeoutError:
                    return
                if not line:
                    return
                if line.startswith(b"event: "):
                    name = line[7:].strip()
                elif line.startswith(b"data: "):
                    yield name, line[6:]
        finally:
            writer.close()

    async def _ask(self, method: str, path: str, data: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24)
        base = f"127.0.0.1:{self.port}"
        head = f"{method} {path} HTTP/1.1\r\nhost: {base}\r\norigin: http://{base}\r\nconnection: close\r\n"
        writer.write(f"{head}content-type: application/json\r\ncontent-length: {len(data)}\r\n\r\n".encode() + data)
        return reader, writer


def _turn(number: int) -> str:
    return f"turn-{number:016d}"
