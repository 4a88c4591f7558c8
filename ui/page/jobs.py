"""One turn to be run: its message answered by the session, kept while it waits, noted when somebody stops it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from assistant.graph.workspace import Progress
from assistant.session import Session
from assistant.store.records import Turn
from schemas.edits import Edit
from schemas.errors import ConversationBusy
from schemas.replies import Reply
from ui.page.boards import Board
from ui.page.workers.wire import Recipe

STOPPED = "stopped"
"""What the audit trail says of a turn that a person stopped; such a turn is not taken up again by itself."""
SLACK_S = 5.0


@dataclass(kw_only=True, eq=False)
class Job:
    """One turn to be run."""

    conversation_id: str
    session: Session
    board: Board
    edit: Edit | None = None
    taken_up: bool = False
    """Whether it was begun by a process that died; that one's hold may last for some seconds more."""
    recipe: Recipe | None = None
    """How another process comes by the author."""
    task: asyncio.Task[None] | None = None

    @property
    def patience_s(self) -> float:
        """Seconds to wait while the dead process's hold lasts."""
        return self.session.lease_s + SLACK_S if self.taken_up else 0.0


Answer = Callable[[Job, Callable[[Progress], None]], Awaitable[Reply]]
"""Answers a job and notes its progress."""


async def answer_here(job: Job, note: Callable[[Progress], None]) -> Reply:
    """The reply, by this process."""
    return await patiently(
        lambda: job.session.reply(
            job.conversation_id, job.board.text, turn_id=job.board.turn_id, edit=job.edit, on_progress=note
        ),
        patience_s=job.patience_s,
    )


async def patiently(ask: Callable[[], Awaitable[Reply]], *, patience_s: float) -> Reply:
    """The reply; while another process holds the conversation, ask again for `patience_s` seconds."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            return await ask()
        except ConversationBusy:
            if time.monotonic() >= deadline:
                raise
            await asyncio.sleep(0.5)


async def keep(job: Job) -> None:
    """Store the message of a turn that waits, so that it survives the server."""
    turns = job.session.store.turns
    turn = await turns.begin_turn(job.conversation_id, job.board.turn_id, text=job.board.text)
    if turn.outcome == "started":
        await turns.release(turn)


async def mark_stopped(job: Job) -> None:
    """Note that a person stopped the turn."""
    await job.session.store.audit.note(job.conversation_id, STOPPED, detail=job.board.turn_id)


async def was_stopped(session: Session, left: Turn) -> bool:
    """Whether a person stopped the turn that is left unfinished."""
    notes = await session.store.audit.list(left.conversation_id)
    return any(note.what == STOPPED and note.detail == left.turn_id for note in notes)
