"""The server as a process: where it listens, and how it ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from evals.vendor.faults import Stalls
from evals.vendor.server import VendorServer
from ui.page.signing.hashes import parsed

BRIEF = "We run support for an online booking tool. Tier 1 has 20 people, tier 2 has 6. We escalate outages."
TURN = "turn-0123456789abcdef"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ui.cli", "serve", "--port", "0", "--no-browser", *arguments]


def stalled() -> VendorServer:
    """A vendor that begins every answer and never goes on."""
    return VendorServer(lambda ask: "{}", faults=lambda ask: Stalls(after_events=1))


class Process:
    """One run of `escalate serve`."""

    def __init__(self, process: asyncio.subprocess.Process, base: str) -> None:
        self.process = process
        self.http = httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=30)

    async def first(self, id: str, *names: str) -> tuple[str, str]:
        """The first event of the stream that has one of the names."""
        name = ""
        async with asyncio.timeout(40), self.http.stream("GET", f"/conversations/{id}/stream") as answer:
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: ") and name in names:
                    return name, line.removeprefix("data: ")
        raise AssertionError(f"the stream ended without {names}")


@asynccontextmanager
async def serving(store: Path, *arguments: str) -> AsyncIterator[Process]:
    environment = os.environ | {"ESCALATE_STOP_SECONDS": "1", "XDG_STATE_HOME": str(store.parent)}
    process = await asyncio.create_subprocess_exec(
        *command("--store", str(store), *arguments), stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            told = (await process.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found is not None, told
        served = Process(process, found[0])
        yield served
        await served.http.aclose()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def begun(server: Process) -> str:
    """A conversation whose first message is being read by a vendor that never gets anywhere."""
    id = str((await server.http.post("/conversations")).json()["id"])
    await server.http.post(f"/conversations/{id}/turns", json={"turn_id": TURN, "text": BRIEF})
    await server.first(id, "progress")
    return id


async def goes_on(store: Path, id: str) -> None:
    """The next server answers what was left, when somebody looks; once, under the same turn id."""
    async with serving(store) as server:
        await server.http.post(f"/conversations/{id}/author", json={"author": "offline"})
        name, data = await server.first(id, "reply", "failed")
        assert name == "reply"
        assert TURN in data


async def test_a_killed_server_s_turn_goes_on_in_the_next(tmp_path: Path) -> None:
    """kill -9 in the middle of an answer: the message is kept and answered."""
    store = tmp_path / "store.sqlite"
    async with stalled() as vendor, serving(store, "--model", f"{vendor.base_url('openai')}#m") as server:
        id = await begun(server)
        server.process.send_signal(signal.SIGKILL)
        await server.process.wait()
    await goes_on(store, id)


async def test_a_server_told_to_stop_leaves_its_turns_to_the_next(tmp_path: Path) -> None:
    """SIGTERM in the middle of an answer, with a browser watching: gone within five seconds, exit code 0."""
    store = tmp_path / "store.sqlite"
    async with stalled() as vendor, serving(store, "--model", f"{vendor.base_url('openai')}#m") as server:
        id = await begun(server)
        watching = asyncio.create_task(server.first(id, "stopped"))
        await asyncio.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert await server.process.wait() == 0
        assert time.monotonic() - began <= 5
        assert "goes on" in (await watching)[1]
    await goes_on(store, id)


async def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """One sentence and exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        process = await asyncio.create_subprocess_exec(
            *command("--store", str(tmp_path / "s.sqlite"), "--port", port), stderr=asyncio.subprocess.PIPE
        )
        _, told = await process.communicate()
    assert process.returncode == 2
    assert b"I cannot listen on" in told
    assert b"Traceback" not in told


async def test_an_open_address_without_users_is_refused(tmp_path: Path) -> None:
    """One sentence that says why, before anything is loaded."""
    process = await asyncio.create_subprocess_exec(
        *command("--store", str(tmp_path / "s.sqlite"), "--host", "0.0.0.0"),  # noqa: S104
        stderr=asyncio.subprocess.PIPE,
        env={key: value for key, value in os.environ.items() if not key.startswith("ESCALATE_")},
    )
    _, told = await process.communicate()
    assert process.returncode == 2
    assert b"No users are configured" in told


async def test_a_password_becomes_a_line_of_the_users_file() -> None:
    """The hash fits the password, and the password is not in it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ui.cli", "password", "ana"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate(b"correct horse\n")
    name, _, text = out.decode().strip().partition(":")
    found = parsed(text)
    assert name == "ana"
    assert found is not None
    assert found.fits("correct horse")
