"""Who is asking: the signed-in user, or the one person at the machine where no users are configured."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from ui.page.door.asgi import App, Receive, Scope, Send, header, refuse
from ui.page.house import OWNER

OPEN = ("/healthz", "/readyz", "/sign-in", "/robots.txt", "/favicon.ico")
"""What everybody may ask for."""


class Visitors:
    """Writes into the scope who asks; sends everybody else to the sign-in page."""

    def __init__(self, app: App, who: Callable[[str], str | None]) -> None:
        """who: the user that a request's Cookie header stands for."""
        self._app = app
        self._who = who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        owner = self._who(header(scope, "cookie") or "")
        if owner is not None:
            await self._app({**scope, OWNER: owner}, receive, send)
        elif scope["path"] in OPEN:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and _is_for_a_person(scope):
            path = quote(scope["path"])
            back = f"?next={quote(path, safe='')}" if path != "/" else ""
            location = f"/sign-in{back}".encode()
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location)]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await refuse(scope, send, 401, "You are not signed in. Sign in again in this window; your text stays here.")


def _is_for_a_person(scope: Scope) -> bool:
    return "text/html" in (header(scope, "accept") or "")
