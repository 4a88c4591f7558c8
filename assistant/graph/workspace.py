"""What a turn works with: the open store, the author, the card, and the brief and document as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from assistant.graph.judging import Judged
from assistant.models.protocol import Author
from assistant.store.opening import Store
from prompts.library import Card
from schemas.brief import Brief, empty_brief
from schemas.drafts import Draft, Shown
from schemas.findings import Finding
from schemas.process import EscalationProcess


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What the assistant is doing just now."""

    step: str
    """A node or a part, such as `draft`, `frame`, `validate`."""
    stage: Literal["begun", "writing", "restarted", "done"]
    detail: str = ""
    """For `writing`: the text just written; for `done`: what came of it."""


@dataclass(kw_only=True)
class Workspace:
    """The dependencies and the material of one turn. It is rebuilt for every turn and never checkpointed."""

    conversation_id: str
    turn_id: str
    store: Store
    author: Author
    card: Card
    now: datetime
    """The turn's time, aware."""
    interactive: bool = True
    """Whether somebody is there to be asked."""
    assume: bool = False
    """Without anybody to ask: take the card's assumptions for required facts that are missing."""
    emit: Callable[[Progress], None] = lambda progress: None
    brief: Brief = field(default_factory=empty_brief)
    """As of the last finished turn, then as this turn changes it."""
    previous_brief: Brief = field(default_factory=empty_brief)
    """As of the last finished turn."""
    process: EscalationProcess | None = None
    findings: tuple[Finding, ...] = ()
    judged: Judged | None = None
    """What the last validation found, with the document that it was found in."""
    shown: Shown | None = None
    """What the body of the last version shows."""
    version: int | None = None
    """The number of the current version."""
    refusal: str = ""
    """Why the last repair could not be made, for the next one."""
    objection: str = ""
    """What the author says against a finding that it holds to be wrong."""
    reason: str = ""
    """Why a new version is written: `draft`, or the change in a sentence."""

    def draft(self, *, words: int) -> Draft:
        """The document as it stands, to be stored as a version."""
        if self.process is None:
            raise AssertionError("there is no document yet")
        return Draft(process=self.process, brief=self.brief, findings=self.findings, body_words=words, shown=self.shown)
