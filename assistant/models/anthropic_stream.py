"""Following a stream of Anthropic Messages events, strictly: what comes out of its order is garbled.

Source: https://docs.anthropic.com/en/api/messages-streaming
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.models.complaints import complaint_in, error_for
from assistant.models.gathering import Ending, Gathering, count_in
from assistant.models.protocol import Usage
from assistant.models.sse import Garbled, ServerEvent, text_in

_ENDINGS: dict[str, Ending] = {
    "end_turn": "end",
    "stop_sequence": "end",
    "tool_use": "end",
    "max_tokens": "length",
    "refusal": "refusal",
    "model_context_window_exceeded": "context",
}


class MessageReader:
    """Follows one stream of Messages events; anything out of its order is garbled."""

    def __init__(self, gathering: Gathering, *, author: str, secret: str) -> None:
        self.gathering = gathering
        self.model = ""
        self.ended = False
        self._author = author
        self._secret = secret
        self._began = False
        self._open_block: tuple[int, str] | None = None
        self._blocks = 0

    def read(self, event: ServerEvent) -> str | None:
        data = event.object()
        kind = data.get("type")
        if kind == "error":
            complaint = complaint_in(data, status=None, headers={}, secret=self._secret)
            raise error_for(complaint, author=self._author, structured=False)
        if kind == "message_start":
            return self._start(data.get("message"))
        if not self._began and kind != "ping":
            raise Garbled("the stream does not begin with message_start")
        if kind == "content_block_start":
            return self._open(data.get("index"), data.get("content_block"))
        if kind == "content_block_delta":
            return self._delta(data.get("index"), data.get("delta"))
        if kind == "content_block_stop":
            self._check_open(data.get("index"))
            self._open_block = None
            return ""
        if kind == "message_delta":
            return self._conclude(data)
        if kind == "message_stop":
            if self._open_block is not None or self.gathering.ending is None:
                raise Garbled("message_stop came before the answer was whole")
            self.ended = True
            return ""
        return None  # pings, and kinds of events that this program does not know

    def _start(self, message: object) -> str:
        if self._began or not isinstance(message, Mapping):
            raise Garbled("message_start is misplaced")
        self._began = True
        self.model = str(message.get("model") or "")
        self._count(message.get("usage"))
        self.gathering.usage = replace(self.gathering.usage, output_tokens=None)  # only the last event names it in full
        return ""

    def _open(self, index: object, block: object) -> str:
        if index != self._blocks or self._open_block is not None or not isinstance(block, Mapping):
            raise Garbled("a content block is misplaced")
        kind = str(block.get("type"))
        self._open_block = (self._blocks, kind)
        self._blocks += 1
        if kind == "tool_use":
            self.gathering.open_call(self._open_block[0], str(block.get("name")))
        return self.gathering.add_text(str(block.get("text") or "")) if kind == "text" else ""

    def _delta(self, index: object, delta: object) -> str:
        number, _ = self._check_open(index)
        if not isinstance(delta, Mapping):
            raise Garbled("a delta is not an object")
        if delta.get("type") == "text_delta":
            return self.gathering.add_text(text_in(delta.get("text")))
        if delta.get("type") == "input_json_delta":
            return self.gathering.add_arguments(number, text_in(delta.get("partial_json")))
        return ""

    def _check_open(self, index: object) -> tuple[int, str]:
        if self._open_block is None or self._open_block[0] != index:
            raise Garbled("an event belongs to no open content block")
        return self._open_block

    def _conclude(self, data: Mapping[str, Any]) -> str:
        delta = data.get("delta")
        reason = delta.get("stop_reason") if isinstance(delta, Mapping) else None
        if reason is not None:
            if reason not in _ENDINGS:
                raise Garbled(f"it ended for an unknown reason, {str(reason)[:40]}")
            self.gathering.ending = _ENDINGS[reason]
        self._count(data.get("usage"))
        return ""

    def _count(self, usage: object) -> None:
        """Counts are cumulative: a later one replaces an earlier one."""
        if not isinstance(usage, Mapping):
            return
        known = self.gathering.usage

        def newest(key: str, before: int | None) -> int | None:
            return count_in(usage, key) if usage.get(key) is not None else before

        self.gathering.usage = Usage(
            input_tokens=newest("input_tokens", known.input_tokens),
            output_tokens=newest("output_tokens", known.output_tokens),
            cache_read_tokens=newest("cache_read_input_tokens", known.cache_read_tokens),
            cache_write_tokens=newest("cache_creation_input_tokens", known.cache_write_tokens),
        )
