"""The state of a conversation: ids and small values only. Documents, briefs and transcripts have their own tables."""

from __future__ import annotations

from typing import Literal, TypedDict

GRAPH_VERSION = "1"
"""Kept with each conversation. Node names and the fields below are a stored contract: raise it when one changes."""

Phase = Literal["intake", "confirm", "advised", "review", "ended"]
MAX_REPAIRS = 2
MAX_REFINES = 2
"""Attempts to make one change that can be applied."""


class State(TypedDict, total=False):
    """What a checkpoint holds."""

    phase: Phase
    turn: int
    """The number of the person's message, from 1."""
    message: str
    """The message being worked on; emptied when it is answered."""
    unread: str
    """Earlier words that a failing author could not read; read again with the next message."""
    asked: str
    """The id of the input or contradiction last asked; empty for none."""
    questions: int
    repairs: int
    step: str
    """Where `extract` or `intake` sends the turn: see routes."""
    wish: str
    """The change that was asked for, empty for none."""
    reply: str
    """The finished reply as JSON, shown by `pause`."""
