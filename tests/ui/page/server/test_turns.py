"""Turns in the server: whoever watches, in line, stopped, taken up again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from evals.scripted import TEAM
from schemas.errors import ConversationBusy
from ui.page.boards import Update
from ui.page.refusals import LineFull, Stopping
from ui.page.turns import Turns

TURN = "turn-0123456789abcdef"
OTHER = "turn-fedcba9876543210"


def turns(**values: Any) -> Turns:
    return Turns(**({"at_once": 8, "queue_length": 8, "update_s": 0.05} | values))


async def seen(watching: AsyncIterator[Update | None], *, until: str) -> list[Update]:
    """What a watcher is told, up to the first update of the kind."""
    told: list[Update] = []
    async with asyncio.timeout(10):
        async for update in watching:
            if update is not None:
                told.append(update)
                if update.kind == until:
                    return told
    return told


async def written(house: Turns, conversation_id: str, *, characters: int = 1) -> None:
    """Wait until the author has written something in the conversation."""
    async with asyncio.timeout(10):
        while True:
            board = house.board(conversation_id)
            if board is not None and sum(len(step.text) for step in board.steps.values()) >= characters:
                return
            await asyncio.sleep(0.01)


async def settled(house: Turns, conversation_id: str) -> None:
    """Wait until nothing runs in the conversation."""
    async with asyncio.timeout(10):
        while house.board(conversation_id) is not None:
            await asyncio.sleep(0.01)


async def test_a_turn_goes_on_without_anybody_watching(session_with: Any, gated: Any, open_gate: asyncio.Event) -> None:
    """Sent and left; the answer is in the transcript."""
    session, house = await session_with(gated(gate=open_gate)), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    await settled(house, id)
    assert [message.role for message in await session.transcript(id)] == ["user", "assistant"]


async def test_who_comes_in_the_middle_sees_all_that_was_written(session_with: Any, gated: Any) -> None:
    """A reload: the state first, then the rest, then how it ended."""
    author = gated(pieces=('{"a":', '"b'))
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    await written(house, id, characters=7)
    watching = house.watch(id)
    first = await anext(watching)
    assert first is not None
    assert "".join(step.detail for step in first.steps) == '{"a":"b'
    author.gate.set()
    assert (await seen(watching, until="reply"))[-1].reply is not None


async def test_two_tabs_see_the_same(session_with: Any, gated: Any, open_gate: asyncio.Event) -> None:
    """Both are told how it ended."""
    session, house = await session_with(gated(gate=open_gate)), turns()
    id = (await session.start()).id
    watchers = [asyncio.create_task(seen(house.watch(id), until="reply")) for _ in range(2)]
    await asyncio.sleep(0)
    await house.send(session, id, TEAM, turn_id=TURN)
    ends = [(await watcher)[-1] for watcher in watchers]
    assert ends[0].reply == ends[1].reply is not None


async def test_updates_are_coalesced_and_carry_only_what_is_new(session_with: Any, gated: Any) -> None:
    """A hundred pieces in a second or so: far fewer updates, and their texts together are the pieces."""
    author = gated(pieces=("x",) * 100, pause_s=0.003)
    session, house = await session_with(author), turns(update_s=0.1)
    id = (await session.start()).id
    watching = asyncio.create_task(seen(house.watch(id), until="reply"))
    await house.send(session, id, TEAM, turn_id=TURN)
    await written(house, id, characters=100)
    author.gate.set()
    told = await watching
    read = [s for u in told for s in u.steps if s.step == "read" and s.stage == "writing"]
    assert len(read) <= 12
    assert "".join(one.detail for one in read).count("x") >= 100
    assert "".join(one.detail for one in read)[:100] == "x" * 100


async def test_a_double_click_is_one_turn(session_with: Any, gated: Any) -> None:
    """The same id finds the same board; the author is asked once."""
    author = gated()
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    first = await house.send(session, id, TEAM, turn_id=TURN)
    again = await house.send(session, id, TEAM, turn_id=TURN)
    author.gate.set()
    await settled(house, id)
    late = await house.send(session, id, TEAM, turn_id=TURN)
    assert first is again is late
    assert author.calls.count("read") == 1


async def test_a_second_message_waits_for_the_first(session_with: Any, gated: Any) -> None:
    """It is refused in a sentence; nothing of it is stored."""
    author = gated()
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    with pytest.raises(ConversationBusy):
        await house.send(session, id, "something else", turn_id=OTHER)
    author.gate.set()
    await settled(house, id)
    assert len(await session.transcript(id)) == 2


async def test_who_waits_is_told_the_place_and_moves_up(session_with: Any, gated: Any) -> None:
    """Three at once where one may run."""
    author = gated()
    session, house = await session_with(author), turns(at_once=1)
    ids = [(await session.start()).id for _ in range(3)]
    boards = [await house.send(session, id, TEAM, turn_id=TURN) for id in ids]
    assert [board.place for board in boards] == [0, 1, 2]
    watching = house.watch(ids[2])
    first = await anext(watching)
    author.gate.set()
    places = [first, *await seen(watching, until="reply")]
    assert next(u.place for u in places if u is not None and u.kind == "queued") == 2
    assert boards[2].ended == "reply"


async def test_a_message_in_line_is_kept(session_with: Any, gated: Any) -> None:
    """What waits is in the store already, so a killed server does not lose it."""
    author = gated()
    session, house = await session_with(author), turns(at_once=1)
    ids = [(await session.start()).id for _ in range(2)]
    for id in ids:
        await house.send(session, id, TEAM, turn_id=TURN)
    assert await session.unanswered(ids[1]) == TEAM
    await house.close(limit_s=0)


async def test_a_full_line_refuses_in_a_sentence(session_with: Any, gated: Any) -> None:
    """And the conversation is free for another try."""
    author = gated()
    session, house = await session_with(author), turns(at_once=1, queue_length=0)
    ids = [(await session.start()).id for _ in range(2)]
    await house.send(session, ids[0], TEAM, turn_id=TURN)
    with pytest.raises(LineFull, match="still here"):
        await house.send(session, ids[1], TEAM, turn_id=TURN)
    author.gate.set()
    await settled(house, ids[0])
    await house.send(session, ids[1], TEAM, turn_id=TURN)
    await settled(house, ids[1])
    assert len(await session.transcript(ids[1])) == 2


async def test_a_stopped_turn_leaves_the_conversation_usable(session_with: Any, gated: Any) -> None:
    """Stopped in the middle; the message is kept, and another is answered."""
    author = gated(pieces=("{",))
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    await written(house, id)
    assert await house.stop(id)
    assert await session.unanswered(id) == TEAM
    author.gate.set()
    await house.send(session, id, TEAM, turn_id=OTHER)
    await settled(house, id)
    assert len(await session.transcript(id)) == 2


async def test_stopping_is_told_to_who_watches(session_with: Any, gated: Any) -> None:
    """With a sentence that says that nothing is lost."""
    author = gated(pieces=("{",))
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    watching = asyncio.create_task(seen(house.watch(id), until="stopped"))
    await house.send(session, id, TEAM, turn_id=TURN)
    await written(house, id)
    await house.stop(id)
    assert "Nothing is lost" in (await watching)[-1].message


async def test_one_in_line_can_be_stopped(session_with: Any, gated: Any) -> None:
    """It leaves the line and never runs."""
    author = gated()
    session, house = await session_with(author), turns(at_once=1)
    ids = [(await session.start()).id for _ in range(2)]
    for id in ids:
        await house.send(session, id, TEAM, turn_id=TURN)
    assert await house.stop(ids[1])
    author.gate.set()
    await settled(house, ids[0])
    assert await session.transcript(ids[1]) == ()
    assert house.waiting == house.running == 0


async def test_what_a_person_stopped_is_taken_up_only_when_asked(
    session_with: Any, gated: Any, open_gate: asyncio.Event
) -> None:
    """Also by another server that knows of it only through the store."""
    author = gated(pieces=("{",))
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    await written(house, id)
    await house.stop(id)
    author.gate.set()
    later = turns()
    assert await later.take_up(session, id) is None
    assert await later.take_up(session, id, asked=True) is not None
    await settled(later, id)
    assert len(await session.transcript(id)) == 2


async def test_a_dead_server_s_turn_is_taken_up(session_with: Any, gated: Any, open_gate: asyncio.Event) -> None:
    """Once its hold has run out, with the same turn id."""
    session, house = await session_with(gated(gate=open_gate), lease_s=1.0), turns()
    id = (await session.start()).id
    await session.store.turns.begin_turn(id, TURN, text=TEAM, lease_s=1.0)
    board = await house.take_up(session, id)
    assert board is not None
    assert board.turn_id == TURN
    await settled(house, id)
    assert board.ended == "reply"


async def test_closing_lets_a_turn_finish(session_with: Any, gated: Any) -> None:
    """Within the limit the answer still comes, and is kept."""
    author = gated()
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    board = await house.send(session, id, TEAM, turn_id=TURN)
    asyncio.get_running_loop().call_later(0.2, author.gate.set)
    await house.close(limit_s=10)
    assert board.ended == "reply"


async def test_what_does_not_finish_in_time_is_taken_up_by_the_next_server(session_with: Any, gated: Any) -> None:
    """Closing does not count as stopped by a person."""
    author = gated()
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    await house.send(session, id, TEAM, turn_id=TURN)
    await house.close(limit_s=0.1)
    author.gate.set()
    later = turns()
    board = await later.take_up(session, id)
    await settled(later, id)
    assert board is not None
    assert board.ended == "reply"


async def test_a_closing_server_takes_nothing_new(session_with: Any, gated: Any) -> None:
    """It says so, and who watches is let go."""
    session, house = await session_with(gated()), turns()
    id = (await session.start()).id
    watching = asyncio.create_task(seen(house.watch(id), until="never"))
    await asyncio.sleep(0.05)
    await house.close(limit_s=0)
    with pytest.raises(Stopping):
        await house.send(session, id, TEAM, turn_id=TURN)
    assert [update.kind for update in await watching] == ["idle"]


async def test_a_fault_of_the_program_is_recorded_and_told(
    session_with: Any, gated: Any, open_gate: asyncio.Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One sentence to who watches; the traceback in a file; the conversation stays usable."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    author = gated(gate=open_gate)
    read = author.author.script["read"]
    author.author.script["read"] = lambda request: 1 / 0
    session, house = await session_with(author), turns()
    id = (await session.start()).id
    watching = asyncio.create_task(seen(house.watch(id), until="failed"))
    await house.send(session, id, TEAM, turn_id=TURN)
    message = (await watching)[-1].message
    assert "recorded in fault-" in message
    assert any("ZeroDivisionError" in file.read_text() for file in tmp_path.rglob("fault-*.txt"))
    author.author.script["read"] = read
    await house.send(session, id, TEAM, turn_id=TURN)
    await settled(house, id)
    assert len(await session.transcript(id)) == 2


async def test_a_silent_stream_gives_a_sign_of_life(session_with: Any, gated: Any) -> None:
    """So that no proxy takes it for dead."""
    session, house = await session_with(gated()), turns()
    id = (await session.start()).id
    watching = house.watch(id, beat_s=0.05)
    told: list[Callable[[], object] | Update | None] = [await anext(watching) for _ in range(3)]
    assert [getattr(update, "kind", None) for update in told] == ["idle", None, None]
    with contextlib.suppress(StopAsyncIteration):
        await watching.aclose()
