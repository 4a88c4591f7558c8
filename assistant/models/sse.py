"""Decoding server-sent events from bytes as they come, whatever the chunks are.

The vendors' SDKs decode them too, but hide what must be seen here: OpenAI's end mark, pings, garbled places.
Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_LINE_BYTES = 16_000_000
_BOM = b"\xef\xbb\xbf"


class Garbled(Exception):
    """The bytes are not a stream of events; its text says what is wrong with them."""


@dataclass(frozen=True)
class ServerEvent:
    """One event: its name (empty where the server gave none) and its data."""

    name: str
    data: str

    def object(self) -> Mapping[str, Any]:
        """The data as a JSON object. Raises Garbled if it is not one."""
        try:
            data = json.loads(self.data)
        except (ValueError, RecursionError):
            raise Garbled("an event is not JSON") from None
        if not isinstance(data, Mapping):
            raise Garbled("an event is not an object")
        return data


def text_in(value: object) -> str:
    """The value as text. Raises Garbled if it is not text."""
    if not isinstance(value, str):
        raise Garbled("a piece of the answer is not text")
    return value


class EventDecoder:
    """Turns chunks of bytes into events: any line ending, a byte order mark, characters cut in the middle."""

    def __init__(self) -> None:
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._name = ""
        self._data: list[str] = []
        self._id: str | None = None
        self._last: tuple[str | None, str] | None = None
        self._after_cr = False
        self._at_start = True

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        """The events that this chunk completes. Raises Garbled on bytes that are not UTF-8 and on endless lines."""
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        if not chunk:
            return []
        self._after_cr = chunk.endswith(b"\r")
        pieces = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        events: list[ServerEvent] = []
        for piece in pieces[:-1]:
            self._keep(piece)
            self._line(self._take_pending(), events)
        self._keep(pieces[-1])
        return events

    def finish(self) -> list[ServerEvent]:
        """The last event, where the server closed without the blank line after it."""
        events: list[ServerEvent] = []
        self._line(self._take_pending(), events)
        self._line("", events)
        return events

    def _keep(self, piece: bytes) -> None:
        self._pending.append(piece)
        self._pending_bytes += len(piece)
        if self._pending_bytes > MAX_LINE_BYTES:
            raise Garbled(f"a line is longer than {MAX_LINE_BYTES:,} bytes")

    def _take_pending(self) -> str:
        line = b"".join(self._pending)
        self._pending.clear()
        self._pending_bytes = 0
        if self._at_start:
            line = line.removeprefix(_BOM)
            self._at_start = False
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            raise Garbled("a line is not UTF-8") from None

    def _line(self, line: str, events: list[ServerEvent]) -> None:
        if not line:
            self._dispatch(events)
        elif not line.startswith(":"):
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "data":
                self._data.append(value)
            elif field == "event":
                self._name = value
            elif field == "id":
                self._id = value

    def _dispatch(self, events: list[ServerEvent]) -> None:
        data, name, number = "\n".join(self._data), self._name, self._id
        self._data, self._name, self._id = [], "", None
        if not data or (number is not None and (number, data) == self._last):  # an event sent twice, by its own id
            return
        self._last = (number, data)
        events.append(ServerEvent(name, data))
