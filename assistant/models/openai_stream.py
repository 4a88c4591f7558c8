"""Following a stream of chat completion chunks, strictly: what comes after the end is garbled.

Source: https://developers.openai.com/api/docs/api-reference/chat-streaming
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.models.complaints import complaint_in, error_for
from assistant.models.gathering import Ending, Gathering, count_in
from assistant.models.protocol import Usage
from assistant.models.sse import Garbled, ServerEvent, text_in

_ENDINGS: dict[str, Ending] = {
    "stop": "end",
    "tool_calls": "end",
    "function_call": "end",
    "length": "length",
    "content_filter": "refusal",
}


class ChunkReader:
    """Follows one stream of chat completion chunks."""

    def __init__(self, gathering: Gathering, *, author: str, secret: str) -> None:
        self.gathering = gathering
        self.model = ""
        self.ended = False
        self._author = author
        self._secret = secret
        self._calls: set[int] = set()

    def read(self, event: ServerEvent) -> str | None:
        if event.data.strip() == "[DONE]":
            if self.gathering.ending is None:
                raise Garbled("[DONE] came before the answer was whole")
            self.ended = True
            return ""
        data = event.object()
        if data.get("error"):
            complaint = complaint_in(data, status=None, headers={}, secret=self._secret)
            raise error_for(complaint, author=self._author, structured=False)
        choices = data.get("choices")
        if not isinstance(choices, list):
            raise Garbled("a chunk has no choices")
        self.model = self.model or str(data.get("model") or "")
        counted = self._count(data.get("usage"))
        ours = [choice for choice in choices if isinstance(choice, Mapping) and choice.get("index", 0) == 0]
        if not ours:
            return "" if counted else None
        return self._choice(ours[0])

    def _choice(self, choice: Mapping[str, Any]) -> str | None:
        delta = choice.get("delta")
        delta = delta if isinstance(delta, Mapping) else {}
        pieces = [self._delta(key, delta[key]) for key in ("content", "refusal", "tool_calls") if delta.get(key)]
        reason = choice.get("finish_reason")
        if pieces and self.gathering.ending is not None:
            raise Garbled("the answer goes on after its end")
        if reason is not None:
            if reason not in _ENDINGS or self.gathering.ending not in (None, _ENDINGS[reason]):
                raise Garbled(f"it ended for an unknown reason, {str(reason)[:40]}")
            self.gathering.ending = _ENDINGS[reason]
        thinks = any(delta.get(key) for key in ("reasoning_content", "reasoning"))
        return "".join(pieces) if pieces or reason is not None or thinks else None

    def _delta(self, key: str, value: object) -> str:
        if key == "tool_calls":
            if not isinstance(value, list):
                raise Garbled("tool calls are not a list")
            return "".join(self._call(call) for call in value)
        if key == "refusal":
            self.gathering.add_refusal(text_in(value))
            return ""
        return self.gathering.add_text(text_in(value))

    def _call(self, call: object) -> str:
        function = call.get("function") if isinstance(call, Mapping) else None
        number = call.get("index", 0) if isinstance(call, Mapping) else None
        if not isinstance(function, Mapping) or not isinstance(number, int):
            raise Garbled("a tool call is not an object")
        if number not in self._calls:
            self._calls.add(number)
            self.gathering.open_call(number, str(function.get("name")))
        arguments = function.get("arguments")
        return self.gathering.add_arguments(number, text_in(arguments)) if arguments else ""

    def _count(self, usage: object) -> bool:
        if not isinstance(usage, Mapping):
            return False
        prompt, written = count_in(usage, "prompt_tokens"), count_in(usage, "completion_tokens")
        cached = count_in(usage.get("prompt_tokens_details"), "cached_tokens")
        read = None if prompt is None or (cached or 0) > prompt else prompt - (cached or 0)
        self.gathering.usage = Usage(input_tokens=read, output_tokens=written, cache_read_tokens=cached)
        return True
