"""What a running turn shows: its steps and what each has written, and what of that somebody has not seen yet."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal

from assistant.graph.workspace import Progress
from schemas.replies import Reply

LONGEST_TEXT = 200_000
"""Characters of one step that are kept to be shown again."""
Ended = Literal["reply", "stopped", "failed"]


@dataclass(kw_only=True)
class Step:
    """One step of a turn: a call to the author, or work of our own."""

    name: str
    stage: str = "begun"
    detail: str = ""
    """What came of it, once it is done."""
    text: str = ""
    """The author's answer so far, as it came."""
    begun_s: float = 0.0
    """Seconds from the turn's beginning."""
    seconds: float | None = None
    """How long it took, once it is done."""
    rounds: int = 0
    """How often it was begun or restarted; the text is the newest round's."""
    restarted: bool = False
    """Whether the newest round voids the one before it."""


@dataclass(frozen=True, kw_only=True)
class StepChange:
    """What is new of a step."""

    step: str
    stage: str
    detail: str
    """For `writing`: what is to be appended; for `done`: what came of it."""
    seconds: float
    """How long the step has run, or took."""


@dataclass(frozen=True, kw_only=True)
class Update:
    """What is new of a turn. Only `steps` may hold several things."""

    turn_id: str
    kind: Literal["idle", "queued", "progress", "reply", "stopped", "failed"]
    place: int = 0
    """For `queued`: 1 is next."""
    steps: tuple[StepChange, ...] = ()
    seconds: float = 0.0
    """How long the turn has run."""
    reply: Reply | None = None
    message: str = ""
    """For `failed` and `stopped`: a sentence for the person."""


@dataclass(kw_only=True)
class Board:
    """One turn as it is seen from outside."""

    turn_id: str
    text: str
    """The message being answered."""
    place: int = 0
    """The place in line; 0 when it runs."""
    steps: dict[str, Step] = field(default_factory=dict)
    ended: Ended | None = None
    reply: Reply | None = None
    message: str = ""
    began: float = field(default_factory=time.monotonic)
    ended_at: float = 0.0

    @property
    def seconds(self) -> float:
        """How long the turn has run, or took."""
        return (self.ended_at or time.monotonic()) - self.began

    @property
    def seconds_ago(self) -> float:
        """How long ago it ended; 0 while it runs."""
        return time.monotonic() - self.ended_at if self.ended_at else 0.0

    def begin(self) -> None:
        """Its place in line has come."""
        self.place, self.began = 0, time.monotonic()

    def note(self, progress: Progress) -> None:
        """Take in what the assistant is doing."""
        now = self.seconds
        step = self.steps.get(progress.step)
        if step is None:
            step = self.steps[progress.step] = Step(name=progress.step, begun_s=now)
        match progress.stage:
            case "begun":
                step.stage, step.text, step.begun_s, step.seconds = "begun", "", now, None
                step.rounds, step.restarted = step.rounds + 1, False
            case "restarted":
                step.stage, step.text = "restarted", ""
                step.rounds, step.restarted = step.rounds + 1, True
            case "writing":
                step.stage = "writing"
                if len(step.text) < LONGEST_TEXT:
                    step.text += progress.detail
            case "done":
                step.stage, step.detail, step.seconds = "done", progress.detail, now - step.begun_s

    def end(self, how: Ended, *, reply: Reply | None = None, message: str = "") -> None:
        """The turn is over."""
        self.ended, self.reply, self.message, self.place = how, reply, message, 0
        self.ended_at = time.monotonic()


class Glass:
    """One onlooker: remembers what it has seen of a board, and gives what is new."""

    def __init__(self) -> None:
        self.board: Board | None = None
        self._place = -1
        self._ended = False
        self._seen: dict[str, tuple[int, str, int]] = {}

    def all_news(self, board: Board) -> list[Update]:
        """Everything new of the board: what was written, then how it ended."""
        updates: list[Update] = []
        while update := self.news(board):
            updates.append(update)
        return updates

    def news(self, board: Board) -> Update | None:
        """What this onlooker has not seen of the board; the end comes by itself, after the last words."""
        if board is not self.board:
            self.board, self._place, self._ended, self._seen = board, -1, False, {}
        if board.place and board.ended is None:
            if board.place == self._place:
                return None
            self._place = board.place
            return Update(turn_id=board.turn_id, kind="queued", place=board.place)
        changes = tuple(change for step in board.steps.values() for change in self._changes(step, board))
        if changes:
            return Update(turn_id=board.turn_id, kind="progress", steps=changes, seconds=board.seconds)
        if board.ended is not None and not self._ended:
            self._ended = True
            return Update(
                turn_id=board.turn_id,
                kind=board.ended,
                reply=board.reply,
                message=board.message,
                seconds=board.seconds,
            )
        return None

    def _changes(self, step: Step, board: Board) -> list[StepChange]:
        rounds, stage, length = self._seen.get(step.name, (0, "", 0))
        changes: list[StepChange] = []
        ran = step.seconds if step.seconds is not None else board.seconds - step.begun_s

        def told(stage: str, detail: str = "") -> None:
            changes.append(StepChange(step=step.name, stage=stage, detail=detail, seconds=ran))

        if rounds != step.rounds:
            told("restarted" if step.restarted else "begun")
            length = 0
        if len(step.text) > length:
            told("writing", step.text[length:])
        if step.stage == "done" and (stage != "done" or rounds != step.rounds):
            told("done", step.detail)
        self._seen[step.name] = (step.rounds, step.stage, len(step.text))
        return changes
