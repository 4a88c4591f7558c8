"""Just enough HTTP/1.1 to serve a vendor's protocol and to break it on purpose."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Mapping

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}
_MAX_HEAD_BYTES = 65_536


async def read_request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes] | None:
    """Path, headers (names in lower case) and body of the next request; None when the client is done."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return first.split(" ")[1].split("?")[0], headers, body


class Connection:
    """Writes responses to one client, well or badly."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._chunked = False
        self.closed = False

    async def send_whole(
        self, status: int, body: bytes, *, kind: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """A complete response."""
        self._head(status, {"content-type": kind, "content-length": str(len(body)), **(headers or {})})
        await self.send_raw(body)

    def begin_stream(self, *, chunked: bool = True, length: int | None = None, headers: Mapping[str, str]) -> None:
        """The head of a stream: chunked, of a claimed length, or ended by closing."""
        framing = {"transfer-encoding": "chunked"} if chunked else {"connection": "close"}
        if length is not None:
            framing = {"content-length": str(length)}
        self._chunked = chunked and length is None
        self._head(200, {"content-type": "text/event-stream; charset=utf-8", **framing, **headers})

    async def send(self, data: bytes) -> None:
        """Bytes of the stream's body, as one chunk."""
        if data:
            await self.send_raw(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)

    async def end_stream(self) -> None:
        """The stream's proper end."""
        if self._chunked:
            await self.send_raw(b"0\r\n\r\n")
        else:
            self.close()

    async def send_raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self._writer.write(data)
        await self._writer.drain()

    def close(self) -> None:
        """Close in order, however much was sent."""
        self.closed = True
        self._writer.close()

    def reset(self) -> None:
        """Break the connection off: the client sees a reset."""
        sock = self._writer.get_extra_info("socket")
        if isinstance(sock, socket.socket) or hasattr(sock, "setsockopt"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.closed = True
        self._writer.transport.abort()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
