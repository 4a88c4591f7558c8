"""All guards in their order: the outermost sees a request first."""

from __future__ import annotations

from ui.page.door.asgi import App, Receive, Scope, Send
from ui.page.door.visitors import Visitors
from ui.page.house import LOCAL, House


class Entrance:
    """The application behind its guards."""

    def __init__(self, app: App, house: House) -> None:
        self._first = Visitors(app, lambda cookies: LOCAL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._first(scope, receive, send)
