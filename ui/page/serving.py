"""The server process: listening, telling where, and stopping so that nothing is lost."""

from __future__ import annotations

import asyncio
import socket
import sys
import webbrowser
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from schemas.errors import InputError
from ui.page.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

LONGEST_HEADERS = 16_384
SLACK_S = 1.0
"""Seconds that connections get after the turns' time to finish is over."""


class Server(uvicorn.Server):
    """Uvicorn that tells the house at the first signal, so that turns finish while connections are still open."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, *, browser: bool) -> None:
        super().__init__(config)
        self._app = app
        self._browser = browser
        self._closing: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell where."""
        await super().startup(sockets=sockets)
        if not self.should_exit:
            settings: Settings = self._app.state.house.settings
            address = address_of(settings, sockets or [])
            sys.stdout.write(f"Escalation assistant: {address}  (Ctrl-C stops it; nothing is lost)\n")
            sys.stdout.flush()
            if self._browser:
                webbrowser.open(address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop in order. Being told to stop is no failure, so the signal is not raised once more."""
        await super().shutdown(sockets=sockets)
        self._captured_signals.clear()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop listening and let the turns finish."""
        super().handle_exit(sig, frame)
        house = self._app.state.house
        loop = asyncio.get_running_loop()
        if self._closing is None:
            self._closing = loop.create_task(house.turns.close(limit_s=house.settings.stop_s))


def serve(app: FastAPI, *, browser: bool) -> None:
    """Serve until a signal comes. Raises InputError when the address cannot be listened on."""
    settings: Settings = app.state.house.settings
    listening = _socket(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or None,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        timeout_graceful_shutdown=int(settings.stop_s + SLACK_S) or 1,
        ws="none",
    )
    with listening:
        Server(config, app, browser=browser).run(sockets=[listening])


def address_of(settings: Settings, sockets: list[socket.socket]) -> str:
    """Where a browser on this machine finds the page."""
    port = sockets[0].getsockname()[1] if sockets else settings.port
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _socket(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host.strip("[]"), settings.port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"I cannot listen on {settings.host}, port {settings.port}: {error.strerror or error}.",
            do="Choose another with --port; 0 takes any free one.",
        ) from error
    return listening
