"""A vendor that writes the time, so many words a second: `python -m evals.page_load.endless PORT SECONDS`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time

WORDS_PER_S = 50
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


async def main(port: int, seconds: float) -> None:
    """Serve until killed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                await _read(reader)
                await _write(writer, seconds)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    await server.serve_forever()


async def _read(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.partition(b":")[2]))


async def _write(writer: asyncio.StreamWriter, seconds: float) -> None:
    """An answer whose every word is the moment at which it is written."""
    writer.write(HEAD + _event('{"text":"'))
    began = time.monotonic()
    for number in range(1, int(seconds * WORDS_PER_S)):
        await asyncio.sleep(max(0.0, began + number / WORDS_PER_S - time.monotonic()))
        writer.write(_event(f"@{time.time():.4f} "))
        await writer.drain()
    writer.write(_event('"}') + _event("", end="stop") + _chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n")
    await writer.drain()


def _event(text: str, *, end: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": end}
    told = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return _chunk(b"data: " + json.dumps(told).encode() + b"\n\n")


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
