"""A worker: turns come in by standard input, what becomes of them goes out by standard output."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from assistant.graph.build import built
from assistant.graph.workspace import Progress
from assistant.models.pick import author_named
from assistant.models.protocol import Author
from assistant.session import Session, open_session
from schemas.errors import AssistantError
from schemas.replies import Reply
from ui.failures import record
from ui.page.jobs import patiently
from ui.page.workers import wire

FLUSH_S = 0.01
"""Seconds for which progress is gathered before it is sent."""
MOST_AUTHORS = 200


@dataclass(kw_only=True)
class Worker:
    """Answers turns until its input ends; then it lets go of what it has not finished."""

    session: Session
    out: BinaryIO
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _authors: dict[str, Author] = field(default_factory=dict, repr=False)
    _progress: list[tuple[int, str, str, str]] = field(default_factory=list)

    async def serve(self, lines: asyncio.StreamReader) -> None:
        """Take orders until the input ends."""
        self._send(wire.Ready().line())
        while line := await lines.readline():
            match wire.ToWorker.validate_json(line):
                case wire.Order() as order:
                    self._tasks[order.number] = asyncio.create_task(self._run(order))
                case wire.Cancel() as cancel:
                    if (task := self._tasks.get(cancel.number)) is not None:
                        task.cancel()
                case _:
                    raise AssertionError("a worker is set up once")
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _run(self, order: wire.Order) -> None:
        told: wire.Answered | wire.Failed | wire.Stopped
        try:
            reply = await self._answer(order)
            told = wire.Answered(number=order.number, reply=reply.model_dump_json())
        except asyncio.CancelledError:
            told = wire.Stopped(number=order.number)
        except AssistantError as error:
            told = wire.Failed(number=order.number, error=type(error).__name__, what=error.what, do=error.do)
        except Exception as error:  # noqa: BLE001 - the edge of a turn: recorded, told in one sentence
            what = f"Something went wrong in the program ({type(error).__name__})."
            do = f"It is recorded in {record(error).name}. Send the message again; nothing is lost."
            told = wire.Failed(number=order.number, error="", what=what, do=do)
        del self._tasks[order.number]
        self._flush()
        self._send(told.line())

    async def _answer(self, order: wire.Order) -> Reply:
        session = replace(self.session, author=self._author(order.author))
        return await patiently(
            lambda: session.reply(
                order.conversation_id,
                order.text,
                turn_id=order.turn_id,
                edit=order.edit,
                on_progress=lambda progress: self._note(order.number, progress),
            ),
            patience_s=order.patience_s,
        )

    def _author(self, recipe: wire.Recipe) -> Author:
        key = recipe.model_dump_json()
        if key not in self._authors:
            if len(self._authors) >= MOST_AUTHORS:
                self._authors.clear()
            self._authors[key] = author_named(recipe.spec, environment=recipe.environment)
        return self._authors[key]

    def _note(self, number: int, progress: Progress) -> None:
        if not self._progress:
            asyncio.get_running_loop().call_later(FLUSH_S, self._flush)
        self._progress.append((number, progress.step, progress.stage, progress.detail))

    def _flush(self) -> None:
        if self._progress:
            self._send(wire.noted(self._progress))
            self._progress = []

    def _send(self, line: bytes) -> None:
        self.out.write(line)
        self.out.flush()


async def main() -> None:
    """Set up by the first line, then serve."""
    # The server decides when its workers stop; a Ctrl-C in the terminal reaches them as well.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever prints must not garble what the server reads.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    lines = asyncio.StreamReader(limit=wire.LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    first = wire.ToWorker.validate_json(await lines.readline())
    if not isinstance(first, wire.Setup):
        raise AssertionError("a worker is set up first")
    offline = author_named("offline", environment={})
    async with open_session(url=first.store, author=offline) as session:
        # What the first turn would otherwise wait for.
        built(await session.store.checkpointer())
        await Worker(session=session, out=out).serve(lines)


if __name__ == "__main__":
    asyncio.run(main())
