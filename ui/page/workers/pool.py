"""The server's side of its workers: started, given turns, replaced when they die."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import schemas.errors
from assistant.graph.workspace import Progress
from schemas.errors import AssistantError
from schemas.replies import Reply
from ui.page.jobs import SLACK_S, Job
from ui.page.workers import wire

STOP_S = 5.0
"""Seconds that a worker gets to let go of its turns."""
RESTART_S = 2.0
"""Seconds before a worker that could not begin is replaced."""
TRIES = 2
"""How often a turn is given to a worker; a worker that dies over it twice is the turn's fault."""

Note = Callable[[Progress], None]


class WorkerLost(AssistantError):
    """The process that answered a turn has died."""

    retryable = True


@dataclass(kw_only=True, eq=False)
class _Pending:
    note: Note
    answer: asyncio.Future[Reply]


@dataclass(kw_only=True, eq=False)
class _Worker:
    process: asyncio.subprocess.Process
    pending: dict[int, _Pending] = field(default_factory=dict)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    reading: asyncio.Task[None] | None = None

    def send(self, line: bytes) -> None:
        if self.process.stdin is not None:
            with contextlib.suppress(ConnectionError, RuntimeError):
                self.process.stdin.write(line)


class Pool:
    """So many workers on one store."""

    def __init__(self, *, size: int, store: str | None) -> None:
        self._size = size
        self._setup = wire.Setup(store=store)
        self._workers: list[_Worker] = []
        self._numbers = itertools.count(1)
        self._arrived = asyncio.Event()
        self._closing = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Start the workers; at the end let them let go of what they hold, and end."""
        try:
            for _ in range(self._size):
                await self._start()
            yield
        finally:
            self._closing = True
            await asyncio.gather(*(_end(worker) for worker in self._workers))

    @property
    def is_ready(self) -> bool:
        """Whether a worker takes turns."""
        return any(worker.ready.is_set() for worker in self._workers)

    async def ready(self) -> None:
        """Wait until every worker has opened the store."""
        await asyncio.gather(*(worker.ready.wait() for worker in self._workers))

    async def answer(self, job: Job, note: Note) -> Reply:
        """The reply to a job; cancelling stops the turn.

        A turn whose worker dies is given to another once, which waits until the dead one's hold is over. Raises what
        the session raises, and WorkerLost.
        """
        patience_s = job.patience_s
        for attempt in range(TRIES):
            try:
                return await self._try(_order(job, next(self._numbers), patience_s), note)
            except WorkerLost:
                if attempt == TRIES - 1 or self._closing:
                    raise
                patience_s = job.session.lease_s + SLACK_S
        raise AssertionError("there is at least one try")

    async def _try(self, order: wire.Order, note: Note) -> Reply:
        while not self._workers:
            self._arrived.clear()
            await self._arrived.wait()
        worker = min(self._workers, key=lambda one: len(one.pending))
        pending = _Pending(note=note, answer=asyncio.get_running_loop().create_future())
        worker.pending[order.number] = pending
        worker.send(order.line())
        try:
            return await asyncio.shield(pending.answer)
        except asyncio.CancelledError:
            worker.send(wire.Cancel(number=order.number).line())
            with contextlib.suppress(asyncio.CancelledError, TimeoutError, AssistantError):
                await asyncio.wait_for(pending.answer, STOP_S)
            raise
        finally:
            worker.pending.pop(order.number, None)

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "ui.page.workers.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=wire.LONGEST_LINE,
        )
        worker = _Worker(process=process)
        worker.send(self._setup.line())
        worker.reading = asyncio.create_task(self._read(worker))
        self._workers.append(worker)
        self._arrived.set()

    async def _read(self, worker: _Worker) -> None:
        while worker.process.stdout is not None and (line := await worker.process.stdout.readline()):
            _take(worker, wire.FromWorker.validate_json(line))
        if self._closing:
            return
        self._workers.remove(worker)
        for pending in worker.pending.values():
            if not pending.answer.done():
                pending.answer.set_exception(_lost())
        await worker.process.wait()
        if not worker.ready.is_set():
            # It could not even begin; the next one may not either.
            await asyncio.sleep(RESTART_S)
        await self._start()


def _order(job: Job, number: int, patience_s: float) -> wire.Order:
    if job.recipe is None:
        raise AssertionError("a job for a worker says how to come by its author")
    return wire.Order(
        number=number,
        conversation_id=job.conversation_id,
        turn_id=job.board.turn_id,
        text=job.board.text,
        edit=job.edit,
        author=job.recipe,
        patience_s=patience_s,
    )


def _take(worker: _Worker, told: Any) -> None:
    if isinstance(told, wire.Noted):
        for number, step, stage, detail in told.progress:
            if (one := worker.pending.get(number)) is not None:
                one.note(Progress(step=step, stage=cast(Any, stage), detail=detail))
        return
    if isinstance(told, wire.Ready):
        worker.ready.set()
        return
    pending = worker.pending.get(told.number)
    if pending is None or pending.answer.done():
        return
    match told:
        case wire.Answered():
            pending.answer.set_result(Reply.model_validate_json(told.reply))
        case wire.Failed():
            pending.answer.set_exception(_error(told))
        case wire.Stopped():
            pending.answer.cancel()


def _error(told: wire.Failed) -> AssistantError:
    kind = getattr(schemas.errors, told.error, None) if told.error else None
    known = kind if isinstance(kind, type) and issubclass(kind, AssistantError) else AssistantError
    return known(told.what, do=told.do)


def _lost() -> WorkerLost:
    return WorkerLost("The process that was answering has died.", do="Send the message again; nothing is lost.")


async def _end(worker: _Worker) -> None:
    if worker.process.stdin is not None:
        worker.process.stdin.close()
    if not worker.pending:
        # It holds nothing, and need not take the seconds that putting everything away may last.
        with contextlib.suppress(ProcessLookupError):
            worker.process.terminate()
    try:
        async with asyncio.timeout(STOP_S):
            await worker.process.wait()
    except TimeoutError:
        worker.process.kill()
        await worker.process.wait()
    if worker.reading is not None:
        worker.reading.cancel()
