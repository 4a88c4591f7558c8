"""Turns that run in the server, whoever watches: started, queued, seen by many, stopped, taken up again."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

from assistant.graph.workspace import Progress
from assistant.session import Session
from schemas.edits import Edit
from schemas.errors import AssistantError, ConversationBusy
from schemas.replies import Reply
from ui.failures import record
from ui.page.boards import Board, Glass, Update
from ui.page.jobs import Answer, Job, answer_here, keep, mark_stopped, was_stopped
from ui.page.refusals import line_full, stopping
from ui.page.workers.wire import Recipe

ENDED_KEPT = 2_000
"""Boards of finished turns that are kept for onlookers who come late."""
FRESH_S = 10.0
"""Seconds for which somebody who comes late is still told how a turn ended."""


class Turns:
    """All turns of one server. Not for several threads."""

    def __init__(self, *, at_once: int, queue_length: int, update_s: float, answer: Answer = answer_here) -> None:
        self._at_once = at_once
        self._queue_length = queue_length
        self._update_s = update_s
        self._answer = answer
        self._jobs: dict[str, Job] = {}
        self._line: list[Job] = []
        self._running = 0
        self._ended: OrderedDict[str, Board] = OrderedDict()
        self._eyes: dict[str, set[asyncio.Event]] = {}
        self._closing = False
        self._closed = False

    @property
    def running(self) -> int:
        """Turns that are being answered now."""
        return self._running

    @property
    def waiting(self) -> int:
        """Turns that wait for their place."""
        return len(self._line)

    @property
    def closing(self) -> bool:
        """Whether no new turns are taken."""
        return self._closing

    def board(self, conversation_id: str) -> Board | None:
        """The turn of a conversation that runs or waits."""
        job = self._jobs.get(conversation_id)
        return job.board if job else None

    async def send(
        self,
        session: Session,
        conversation_id: str,
        text: str,
        *,
        turn_id: str,
        edit: Edit | None = None,
        recipe: Recipe | None = None,
    ) -> Board:
        """Begin a turn or put it in line; the same turn id again finds the same turn.

        Raises ConversationBusy while another turn of the conversation runs or waits, LineFull, and Stopping.
        """
        if known := self._known(conversation_id, turn_id):
            return known
        if conversation_id in self._jobs:
            raise ConversationBusy(
                "This conversation is just answering another message.", do="Wait for the answer, or stop it."
            )
        board = Board(turn_id=turn_id, text=text)
        job = Job(conversation_id=conversation_id, session=session, board=board, edit=edit, recipe=recipe)
        if not self._admit(job):
            await self._line_up(job)
        return board

    async def take_up(
        self, session: Session, conversation_id: str, *, asked: bool = False, recipe: Recipe | None = None
    ) -> Board | None:
        """Begin again what a killed or stopped server left unanswered; None when there is nothing of that kind.

        asked: a person wants it, so also take up what a person stopped or what failed. Raises LineFull and Stopping.
        """
        if conversation_id in self._jobs:
            return self.board(conversation_id)
        left = await session.store.turns.unfinished_turn(conversation_id)
        if left is None or conversation_id in self._jobs:
            return self.board(conversation_id)
        ended = self._ended.get(conversation_id)
        if not asked and ((ended is not None and ended.turn_id == left.turn_id) or await was_stopped(session, left)):
            return None
        if conversation_id in self._jobs:
            return self.board(conversation_id)
        board = Board(turn_id=left.turn_id, text=left.text)
        job = Job(conversation_id=conversation_id, session=session, board=board, taken_up=True, recipe=recipe)
        if not self._admit(job):
            self._line.append(job)
            self._count_line()
        return board

    async def stop(self, conversation_id: str) -> bool:
        """Stop the conversation's turn; whether there was one. The message stays as an unanswered one."""
        job = self._jobs.get(conversation_id)
        if job is None:
            return False
        await self._cancel(job, "Stopped. Nothing is lost: send the message again, or another one.")
        if job.board.ended == "stopped":
            await mark_stopped(job)
        return True

    async def watch(self, conversation_id: str, *, beat_s: float | None = None) -> AsyncIterator[Update | None]:
        """What is new in a conversation, at most once in `update_s` seconds, until the server stops.

        First comes the state of the turn that runs, waits, or has just ended, or `idle`. `None` is a sign of life after
        `beat_s` seconds without news.
        """
        eye, glass = asyncio.Event(), Glass()
        self._eyes.setdefault(conversation_id, set()).add(eye)
        try:
            if self.board(conversation_id) is None and not self._news(conversation_id, Glass()):
                yield Update(turn_id="", kind="idle")
            while True:
                eye.clear()
                for update in self._news(conversation_id, glass):
                    yield update
                if self._closed:
                    return
                told = time.monotonic()
                if not await _seen(eye, beat_s):
                    yield None
                    continue
                await asyncio.sleep(max(0.0, told + self._update_s - time.monotonic()))
        finally:
            eyes = self._eyes[conversation_id]
            eyes.discard(eye)
            if not eyes:
                del self._eyes[conversation_id]

    async def close(self, *, limit_s: float) -> None:
        """Take no new turns, let the running ones finish for `limit_s` seconds, stop the rest; they can be taken up."""
        self._closing = True
        for job in tuple(self._line):
            self._end(job, "stopped", message="The server is being restarted; your message is kept.")
        tasks = [job.task for job in self._jobs.values() if job.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=limit_s)
        for job in tuple(self._jobs.values()):
            await self._cancel(job, "The server is being restarted; the answer goes on after that.")
        self._closed = True
        for conversation_id in tuple(self._eyes):
            self._wake(conversation_id)

    def _known(self, conversation_id: str, turn_id: str) -> Board | None:
        for board in (self.board(conversation_id), self._ended.get(conversation_id)):
            if board is not None and board.turn_id == turn_id and board.ended in (None, "reply"):
                return board
        return None

    def _admit(self, job: Job) -> bool:
        """Whether the job runs at once; otherwise it has a place, but does not stand in line yet.

        Raises LineFull and Stopping.
        """
        if self._closing:
            raise stopping()
        at_once = self._running < self._at_once and not self._line
        if not at_once and len(self._line) >= self._queue_length:
            raise line_full(len(self._line))
        self._jobs[job.conversation_id] = job
        if at_once:
            self._start(job)
        else:
            job.board.place = len(self._line) + 1
        return at_once

    async def _line_up(self, job: Job) -> None:
        """Store the message, so that it survives the server while it waits, and stand in line."""
        try:
            await keep(job)
        except BaseException:
            self._jobs.pop(job.conversation_id, None)
            raise
        if job.board.ended is None:
            self._line.append(job)
            self._call_next()

    def _start(self, job: Job) -> None:
        self._running += 1
        job.board.begin()
        job.task = asyncio.create_task(self._run(job))
        self._wake(job.conversation_id)

    async def _run(self, job: Job) -> None:
        try:
            reply = await self._answer(job, self._noter(job))
        except asyncio.CancelledError:
            self._end(job, "stopped", message=job.board.message)
        except AssistantError as error:
            self._end(job, "failed", message=str(error))
        except Exception as error:  # noqa: BLE001 - the edge of a turn: recorded, told in one sentence
            where = record(error)
            told = f"Something went wrong in the program ({type(error).__name__}). It is recorded in {where.name}."
            self._end(job, "failed", message=f"{told} Send the message again; nothing is lost.")
        else:
            self._end(job, "reply", reply=reply)

    def _end(self, job: Job, how: str, *, reply: Reply | None = None, message: str = "") -> None:
        if job.board.ended is not None:
            return
        job.board.end(how, reply=reply, message=message)  # type: ignore[arg-type]
        self._jobs.pop(job.conversation_id, None)
        self._ended[job.conversation_id] = job.board
        self._ended.move_to_end(job.conversation_id)
        while len(self._ended) > ENDED_KEPT:
            self._ended.popitem(last=False)
        if job in self._line:
            self._line.remove(job)
        elif job.task is not None:
            self._running -= 1
        self._wake(job.conversation_id)
        self._call_next()

    def _call_next(self) -> None:
        while self._line and self._running < self._at_once and not self._closing:
            self._start(self._line.pop(0))
        self._count_line()

    def _count_line(self) -> None:
        """Give each in line its place, and tell who watches."""
        for place, job in enumerate(self._line, start=1):
            job.board.place = place
            self._wake(job.conversation_id)

    async def _cancel(self, job: Job, message: str) -> None:
        if job.task is None:
            self._end(job, "stopped", message=message)
            return
        job.board.message = message
        job.task.cancel()
        await asyncio.wait({job.task})
        # A task that is cancelled before its first step never reaches its own end.
        self._end(job, "stopped", message=message)

    def _noter(self, job: Job) -> Callable[[Progress], None]:
        def note(progress: Progress) -> None:
            job.board.note(progress)
            self._wake(job.conversation_id)

        return note

    def _news(self, conversation_id: str, glass: Glass) -> list[Update]:
        """What this onlooker must be told: how the last turn ended, then what the running one does."""
        last, now = self._ended.get(conversation_id), self.board(conversation_id)
        shown = []
        if last is not None and (last is glass.board or (now is None and last.seconds_ago < FRESH_S)):
            shown.append(last)
        if now is not None:
            shown.append(now)
        return [update for board in shown for update in glass.all_news(board)]

    def _wake(self, conversation_id: str) -> None:
        for eye in self._eyes.get(conversation_id, ()):
            eye.set()


async def _seen(eye: asyncio.Event, timeout_s: float | None) -> bool:
    """Whether there is news before the time is over."""
    if timeout_s is None:
        await eye.wait()
        return True
    try:
        async with asyncio.timeout(timeout_s):
            await eye.wait()
    except TimeoutError:
        return False
    return True
