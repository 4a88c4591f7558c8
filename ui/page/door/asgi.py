"""Names for what ASGI passes around, and short answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: str) -> str | None:
    """The request's header, None when it is missing. Several of one name count as a wrong one: an empty text."""
    wanted = name.encode()
    values = [value for key, value in scope.get("headers", ()) if key == wanted]
    if not values:
        return None
    return values[0].decode("latin-1") if len(values) == 1 else ""


async def answer(send: Send, status: int, message: str, *, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """A short answer as JSON: `{"message"}`."""
    body = json.dumps({"message": message}, ensure_ascii=False).encode()
    kind = (b"content-type", b"application/json; charset=utf-8")
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [kind, length, *headers]})
    await send({"type": "http.response.body", "body": body})


async def refuse(scope: Scope, send: Send, status: int, message: str) -> None:
    """The answer to a request or a websocket that is not let in."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(send, status, message)
