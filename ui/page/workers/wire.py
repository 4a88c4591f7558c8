"""What the server and its workers tell each other: one JSON object a line."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.edits import Edit

LONGEST_LINE = 64 << 20


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def line(self) -> bytes:
        """The message as it goes through the pipe."""
        return self.model_dump_json().encode() + b"\n"


class Recipe(_Line):
    """How a worker comes by an author: its name, and the keys and addresses it may use."""

    spec: str
    environment: dict[str, str] = Field(repr=False)


class Setup(_Line):
    """The first message to a worker."""

    kind: Literal["setup"] = "setup"
    store: str | None


class Order(_Line):
    """A turn to be answered."""

    kind: Literal["order"] = "order"
    number: int
    conversation_id: str
    turn_id: str
    text: str
    edit: Edit | None
    author: Recipe
    patience_s: float
    """Seconds to wait for the hold of a process that died over this turn."""


class Cancel(_Line):
    """A turn to be stopped."""

    kind: Literal["cancel"] = "cancel"
    number: int


class Ready(_Line):
    """The worker's store is open."""

    kind: Literal["ready"] = "ready"


class Noted(_Line):
    """What turns are doing: order, step, stage, detail."""

    kind: Literal["noted"] = "noted"
    progress: list[tuple[int, str, str, str]]


class Answered(_Line):
    """A turn's reply as JSON."""

    kind: Literal["answered"] = "answered"
    number: int
    reply: str


class Failed(_Line):
    """Why a turn has no reply. `error` is a class of schemas.errors, or empty for a fault that was recorded."""

    kind: Literal["failed"] = "failed"
    number: int
    error: str
    what: str
    do: str


class Stopped(_Line):
    """A turn was stopped and let go of."""

    kind: Literal["stopped"] = "stopped"
    number: int


ToWorker = TypeAdapter[Setup | Order | Cancel](Annotated[Setup | Order | Cancel, Field(discriminator="kind")])
FromWorker = TypeAdapter[Ready | Noted | Answered | Failed | Stopped](
    Annotated[Ready | Noted | Answered | Failed | Stopped, Field(discriminator="kind")]
)


def noted(progress: list[tuple[int, str, str, str]]) -> bytes:
    """A `Noted` line, made without validation: there are many of them."""
    return json.dumps({"kind": "noted", "progress": progress}).encode() + b"\n"
