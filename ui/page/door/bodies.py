"""How much a request may carry."""

from __future__ import annotations

import contextlib

from ui.page.door.asgi import App, Message, Receive, Scope, Send, answer, header, refuse
from ui.page.refusals import TooLarge
from ui.page.settings import MEBIBYTE

MOST_BYTES = 2 * MEBIBYTE
FORM_BYTES = 64 * 1024
"""What the form around a file adds."""
MOST_DRAINED = 64 * MEBIBYTE
"""Bytes of a request that is too large that are read and thrown away, so that its sender gets to read the answer."""


class Bodies:
    """Refuses bodies over the limit, by what they announce or by what comes."""

    def __init__(self, app: App, *, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_file = scope["path"] == "/files"
        limit = self._upload_bytes + FORM_BYTES if is_file else MOST_BYTES
        announced = header(scope, "content-length")
        if announced is not None and not (announced.isascii() and announced.isdigit()):
            await refuse(scope, send, 400, "The request's length is no number.")
        elif announced is not None and int(announced) > limit:
            await _drain(receive, most=MOST_DRAINED)
            await refuse(scope, send, 413, str(too_large(self._upload_bytes if is_file else limit)))
        else:
            counted = _Counted(receive, send, limit)
            with contextlib.suppress(_Answered):
                await self._app(scope, counted.receive, counted.send)


def too_large(limit: int) -> TooLarge:
    """The refusal of what is larger than `limit` bytes."""
    return TooLarge(
        f"That is more than {limit // MEBIBYTE} MB.",
        do="Send the part that describes your team and its promises.",
    )


class _Answered(Exception):
    """The request was refused while its body was still being read."""


class _Counted:
    """One request's body, counted; over the limit it is answered at once, and nothing else that is said of it."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive = receive
        self._send = send
        self._limit = limit
        self._taken = 0
        self._refused = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > self._limit and not self._refused:
            self._refused = True
            await _drain(self._receive, most=MOST_DRAINED)
            await answer(self._send, 413, str(too_large(self._limit)))
        if self._refused:
            raise _Answered
        return message

    async def send(self, message: Message) -> None:
        if not self._refused:
            await self._send(message)


async def _drain(receive: Receive, *, most: int) -> None:
    taken = 0
    while taken <= most:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
