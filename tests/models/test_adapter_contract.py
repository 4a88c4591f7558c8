"""What every adapter must do, whichever wire and whichever way to a typed answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.models.anthropic import AnthropicWire
from assistant.models.endpoint import Endpoint, Learned
from assistant.models.openai import OpenAIWire
from assistant.models.protocol import Delta, Limits, Reply, Request, reply_of
from evals.vendor.faults import Fault, Status
from evals.vendor.script import Ask, Vendor
from evals.vendor.server import Faults, VendorServer
from schemas.errors import RequestRejected, SchemaRejected

TEXT = '{"title":"Übergabe ✅ 引き継ぎ, and some more words to fill several pieces","minutes":15}'
KEY = "sk-test-0123456789"


class Note(BaseModel):
    """The answer that is asked for."""

    model_config = ConfigDict(extra="forbid")

    title: str
    minutes: int


@dataclass(frozen=True)
class Kind:
    """One adapter with one model."""

    vendor: Vendor
    model: str
    structure: str
    compatible: bool = False

    def endpoint(self, server: VendorServer, learned: Learned | None = None) -> Endpoint:
        """The adapter, pointed at the local vendor."""
        url, known = server.base_url(self.vendor), {} if learned is None else learned
        if self.vendor == "anthropic":
            return Endpoint(AnthropicWire(self.model, key=KEY, base_url=url), learned=known)
        return Endpoint(OpenAIWire(self.model, key=KEY, base_url=url, compatible=self.compatible), learned=known)


KINDS = [
    Kind("anthropic", "claude-sonnet-4-6", "native_schema"),
    Kind("anthropic", "claude-3-haiku-20240307", "forced_tool"),
    Kind("anthropic", "claude-2.1", "prompt_only"),
    Kind("openai", "gpt-4o", "native_schema"),
    Kind("openai", "gpt-4-0613", "forced_tool"),
    Kind("openai", "o1-mini", "prompt_only"),
    Kind("openai", "some-local-model", "json_mode", compatible=True),
]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.vendor}-{kind.structure}")


def note_request(**changes: Any) -> Request:
    """A request for a note."""
    return Request(**{"step": "frame", "system": "You write.", "prompt": "Write it.", "answer": Note, **changes})


def says(ask: Ask) -> str:
    """The one answer of these tests."""
    return TEXT


@asynccontextmanager
async def facing(kind: Kind, *, faults: Faults | None = None) -> AsyncIterator[tuple[Endpoint, VendorServer]]:
    """The adapter and its vendor."""
    async with VendorServer(says, faults=faults) as server:
        endpoint = kind.endpoint(server)
        yield endpoint, server
        await endpoint.aclose()


@every_kind
async def test_deltas_join_to_the_reply_which_comes_last(kind: Kind) -> None:
    """What was shown while it was written is what was written."""
    async with facing(kind) as (endpoint, _):
        events = [event async for event in endpoint.stream(note_request())]
    shown = "".join(event.text for event in events if isinstance(event, Delta))
    assert isinstance(events[-1], Reply)
    assert shown == events[-1].text == TEXT


@every_kind
async def test_the_answer_is_asked_for_in_the_models_best_way(kind: Kind) -> None:
    """Exactly one of the four ways shows in the request."""
    async with facing(kind) as (endpoint, server):
        await reply_of(endpoint, note_request())
    body = server.requests[0].body
    form = (body.get("output_config") or {}).get("format") or body.get("response_format") or {}
    ways = {
        "native_schema": form.get("type") == "json_schema",
        "forced_tool": server.requests[0].tool is not None,
        "json_mode": form.get("type") == "json_object",
        "prompt_only": not form and server.requests[0].tool is None and '"minutes"' in server.requests[0].prompt,
    }
    assert [way for way, used in ways.items() if used] == [kind.structure]


@every_kind
async def test_plain_text_is_asked_for_plainly(kind: Kind) -> None:
    """No schema, no tool, the prompt as it is."""
    async with facing(kind) as (endpoint, server):
        await reply_of(endpoint, note_request(answer=None, system=""))
    body = server.requests[0].body
    assert not {"tools", "output_config", "response_format", "system"} & set(body)
    assert server.requests[0].prompt == "Write it."


@every_kind
async def test_the_reply_names_model_tokens_and_request(kind: Kind) -> None:
    """What is needed to account for the call."""
    async with facing(kind) as (endpoint, _):
        reply = await reply_of(endpoint, note_request())
    assert (reply.model, reply.request_id) == (kind.model, "req_local")
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (100, 20)


@every_kind
async def test_the_shared_beginning_is_the_same_for_all_steps(kind: Kind) -> None:
    """So that vendors can cache it."""
    async with facing(kind) as (endpoint, server):
        for step in ("frame", "part"):
            await reply_of(endpoint, note_request(step=step, prompt=step))
    beginnings = [str(ask.body.get("system") or ask.body["messages"][0]["content"])[:9] for ask in server.requests]
    assert beginnings[0] == beginnings[1]


@every_kind
async def test_the_output_limit_is_the_models_at_most(kind: Kind) -> None:
    """Asked for a million tokens, it asks for what the model can put out."""
    async with facing(kind) as (endpoint, server):
        await reply_of(endpoint, note_request(limits=Limits(max_output_tokens=1_000_000)))
    body = server.requests[0].body
    assert (body.get("max_tokens") or body.get("max_completion_tokens")) == endpoint.capabilities.output


@every_kind
async def test_a_reader_may_leave_at_any_time(kind: Kind) -> None:
    """The call is closed and the next one works."""
    async with facing(kind) as (endpoint, server):
        events = endpoint.stream(note_request())
        await anext(events)
        await events.aclose()  # type: ignore[attr-defined]
        assert (await reply_of(endpoint, note_request())).text == TEXT
    assert len(server.requests) == 2


@every_kind
async def test_parallel_calls_do_not_mix(kind: Kind) -> None:
    """Each reader gets its own answer."""

    def echo(ask: Ask) -> str:
        word = next(word for word in ask.prompt.split() if word.startswith("call-"))
        return f'{{"title":"{word}","minutes":1}}'

    async with VendorServer(echo) as server:
        endpoint = kind.endpoint(server)
        calls = [reply_of(endpoint, note_request(prompt=f"call-{number} please")) for number in range(20)]
        replies = await asyncio.gather(*calls)
        await endpoint.aclose()
    assert [f'"call-{number}"' in reply.text for number, reply in enumerate(replies)] == [True] * 20


@every_kind
def test_one_adapter_serves_several_event_loops(kind: Kind) -> None:
    """A command line may run one after another."""
    kept: list[Endpoint] = []

    async def once() -> str:
        async with VendorServer(says, port=kept_port[0] if kept_port else 0) as server:
            kept_port.append(server.port)
            endpoint = kept[0] if kept else kind.endpoint(server)
            kept.append(endpoint)
            return (await reply_of(endpoint, note_request())).text

    kept_port: list[int] = []
    assert [asyncio.run(once()), asyncio.run(once())] == [TEXT, TEXT]


def _refuses_structure(ask: Ask) -> Fault | None:
    plain = not {"tools", "output_config", "response_format"} & set(ask.body)
    return None if plain else Status(status=400, kind="invalid_request_error", message="json_schema: not supported")


@every_kind
async def test_a_refused_structure_leads_down_the_ladder(kind: Kind) -> None:
    """The way that works is remembered: the second call takes it at once."""
    async with facing(kind, faults=_refuses_structure) as (endpoint, server):
        first = await reply_of(endpoint, note_request())
        calls = len(server.requests)
        await reply_of(endpoint, note_request())
    assert first.text == TEXT
    assert (first.attempts, len(server.requests)) == (calls, calls + 1)


async def test_below_the_ladder_the_refusal_is_final() -> None:
    """A prompt alone cannot be refused for its structure."""
    always = Status(status=400, kind="invalid_request_error", message="schema")
    async with facing(KINDS[0], faults=lambda ask: always) as (endpoint, _):
        with pytest.raises(RequestRejected) as caught:
            await reply_of(endpoint, note_request())
    assert not isinstance(caught.value, SchemaRejected)


async def test_anthropics_system_text_is_marked_for_the_cache() -> None:
    """The shared beginning is paid once in five minutes."""
    async with facing(KINDS[0]) as (endpoint, server):
        await reply_of(endpoint, note_request())
    marked = {"type": "text", "text": "You write.", "cache_control": {"type": "ephemeral"}}
    assert server.requests[0].body["system"] == [marked]


async def test_openais_schema_is_strict() -> None:
    """Closed objects, every field required."""
    async with facing(KINDS[3]) as (endpoint, server):
        await reply_of(endpoint, note_request())
    sent = server.requests[0].body["response_format"]["json_schema"]
    assert (sent["strict"], sent["schema"]["additionalProperties"]) == (True, False)


async def test_cached_tokens_are_counted_apart() -> None:
    """OpenAI counts them within the prompt, we beside it."""
    from assistant.models.gathering import Gathering
    from assistant.models.openai_stream import ChunkReader
    from assistant.models.sse import ServerEvent

    reader = ChunkReader(Gathering(author="a", structure="prompt_only"), author="a", secret="")
    usage = '{"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":80}}'
    reader.read(ServerEvent("", f'{{"choices":[],"usage":{usage}}}'))
    counted = reader.gathering.usage
    assert (counted.input_tokens, counted.cache_read_tokens) == (20, 80)


async def test_a_failure_keeps_what_came_before_it() -> None:
    """A broken stream's text and tokens are on the exception."""
    from evals.vendor.faults import ErrorEvent

    async with facing(KINDS[0], faults={1: ErrorEvent(kind="overloaded_error", after_events=5)}) as (endpoint, _):
        with pytest.raises(Exception, match="no capacity") as caught:
            await reply_of(endpoint, note_request())
    assert (getattr(caught.value, "text", ""), getattr(caught.value, "usage", None)) != ("", None)
