"""Houses, turns and whole servers on stores of a test's own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from assistant.models.protocol import Delta, Event, Request
from assistant.session import Session, open_session
from evals.scripted import ScriptedAuthor, default_script
from ui.page.app import create_app
from ui.page.house import House
from ui.page.settings import Settings


@dataclass(kw_only=True)
class Gated:
    """A scripted author that writes `pieces` of each answer ahead, then waits at the gate."""

    author: ScriptedAuthor = field(default_factory=lambda: ScriptedAuthor(default_script()))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    pieces: tuple[str, ...] = ()
    pause_s: float = 0.0
    name: str = "gated"

    @property
    def calls(self) -> list[str]:
        return self.author.calls

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        for piece in self.pieces:
            yield Delta(text=piece)
            await asyncio.sleep(self.pause_s)
        await self.gate.wait()
        async for event in self.author.stream(request):
            yield event


@pytest.fixture
def gated() -> Callable[..., Gated]:
    """Makes an author that waits until its gate is opened."""
    return Gated


@pytest.fixture
def open_gate() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate


@pytest.fixture
async def session_with(tmp_path: Path) -> AsyncIterator[Callable[[Any], Any]]:
    """Opens sessions on this test's store."""
    async with contextlib.AsyncExitStack() as stack:

        async def opened(author: Any, *, lease_s: float = 15.0) -> Session:
            url = str(tmp_path / "store.sqlite")
            return await stack.enter_async_context(open_session(url=url, author=author, lease_s=lease_s))

        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Settings on this test's store."""

    def made(**values: Any) -> Settings:
        given = {"store": str(tmp_path / "store.sqlite"), "secret": "a secret of this test", "stop_s": 0.5} | values
        return Settings(**given)

    return made


@pytest.fixture
def house_with(settings: Callable[..., Settings]) -> Callable[..., AbstractAsyncContextManager[House]]:
    """Opens a house without pages."""

    @asynccontextmanager
    async def opened(**values: Any) -> AsyncIterator[House]:
        house = House(settings(**values))
        async with house.open():
            yield house

    return opened


class Browser:
    """A client that behaves as a browser on the page does: it sends our own Origin, and keeps cookies."""

    def __init__(self, base: str, house: House) -> None:
        self.base = base
        self.house = house
        self.http = httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=30)

    async def sign_in(self, name: str, password: str) -> httpx.Response:
        return await self.http.post("/sign-in", data={"name": name, "password": password})

    async def begin(self) -> str:
        answer = await self.http.post("/conversations")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def send(self, id: str, text: str, *, turn_id: str = "turn-0123456789abcdef", **more: Any) -> httpx.Response:
        return await self.http.post(f"/conversations/{id}/turns", json={"turn_id": turn_id, "text": text, **more})

    async def events(
        self, id: str, *, until: tuple[str, ...] = ("reply", "stopped", "failed")
    ) -> list[tuple[str, str]]:
        """The stream's events up to the first of `until`."""
        seen: list[tuple[str, str]] = []
        async with asyncio.timeout(30), self.http.stream("GET", f"/conversations/{id}/stream") as answer:
            assert answer.status_code == 200
            name = ""
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    seen.append((name, line.removeprefix("data: ")))
                    if name in until:
                        break
        return seen

    async def answered(self, id: str, text: str, *, turn_id: str = "turn-0123456789abcdef") -> list[tuple[str, str]]:
        """The events of one whole turn."""
        sent = await self.send(id, text, turn_id=turn_id)
        assert sent.status_code == 202, sent.text
        return await self.events(id)


@pytest.fixture
def serving(
    settings: Callable[..., Settings],
) -> Callable[..., AbstractAsyncContextManager[Callable[[], Browser]]]:
    """Serves the whole page on loopback and gives a maker of browsers."""

    @asynccontextmanager
    async def served(**values: Any) -> AsyncIterator[Callable[[], Browser]]:
        app = create_app(settings(**values))
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1, ws="none")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        browsers: list[Browser] = []

        def browser() -> Browser:
            browsers.append(Browser(base, app.state.house))
            return browsers[-1]

        try:
            async with asyncio.timeout(30):
                while not server.started and not running.done():
                    await asyncio.sleep(0.02)
            yield browser
        finally:
            for one in browsers:
                await one.http.aclose()
            server.should_exit = True
            await running

    return served
