"""Headers that keep a browser from running, loading or framing what is not ours."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ui.page.door.asgi import App, Message, Receive, Scope, Send

PAGE = "/"
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # With no-referrer a browser would send our own forms with a null Origin.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")
NOTHING = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
REMOVED = (b"access-control-allow-origin", b"access-control-allow-credentials", b"server")
KEPT_BY_BROWSERS = ("/assets/", "/static/")


class Headers:
    """Adds the headers to every answer, and to the page a policy under which only its own scripts run."""

    def __init__(self, app: App, *, https: bool, rewrite: Callable[[str, str], str]) -> None:
        """rewrite: the page's HTML and a nonce in, the HTML with the nonce on each of its scripts out."""
        self._app = app
        self._always = (*HEADERS, HTTPS_ONLY) if https else HEADERS
        self._rewrite = rewrite

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == PAGE and scope["method"] == "GET":
            plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _Rewriting(self, send))
        else:
            await self._app(scope, receive, self._sending(scope["path"], send))

    def rewritten(self, html: str, nonce: str) -> str:
        """The page with the nonce on its scripts."""
        return self._rewrite(html, nonce)

    def with_headers(self, message: Message, *, policy: bytes, kept: bool = False) -> Message:
        """The beginning of an answer with our headers; what the answer itself says of its policy stands."""
        given = [(key.lower(), value) for key, value in message.get("headers", ())]
        names = {key for key, _ in given}
        added = [pair for pair in self._always if pair[0] not in names]
        if b"content-security-policy" not in names:
            added.append((b"content-security-policy", policy))
        if b"cache-control" not in names and not kept:
            added.append((b"cache-control", b"no-store"))
        return {**message, "headers": [pair for pair in given if pair[0] not in REMOVED] + added}

    def _sending(self, path: str, send: Send) -> Send:
        kept = path.startswith(KEPT_BY_BROWSERS)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = self.with_headers(message, policy=NOTHING, kept=kept)
            await send(message)

        return sending


class _Rewriting:
    """Holds the page back until it is whole, and sends it with a nonce of its own."""

    def __init__(self, headers: Headers, send: Send) -> None:
        self._headers = headers
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if self._start is None or message.get("more_body", False):
            return
        nonce = secrets.token_urlsafe(18)
        body = self._body
        if _is_html(self._start):
            body = self._headers.rewritten(body.decode("utf-8"), nonce).encode("utf-8")
        given = [pair for pair in self._start.get("headers", ()) if pair[0].lower() != b"content-length"]
        start = {**self._start, "headers": [*given, (b"content-length", str(len(body)).encode())]}
        await self._send(self._headers.with_headers(start, policy=page_policy(nonce)))
        await self._send({"type": "http.response.body", "body": body})


def page_policy(nonce: str) -> bytes:
    """What the page may do: its own scripts, styles, pictures and fonts, from here alone.

    Gradio compiles its event handlers (`unsafe-eval`) and sets styles on elements; scripts in attributes and scripts
    without the nonce do not run.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self' blob:; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
    ).encode()


def _is_html(start: Message) -> bool:
    return any(key.lower() == b"content-type" and b"text/html" in value for key, value in start.get("headers", ()))
