"""Two real processes: one of two submits runs, and a killed one's turn is taken over."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from assistant.store import Message, Store, open_store

SUBMIT = """
import asyncio, sys
from assistant.store import Message, open_store
from schemas.errors import ConversationBusy
url, conversation, mode = sys.argv[1:]
async def main():
    async with open_store(url) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(3):
            turn_id = f"t{number}"
            try:
                turn = await store.turns.begin_turn(conversation, turn_id, text="Hi", lease_s=30)
            except ConversationBusy:
                turn = await store.turns.wait_for_turn(conversation, turn_id, timeout_s=20)
            if turn.outcome == "started":
                print("paid", turn_id, flush=True)
                await store.answers(conversation).put(f"k{number}", "paid")
                await store.briefs.save(conversation, turn_id, '{"n": 1}')
                if mode == "hang":
                    print("hanging", flush=True)
                    await asyncio.sleep(60)
                await store.turns.finish_turn(turn, reply=f'"{turn_id}"', messages=[Message(role="user", text="Hi")])
                turn = await store.turns.begin_turn(conversation, turn_id, text="Hi")
            print("reply", turn.reply, flush=True)
asyncio.run(main())
"""


@pytest.fixture
async def real_store(url: str) -> AsyncIterator[Store]:
    """A store with the system's clock, as other processes have it."""
    async with open_store(url) as opened:
        yield opened


def _submit(url: str, conversation_id: str, *, mode: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SUBMIT, url, conversation_id, mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _until(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for said in process.stdout:
        if said.strip() == line:
            return
    raise AssertionError(f"the process ended without saying {line!r}")


async def test_a_double_submit_from_two_processes_is_run_once(
    url: str, real_store: Store, start: Callable[..., Any]
) -> None:
    """Both get the same replies; each turn is paid by exactly one of them."""
    conversation = await start(real_store)
    two = [_submit(url, conversation.id, mode="run") for _ in range(2)]
    for process in two:
        await asyncio.to_thread(_until, process, "ready")
    for process in two:
        _go(process)
    said = [(await asyncio.to_thread(process.communicate))[0] for process in two]
    assert sorted(line for text in said for line in text.split("\n") if line.startswith("paid")) == [
        f"paid t{number}" for number in range(3)
    ]
    assert [line for line in said[0].split("\n") if "reply" in line] == [f'reply "t{number}"' for number in range(3)]
    assert len(await real_store.messages.list(conversation.id)) == 3


async def test_a_killed_turn_is_taken_over(url: str, store: Store, clock: Any, start: Callable[..., Any]) -> None:
    """After kill -9 the message is known, nothing half-done is left, the paid answer is, and the turn runs again."""
    conversation = await start(store)
    process = _submit(url, conversation.id, mode="hang")
    await asyncio.to_thread(_until, process, "ready")
    _go(process)
    await asyncio.to_thread(_until, process, "hanging")
    process.send_signal(signal.SIGKILL)
    await asyncio.to_thread(process.communicate)
    left = await store.turns.unfinished_turn(conversation.id)
    assert left is not None
    assert (left.turn_id, left.text) == ("t0", "Hi")
    clock.now = left_over(clock)
    turn = await store.turns.begin_turn(conversation.id, left.turn_id, text=left.text)
    assert (turn.outcome, await store.briefs.latest(conversation.id)) == ("started", None)
    assert await store.answers(conversation.id).get("k0") == "paid"
    await store.turns.finish_turn(turn, reply='"again"', messages=[Message(role="user", text="Hi")])
    assert len(await store.messages.list(conversation.id)) == 1


def left_over(clock: Any) -> Any:
    """A moment after every lease of a real process."""
    return clock.now.replace(year=2100)
