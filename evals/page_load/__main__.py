"""`python -m evals.page_load`: tables of what the page bears on this machine. It needs the machine to itself.

Two kinds: conversations that are watched while a vendor writes 50 words a second, and conversations with the built-in
rules from a brief to a document. Every server is a process of its own, as `escalate serve` starts it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from evals.page_load.visitors import Seen, Visitor

ROOT = Path(__file__).parents[2]
BRIEF = ROOT / "examples" / "b2b_saas.md"
VENDOR_S = 60.0
WARM_S = 2.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--watching", type=int, nargs="*", default=[1, 12, 24, 36, 48], help="streams at once")
    parser.add_argument("--talking", type=int, nargs="*", default=[10, 50], help="whole conversations at once")
    parser.add_argument("--think", type=float, default=10.0, help="seconds that people think, on average")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long streams are watched")
    options = parser.parse_args()
    print(f"cores {os.cpu_count()}, load before {os.getloadavg()[0]:.1f}")
    for number in options.watching:
        asyncio.run(_watched(number, options.seconds))
    for number in options.talking:
        asyncio.run(_held(number, options.think))


async def _watched(number: int, seconds: float) -> None:
    port = _free_port()
    with _running("-m", "evals.page_load.endless", str(port), str(VENDOR_S)):
        model = f"http://127.0.0.1:{port}/v1#m"
        with _page(ESCALATE_MODEL=model, ESCALATE_TURNS_AT_ONCE=str(number + 4)) as (page, pids):
            warm, seen = Seen(), Seen()
            while not warm.firsts:
                await Visitor(port=page, seen=warm).watches(WARM_S)
            before = _cpu_s(pids)
            await _all([Visitor(port=page, seen=seen).watches(seconds) for _ in range(number)], seen)
            used = (_cpu_s(pids) - before) / seconds
    print(
        f"{number:4} watched: lag p50 {_ms(seen.lags, 0.5)}, p95 {_ms(seen.lags, 0.95)}; "
        f"first word p95 {_ms(seen.firsts, 0.95)}; {used:.2f} cores; errors {len(seen.errors)}"
    )


async def _held(number: int, think_s: float) -> None:
    brief = BRIEF.read_text(encoding="utf-8")
    with _page(ESCALATE_MODEL="offline") as (page, pids):
        await Visitor(port=page, seen=Seen()).talks(brief, think_s=0)
        seen, resting = Seen(), _resident_mb(pids)

        async def arrives() -> None:
            await asyncio.sleep(random.uniform(0, think_s))
            await Visitor(port=page, seen=seen).talks(brief, think_s=think_s)

        await _all([arrives() for _ in range(number)], seen)
        grown = _resident_mb(pids) - resting
    print(
        f"{number:4} held, thinking {think_s:g} s: turn p50 {_ms(seen.turns, 0.5)}, p95 {_ms(seen.turns, 0.95)}; "
        f"{len(seen.turns)} turns; errors {len(seen.errors)}; memory {resting:.0f} MB, {grown:+.0f} MB after"
    )


async def _all(visits: Sequence[object], seen: Seen) -> None:
    ended = await asyncio.gather(*visits, return_exceptions=True)  # type: ignore[call-overload]
    seen.errors.extend(repr(one) for one in ended if isinstance(one, BaseException))
    for error in dict.fromkeys(seen.errors):
        print(f"     {error}")


@contextmanager
def _page(**environment: str) -> Iterator[tuple[int, list[int]]]:
    """A page's server on a store of its own: its port, and the ids of its processes."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store.sqlite")
        arguments = ("-m", "ui.cli", "serve", "--port", "0", "--no-browser", "--store", store)
        with _running(*arguments, **environment) as process:
            assert process.stdout is not None
            address = process.stdout.readline().decode()
            yield int(address.split("127.0.0.1:")[1].split("/")[0]), [process.pid, *_children(process.pid)]


@contextmanager
def _running(*arguments: str, **environment: str) -> Iterator[Popen[bytes]]:
    process = Popen([sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, stdout=PIPE)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_s(pids: Sequence[int]) -> float:
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pids: Sequence[int]) -> float:
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _ms(values: Sequence[float], share: float) -> str:
    if not values:
        return "none"
    return f"{sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
