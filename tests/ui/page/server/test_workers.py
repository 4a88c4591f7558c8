"""Turns answered by processes of their own."""

import asyncio
import os
import signal
from typing import Any

from evals.vendor.faults import Stalls
from evals.vendor.server import VendorServer
from ui.page.boards import Board

BRIEF = "We run support for an online booking tool. Tier 1 has 20 people, tier 2 has 6. We escalate outages."
TURN = "turn-0123456789abcdef"


def stalled() -> VendorServer:
    """A vendor that begins every answer and never goes on."""
    return VendorServer(lambda ask: "{}", faults=lambda ask: Stalls(after_events=1))


async def ended(board: Board) -> Board:
    async with asyncio.timeout(60):
        while board.ended is None:
            await asyncio.sleep(0.02)
    return board


async def working(board: Board) -> Board:
    """Wait until a worker has told of a step."""
    async with asyncio.timeout(60):
        while not board.steps:
            await asyncio.sleep(0.02)
    return board


def processes(house: Any) -> list[int]:
    return [worker.process.pid for worker in house._pool._workers]


async def test_a_turn_is_answered_by_a_worker(house_with: Any) -> None:
    """With its steps on the way, the reply at the end, and everything in the store."""
    async with house_with(workers=1) as house:
        id = (await house.start("local")).id
        board = await ended(await house.send("local", id, BRIEF, turn_id=TURN))
        assert board.reply is not None
        assert board.steps["read"].stage == "done"
        assert '"facts"' in board.steps["read"].text
        assert len(await house.session.transcript(id)) == 2


async def test_many_turns_are_shared_out(house_with: Any) -> None:
    """Both workers answer, at the same time, on one store."""
    async with house_with(workers=2) as house:
        ids = [(await house.start("local")).id for _ in range(8)]
        boards = [await house.send("local", id, BRIEF, turn_id=TURN) for id in ids]
        assert [(await ended(board)).ended for board in boards] == ["reply"] * 8


async def test_a_turn_in_a_worker_can_be_stopped(house_with: Any) -> None:
    """The worker lets go of it, and the conversation can be used at once."""
    async with stalled() as vendor, house_with(workers=1, model=f"{vendor.base_url('openai')}#m") as house:
        id = (await house.start("local")).id
        board = await working(await house.send("local", id, BRIEF, turn_id=TURN))
        await house.stop("local", id)
        assert board.ended == "stopped"
        await house.choose_author("local", id, "offline")
        again = await ended(await house.send("local", id, BRIEF, turn_id=TURN + "2"))
        assert again.ended == "reply"


async def test_a_worker_that_dies_is_replaced_and_its_turn_goes_on(house_with: Any) -> None:
    """kill -9 of the process over a turn: another takes it up when the dead one's hold is over."""
    async with house_with(workers=1) as house:
        house.session.lease_s = 1.0
        id = (await house.start("local")).id
        await ended(await house.send("local", id, BRIEF, turn_id=TURN))
        first = processes(house)
        os.kill(first[0], signal.SIGSTOP)
        board = await house.send("local", id, "you decide", turn_id=TURN + "2")
        os.kill(first[0], signal.SIGKILL)
        assert (await ended(board)).ended == "reply"
        assert processes(house) != first
        assert len(await house.session.transcript(id)) == 4


async def test_what_fails_in_a_worker_is_told_as_itself(house_with: Any) -> None:
    """An error of ours keeps its sentence."""
    async with house_with(workers=1) as house:
        id = (await house.start("local")).id
        await ended(await house.send("local", id, BRIEF, turn_id=TURN))
        house.turns._ended.clear()
        board = await ended(await house.send("local", id, "another text", turn_id=TURN))
        assert board.ended == "failed"
        assert "already used for another message" in board.message


async def test_a_key_is_in_no_worker_s_environment(house_with: Any) -> None:
    """It goes through the pipe; who lists processes does not see it."""
    async with house_with(workers=1) as house:
        id = (await house.start("local")).id
        await house.choose_author("local", id, "anthropic:claude-sonnet-4-5", key="sk-canary-0123456789")
        recipe = house.authors.recipe("local", id)
        assert recipe.environment == {"ANTHROPIC_API_KEY": "sk-canary-0123456789"}
        assert "canary" not in repr(recipe)
        for pid in processes(house):
            with open(f"/proc/{pid}/environ", "rb") as environ, open(f"/proc/{pid}/cmdline", "rb") as cmdline:
                assert b"canary" not in environ.read() + cmdline.read()


async def test_workers_end_with_the_server(house_with: Any) -> None:
    """None is left behind."""
    async with house_with(workers=2) as house:
        await house._pool.ready()
        workers = [worker.process for worker in house._pool._workers]
    assert None not in [worker.returncode for worker in workers]
