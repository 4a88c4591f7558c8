"""The local vendor speaks to the vendors' own clients."""

from __future__ import annotations

import json
from typing import Any

import pytest

from evals.vendor.script import Answer, Ask
from evals.vendor.server import VendorServer

ARGUMENTS = '{"title":"x"}'
TOOL = {"name": "note", "description": "d", "input_schema": {"type": "object"}}
FUNCTION = {"type": "function", "function": {"name": "note"}}


def says(ask: Ask) -> Answer:
    """Arguments where a tool is forced, words elsewhere."""
    return Answer(text=ARGUMENTS if ask.tool else "Hello there, how are you today?")


def in_blocks(message: Any) -> list[object]:
    """What an Anthropic message says."""
    return [block.input if block.type == "tool_use" else block.text for block in message.content]


def in_choice(choice: Any) -> str:
    """What an OpenAI choice says."""
    calls = choice.message.tool_calls
    return str(calls[0].function.arguments if calls else choice.message.content)


@pytest.mark.parametrize("tools", [{}, {"tools": [TOOL], "tool_choice": {"type": "tool", "name": "note"}}])
async def test_anthropics_client_reads_both_forms_alike(tools: dict[str, Any]) -> None:
    """Streamed and whole, text and tool."""
    from anthropic import AsyncAnthropic

    async with VendorServer(says) as server:
        client: Any = AsyncAnthropic(api_key="k", base_url=server.base_url("anthropic"))
        ask = {"model": "claude-opus-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "x"}], **tools}
        whole = await client.messages.create(**ask)
        async with client.messages.stream(**ask) as stream:
            streamed = await stream.get_final_message()
        await client.close()
    assert in_blocks(streamed) == in_blocks(whole)
    assert (streamed.usage.output_tokens, streamed.stop_reason) == (20, whole.stop_reason)


@pytest.mark.parametrize("tools", [{}, {"tools": [FUNCTION], "tool_choice": FUNCTION}])
async def test_openais_client_reads_both_forms_alike(tools: dict[str, Any]) -> None:
    """Streamed and whole, text and tool."""
    from openai import AsyncOpenAI

    async with VendorServer(says) as server:
        client: Any = AsyncOpenAI(api_key="k", base_url=server.base_url("openai"))
        ask = {"model": "gpt-4o", "messages": [{"role": "user", "content": "x"}], **tools}
        whole = (await client.chat.completions.create(**ask)).choices[0]
        async with client.chat.completions.stream(**ask) as stream:
            streamed = (await stream.get_final_completion()).choices[0]
        await client.close()
    assert in_choice(streamed) == in_choice(whole)
    assert streamed.finish_reason == whole.finish_reason


async def test_requests_are_counted_and_kept() -> None:
    """In order, with their words."""
    import httpx2

    async with VendorServer(says) as server, httpx2.AsyncClient() as client:
        for number in range(3):
            body = {"model": "m", "messages": [{"role": "user", "content": f"n{number}"}]}
            await client.post(f"{server.base_url('openai')}/chat/completions", content=json.dumps(body))
    assert [ask.prompt for ask in server.requests] == ["n0", "n1", "n2"]
