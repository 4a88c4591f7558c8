"""Signing in and out."""

from __future__ import annotations

import time
from html import escape
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.page.refusals import TooMany
from ui.page.signing.cookies import Passes
from ui.page.signing.people import People
from ui.page.signing.throttle import Throttle

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
WRONG = "That name and password do not belong together."
STYLE = """
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d2330; --line: #c9c6bd; --accent: #1f4f8f; --bad: #a32020 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171d; --ink: #e8e6e1; --line: #3c424e; --accent: #8ab4f0; --bad: #ff9d94 } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
form { width: min(22rem, calc(100vw - 3rem)); display: grid; gap: .4rem }
h1 { font-size: 1.35rem; margin: 0 0 .8rem } label { font-weight: 600; margin-top: .5rem }
input { font: inherit; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: 6px; color: inherit;
  background: transparent }
button { font: inherit; font-weight: 600; margin-top: 1.1rem; padding: .6rem; border: 0; border-radius: 6px;
  background: var(--accent); color: var(--paper); cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.told { color: var(--bad); margin: 0 }
"""


def sign_in_routes(people: People, passes: Passes) -> APIRouter:
    """GET and POST /sign-in, POST /sign-out."""
    routes = APIRouter()
    throttle = Throttle(time.monotonic)

    @routes.get("/sign-in")
    async def form(next: str = "/") -> HTMLResponse:
        return _form(next=_local(next))

    @routes.post("/sign-in")
    async def enter(request: Request) -> Response:
        told = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        name, password, next = (told.get(key, [""])[0] for key in ("name", "password", "next"))
        address = request.client.host if request.client else ""
        try:
            throttle.check(name, address)
            entered = await people.may_enter(name, password)
        except TooMany as error:
            return _form(
                next=_local(next), name=name, told=str(error), status=429 if isinstance(error, TooMany) else 400
            )
        if not entered:
            throttle.failed(name, address)
            return _form(next=_local(next), name=name, told=WRONG, status=401)
        throttle.entered(name, address)
        return RedirectResponse(_local(next), status_code=303, headers={"Set-Cookie": passes.issued(name)})

    @routes.post("/sign-out")
    async def leave(request: Request) -> Response:
        passes.void(request.headers.get("cookie", ""))
        return RedirectResponse("/sign-in", status_code=303, headers={"Set-Cookie": passes.cleared()})

    return routes


def _local(address: str) -> str:
    """The address if it is a path of ours, else the page."""
    parts = urlsplit(address)
    local = address.startswith("/") and not parts.scheme and not parts.netloc and "\\" not in address
    sound = local and not address.startswith("//") and address.isascii() and address.isprintable()
    return address if sound else "/"


def _form(*, next: str, name: str = "", told: str = "", status: int = 200) -> HTMLResponse:
    line = f'<p class="told" role="alert">{escape(told)}</p>' if told else ""
    focus = ("", " autofocus") if name else (" autofocus", "")
    html = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in - Escalation assistant</title><style>{STYLE}</style></head>
<body><main><form method="post" action="/sign-in"><h1>Escalation assistant</h1>{line}
<label for="name">Name</label>
<input id="name" name="name" value="{escape(name)}" autocomplete="username" required{focus[0]}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{focus[1]}>
<input type="hidden" name="next" value="{escape(next)}">
<button type="submit">Sign in</button></form></main></body></html>
"""
    return HTMLResponse(html, status_code=status, headers={"Content-Security-Policy": POLICY})
