"""One call to the author: the step's words rendered, the answer streamed, what it cost written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from assistant.graph.workspace import Progress, Workspace
from assistant.models.protocol import Delta, Limits, Reply, Request, Restart, Usage, streaming
from assistant.store.records import Call
from schemas.errors import ModelError

Answer = TypeVar("Answer", bound=BaseModel)


async def call(
    work: Workspace,
    step: str,
    *,
    values: Mapping[str, Any],
    answer: type[Answer],
    limits: Limits | None = None,
    system_values: Mapping[str, Any] | None = None,
) -> Answer:
    """The author's validated answer to a step of the card. Raises a ModelError when there is none.

    system_values: what the shared beginning is rendered from; it is byte-identical for all steps that share it, so
    that a vendor can cache it.
    """
    everything = dict(system_values or {}) | dict(values)
    beginning = work.card.steps[step].system
    request = Request(
        step=step,
        system=work.card.render(beginning, everything) if beginning else "",
        prompt=work.card.render(step, everything),
        values=everything,
        answer=answer,
        limits=limits or Limits(),
    )
    work.emit(Progress(step=step, stage="begun"))
    try:
        reply = await _whole(work, request)
    except ModelError as error:
        if error.usage is not None and error.usage.known:
            await _write_down(work, step, error.usage, model=work.author.name, cost_usd=error.cost_usd)
        raise
    await _write_down(work, step, reply.usage, model=reply.model, cost_usd=reply.cost_usd, seconds=reply.seconds)
    work.emit(Progress(step=step, stage="done"))
    if not isinstance(reply.data, answer):
        raise AssertionError(f"the author of {step} did not return {answer.__name__}")
    return reply.data


async def _whole(work: Workspace, request: Request) -> Reply:
    async with streaming(work.author, request) as events:
        async for event in events:
            match event:
                case Delta():
                    work.emit(Progress(step=request.step, stage="writing", detail=event.text))
                case Restart():
                    work.emit(Progress(step=request.step, stage="restarted"))
                case Reply():
                    return event
    raise AssertionError("an author ended without a reply")


async def _write_down(
    work: Workspace, step: str, usage: Usage, *, model: str, cost_usd: float | None, seconds: float = 0.0
) -> None:
    """Note what a call used, failed ones included: they are paid for too."""
    await work.store.usage.add(
        work.conversation_id,
        Call(
            step=step,
            model=model,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cache_read_tokens=usage.cache_read_tokens,
            cache_write_tokens=usage.cache_write_tokens,
            cost_usd=cost_usd,
            seconds=seconds,
        ),
        turn_id=work.turn_id,
    )
