"""Both vendors' ways to write an answer down: server-sent events, or one object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evals.vendor.script import Answer, Ask

PIECE_CHARS = 24
MOST_PIECES = 5_000
_ANTHROPIC_STOPS = {"end": "end_turn", "length": "max_tokens", "refusal": "refusal"}
_OPENAI_STOPS = {"end": "stop", "length": "length", "refusal": "content_filter"}


def events(ask: Ask, answer: Answer) -> list[bytes]:
    """The answer as server-sent events, each complete with its blank line; the last one is the end mark."""
    return list(_anthropic_events(ask, answer) if ask.vendor == "anthropic" else _openai_events(ask, answer))


def whole(ask: Ask, answer: Answer) -> Mapping[str, Any]:
    """The answer as the object that a request without streaming gets."""
    return _anthropic_whole(ask, answer) if ask.vendor == "anthropic" else _openai_whole(ask, answer)


def error_body(vendor: str, kind: str, message: str) -> dict[str, Any]:
    """The object in which the vendor reports an error."""
    if vendor == "anthropic":
        return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return {"error": {"message": message, "type": kind, "param": None, "code": kind}}


def named(kind: str, payload: Mapping[str, Any]) -> bytes:
    """One Anthropic event."""
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **payload}, ensure_ascii=False)}\n\n".encode()


def unnamed(payload: Mapping[str, Any] | str) -> bytes:
    """One OpenAI event."""
    data = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    return f"data: {data}\n\n".encode()


def _pieces(text: str) -> Iterator[str]:
    size = max(PIECE_CHARS, len(text) // MOST_PIECES)
    for start in range(0, len(text), size):
        yield text[start : start + size]


def _blocks(ask: Ask, answer: Answer) -> list[tuple[str | None, str]]:
    """Content in order: a tool's name with its arguments, or None with plain text."""
    if ask.tool is None:
        return [(None, answer.text)] if answer.text else []
    calls = [answer.text] if answer.text or answer.tool else []
    calls += [answer.second] if answer.second is not None else []
    before: list[tuple[str | None, str]] = [(None, answer.before)] if answer.before else []
    if answer.stop == "refusal":
        return [*before, *((None, call) for call in calls)]
    return [*before, *((answer.tool or ask.tool, call) for call in calls)]


def _anthropic_usage(answer: Answer) -> dict[str, Any]:
    usage = answer.usage or {}
    return {"input_tokens": usage.get("in"), "output_tokens": usage.get("out")} if answer.usage is not None else {}


def _stop_reason(ask: Ask, answer: Answer) -> str:
    called = any(tool for tool, _ in _blocks(ask, answer))
    return "tool_use" if answer.stop == "end" and called else _ANTHROPIC_STOPS[answer.stop]


def _message(ask: Ask, answer: Answer) -> dict[str, Any]:
    return {
        "id": f"msg_{ask.number}",
        "type": "message",
        "role": "assistant",
        "model": answer.model or ask.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": _anthropic_usage(answer) | ({"output_tokens": 1} if answer.usage is not None else {}),
    }


def _anthropic_events(ask: Ask, answer: Answer) -> Iterator[bytes]:
    yield named("message_start", {"message": _message(ask, answer)})
    yield named("ping", {})
    for index, (tool, text) in enumerate(_blocks(ask, answer)):
        block: dict[str, Any] = {"type": "text", "text": ""}
        if tool is not None:
            block = {"type": "tool_use", "id": f"toolu_{index}", "name": tool, "input": {}}
        yield named("content_block_start", {"index": index, "content_block": block})
        for piece in _pieces(text):
            delta = {"type": "text_delta", "text": piece}
            if tool is not None:
                delta = {"type": "input_json_delta", "partial_json": piece}
            yield named("content_block_delta", {"index": index, "delta": delta})
        yield named("content_block_stop", {"index": index})
    ending = {"stop_reason": _stop_reason(ask, answer), "stop_sequence": None}
    usage = {"output_tokens": answer.usage.get("out")} if answer.usage is not None else {}
    yield named("message_delta", {"delta": ending, "usage": usage})
    yield named("message_stop", {})


def _anthropic_whole(ask: Ask, answer: Answer) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for index, (tool, text) in enumerate(_blocks(ask, answer)):
        if tool is None:
            content.append({"type": "text", "text": text})
        else:
            content.append({"type": "tool_use", "id": f"toolu_{index}", "name": tool, "input": json.loads(text)})
    ending = {"stop_reason": _stop_reason(ask, answer), "content": content, "usage": _anthropic_usage(answer)}
    return _message(ask, answer) | ending


def _openai_usage(answer: Answer) -> dict[str, Any] | None:
    if answer.usage is None:
        return None
    return {"prompt_tokens": answer.usage.get("in"), "completion_tokens": answer.usage.get("out"), "total_tokens": 120}


def _base(ask: Ask, answer: Answer, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{ask.number}", "object": kind, "created": 1, "model": answer.model or ask.model}


def _finish(ask: Ask, answer: Answer) -> str:
    called = any(tool for tool, _ in _blocks(ask, answer))
    return "tool_calls" if answer.stop == "end" and called else _OPENAI_STOPS[answer.stop]


def _openai_deltas(ask: Ask, answer: Answer) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    number = 0
    for tool, text in _blocks(ask, answer):
        if tool is None:
            key = "refusal" if answer.stop == "refusal" else "content"
            yield from ({key: piece} for piece in _pieces(text))
            continue
        opening = {"id": f"call_{number}", "type": "function", "function": {"name": tool, "arguments": ""}}
        yield {"tool_calls": [{"index": number, **opening}]}
        for piece in _pieces(text):
            yield {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}
        number += 1


def _openai_events(ask: Ask, answer: Answer) -> Iterator[bytes]:
    base = _base(ask, answer, "chat.completion.chunk")
    for delta in _openai_deltas(ask, answer):
        yield unnamed(base | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    yield unnamed(base | {"choices": [{"index": 0, "delta": {}, "finish_reason": _finish(ask, answer)}]})
    if (ask.body.get("stream_options") or {}).get("include_usage") and answer.usage is not None:
        yield unnamed(base | {"choices": [], "usage": _openai_usage(answer)})
    yield unnamed("[DONE]")


def _openai_whole(ask: Ask, answer: Answer) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": None}
    calls: list[dict[str, Any]] = []
    for tool, text in _blocks(ask, answer):
        if tool is not None:
            calls.append({"id": "call_1", "type": "function", "function": {"name": tool, "arguments": text}})
        else:
            message["refusal" if answer.stop == "refusal" else "content"] = text
    choice = {"index": 0, "message": message | ({"tool_calls": calls} if calls else {})}
    choice["finish_reason"] = _finish(ask, answer)
    return _base(ask, answer, "chat.completion") | {"choices": [choice], "usage": _openai_usage(answer)}
