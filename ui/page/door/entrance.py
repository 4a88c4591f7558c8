"""All guards in their order: the outermost sees a request first."""

from __future__ import annotations

from functools import partial

from ui.page.door.asgi import App, Receive, Scope, Send
from ui.page.door.bodies import Bodies
from ui.page.door.gradio_paths import GradioPaths
from ui.page.door.headers import Headers
from ui.page.door.origins import LOOPBACK_NAMES, Origins
from ui.page.door.page_html import rewritten
from ui.page.door.visitors import Visitors
from ui.page.house import LOCAL
from ui.page.settings import Settings, is_loopback
from ui.page.signing.cookies import Passes


class Entrance:
    """The application behind its guards: headers, origin, who asks, how much is sent, what may be asked for."""

    def __init__(self, app: App, *, settings: Settings, passes: Passes | None, head: str) -> None:
        """passes: None where no users are configured. head: what goes into the page's head."""
        inner: App = GradioPaths(app)
        inner = Bodies(inner, upload_bytes=settings.upload_bytes)
        inner = Visitors(inner, passes.who if passes else lambda cookies: LOCAL)
        inner = Origins(inner, names=names_of(settings), behind_proxy=bool(settings.proxy))
        self._first: App = Headers(inner, https=settings.https, rewrite=partial(rewritten, head=head))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._first(scope, receive, send)


def names_of(settings: Settings) -> tuple[str, ...]:
    """The host names that are ours; none named means any, and only where people must sign in."""
    if settings.hosts:
        return (*settings.hosts, *(LOOPBACK_NAMES if is_loopback(settings.host) else ()))
    return () if settings.has_users and not is_loopback(settings.host) else LOOPBACK_NAMES
