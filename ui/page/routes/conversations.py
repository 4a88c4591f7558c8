"""Conversations over HTTP: begun, sent to, watched, stopped."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from schemas.edits import Edit
from ui.page.boards import Update
from ui.page.house import House

RETRY_MS = 1_000
"""After how long a browser asks again when the stream breaks."""
EVENT_STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Typed(BaseModel):
    """A value that was changed by hand."""

    model_config = ConfigDict(extra="forbid")

    target: str = Field(max_length=500)
    text: str = Field(max_length=5_000)


class Message(BaseModel):
    """What somebody sends."""

    model_config = ConfigDict(extra="forbid")

    turn_id: str = Field(min_length=16, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")
    text: str = ""
    edits: list[Typed] = Field(default_factory=list, max_length=100)
    resume: bool = False
    """Go on with the message that was left unanswered."""


class Choice(BaseModel):
    """Another author for a conversation."""

    model_config = ConfigDict(extra="forbid")

    author: str
    key: str = Field(default="", repr=False)


def conversation_routes(house: House) -> APIRouter:
    """The routes under /conversations."""
    routes = APIRouter()

    @routes.post("/conversations", status_code=201)
    async def begin(request: Request) -> dict[str, str]:
        conversation = await house.start(house.owner(request))
        return {"id": conversation.id}

    @routes.post("/conversations/{id}/turns", status_code=202)
    async def send(id: str, message: Message, request: Request) -> JSONResponse:
        owner = house.owner(request)
        if message.resume:
            board = await house.take_up(owner, id, asked=True)
            return _accepted(board.turn_id if board else "", board.place if board else 0)
        text, edit = await _worded(house, owner, id, message)
        board = await house.send(owner, id, text, turn_id=message.turn_id, edit=edit)
        return _accepted(board.turn_id, board.place)

    @routes.post("/conversations/{id}/stop", status_code=204)
    async def stop(id: str, request: Request) -> Response:
        await house.stop(house.owner(request), id)
        return Response(status_code=204)

    @routes.post("/conversations/{id}/author")
    async def choose(id: str, choice: Choice, request: Request) -> dict[str, str]:
        author = await house.choose_author(house.owner(request), id, choice.author, key=choice.key)
        return {"author": author.name}

    @routes.get("/conversations/{id}/stream")
    async def stream(id: str, request: Request) -> StreamingResponse:
        owner = house.owner(request)
        await _taken_up(house, owner, id)
        return StreamingResponse(_events(house, id), media_type="text/event-stream", headers=EVENT_STREAM)

    return routes


async def _taken_up(house: House, owner: str, id: str) -> None:
    """Begin again what a dead server left; a full house leaves it for the next time somebody looks."""
    from ui.page.refusals import LineFull, Stopping

    try:
        await house.take_up(owner, id)
    except (LineFull, Stopping):
        return


async def _worded(house: House, owner: str, id: str, message: Message) -> tuple[str, Edit | None]:
    """The message's text, with the values that were changed by hand in words, and those values."""
    if not message.edits:
        return message.text, None
    from ui.page.blocks.edits import Typed as Value
    from ui.page.blocks.edits import edit_of

    session, conversation = await house.session_of(owner, id)
    brief, draft = await session.brief(conversation.id), await session.document(conversation.id)
    values = [Value(one.target, one.text) for one in message.edits]
    worded = edit_of(values, beside=message.text, brief=brief, draft=draft)
    return worded.text, worded.edit


async def _events(house: House, id: str) -> AsyncIterator[bytes]:
    yield f"retry: {RETRY_MS}\n\n".encode()
    async for update in house.watch(id):
        yield b": alive\n\n" if update is None else _event(update)
    yield b"event: closing\ndata: {}\n\n"


def _event(update: Update) -> bytes:
    if update.kind == "progress":
        lines = [
            _line("progress", {"step": s.step, "stage": s.stage, "detail": s.detail, "seconds": round(s.seconds, 2)})
            for s in update.steps
        ]
        return "".join(lines).encode()
    data: dict[str, Any] = {"turn_id": update.turn_id}
    match update.kind:
        case "queued":
            data["place"] = update.place
        case "reply" if update.reply is not None:
            reply = update.reply
            data |= {"kind": reply.kind, "version": reply.version, "asks": reply.asks, "seconds": update.seconds}
        case "stopped" | "failed":
            data["message"] = update.message
    return _line(update.kind, data).encode()


def _line(event: str, data: dict[str, Any]) -> str:
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _accepted(turn_id: str, place: int) -> JSONResponse:
    return JSONResponse({"turn_id": turn_id, "place": place}, status_code=202)
