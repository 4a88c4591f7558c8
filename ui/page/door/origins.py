"""Where a request comes from: asked for under our own name, and sent by our own pages where it changes something."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from ui.page.door.asgi import App, Receive, Scope, Send, header, refuse

SAFE = ("GET", "HEAD")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
FORWARDED = (b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"x-forwarded-port", b"forwarded")


class Origins:
    """Refuses what other sites make a browser send, and names that are not ours.

    A request that changes something must carry our own Origin. A request with a foreign Origin, or one that a browser
    says another site has sent, is let in only where somebody follows a link to a page.
    """

    def __init__(self, app: App, *, names: Collection[str], behind_proxy: bool) -> None:
        """names: the host names that are ours; empty for any."""
        self._app = app
        self._names = frozenset(names)
        self._behind_proxy = behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not self._is_ours(header(scope, "host")):
            await refuse(scope, send, 421, "This server does not answer under that name.")
        elif not _may_come(scope):
            await refuse(scope, send, 403, "Another site has sent this request; it is not carried out.")
        else:
            await self._app(scope if self._behind_proxy else _unforwarded(scope), receive, send)

    def _is_ours(self, host: str | None) -> bool:
        name = _name(f"//{host}") if host else None
        return name is not None and (not self._names or name in self._names)


def _may_come(scope: Scope) -> bool:
    origin, site = header(scope, "origin"), header(scope, "sec-fetch-site")
    same = origin is not None and _is_same(origin, scope)
    if scope["type"] == "websocket" or scope["method"] not in SAFE:
        return same and site in (None, "same-origin")
    if origin is not None and not same:
        return False
    return site in (None, "same-origin", "none") or header(scope, "sec-fetch-mode") == "navigate"


def _is_same(origin: str, scope: Scope) -> bool:
    host = header(scope, "host") or ""
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()


def _name(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.username is None and not parts.path else None


def _unforwarded(scope: Scope) -> Scope:
    """The request without what a proxy would say of it: nobody stands between us and whoever sent it."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in FORWARDED]}
