"""Which of Gradio's routes are open, and whose its sessions are.

Gradio serves its cache, uploads and other hosts' files to whoever asks; the page needs none of that. What it needs is
named here; everything else is not found. A session of the page belongs to the first who uses it.

Gradio's sign of life is answered here and ended at once: held open for as long as a tab is, as Gradio would, six tabs
would use up the connections that a browser makes to one host, and the seventh would wait forever.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from urllib.parse import parse_qs

from ui.page.door.asgi import App, Message, Receive, Scope, Send, refuse
from ui.page.house import OWNER

OURS = re.compile(r"/(?:healthz|readyz|sign-in|sign-out|files|conversations(?:/.*)?|documents/.*)")
READ = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/(?:assets|static)/[\w./-]+"
    r"|/gradio_api/(?:startup-events|theme\.css|info|queue/data|heartbeat/\w+)"
)
WRITTEN = re.compile(r"/gradio_api/(?:queue/join|cancel)")
HEARTBEAT = "/gradio_api/heartbeat/"
EVENT_STREAM = (b"content-type", b"text/event-stream")
MOST_SESSIONS = 50_000


class GradioPaths:
    """Lets through our own routes and the few of Gradio's that the page lives on."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._owners: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if ".." in scope.get("path", ""):
            await refuse(scope, send, 404, "There is nothing here.")
        elif scope["type"] == "lifespan" or (scope["type"] == "http" and OURS.fullmatch(scope["path"])):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and READ.fullmatch(scope["path"]):
            await self._read(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "POST" and WRITTEN.fullmatch(scope["path"]):
            await self._written(scope, receive, send)
        else:
            await refuse(scope, send, 404, "There is nothing here.")

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        session = None
        if path == "/gradio_api/queue/data":
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[-1]
        elif path.startswith(HEARTBEAT):
            session = path.rpartition("/")[2]
        if session is not None and not self._is_theirs(session, scope):
            await refuse(scope, send, 404, "There is nothing here.")
        elif path.startswith(HEARTBEAT):
            await send({"type": "http.response.start", "status": 200, "headers": [EVENT_STREAM]})
            await send({"type": "http.response.body", "body": b"data: ALIVE\n\n"})
        else:
            await self._app(scope, receive, send)

    async def _written(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        session = told.get("session_hash") if isinstance(told, dict) else None
        if not isinstance(session, str) or not self._is_theirs(session, scope):
            await refuse(scope, send, 404, "There is nothing here.")
            return
        await self._app(scope, _again(body, receive), send)

    def _is_theirs(self, session: str, scope: Scope) -> bool:
        """Whether the session is the asking person's; one that is nobody's becomes theirs."""
        owner: str = scope.get(OWNER, "")
        if not owner or not re.fullmatch(r"\w{6,64}", session):
            return False
        self._owners.setdefault(session, owner)
        self._owners.move_to_end(session)
        while len(self._owners) > MOST_SESSIONS:
            self._owners.popitem(last=False)
        return self._owners[session] == owner


async def _whole(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
