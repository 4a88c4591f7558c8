"""The conversation as it is read: what was said, and what the last reply wants of the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.store.records import Message
from prompts.library import Card
from schemas.brief import Brief
from schemas.replies import Reply
from ui.page.blocks.examples import Example
from ui.page.blocks.facts import cards, counts, missing
from ui.page.blocks.filling import fill

LONG = 700
"""Characters after which a message is shown folded."""


@dataclass(frozen=True)
class Said:
    """One message, with the reply that it carried."""

    role: str
    text: str
    at: str
    reply: Reply | None

    @property
    def opening(self) -> str:
        """What of a long message is shown at first."""
        return self.text[:LONG].rsplit(" ", 1)[0]

    @property
    def is_long(self) -> bool:
        return self.role == "user" and len(self.text) > LONG


def thread(
    messages: Sequence[Message],
    *,
    brief: Brief,
    card: Card,
    unanswered: str | None,
    examples: Sequence[Example],
) -> Markup:
    """All messages, then what the last reply asks: buttons, a contradiction, inferred values to agree to.

    unanswered: a message that got no answer because its turn was stopped or died.
    """
    said = [_said(message) for message in messages]
    last = next((one.reply for one in reversed(said) if one.reply is not None), None)
    conflict = None
    if last is not None and last.asks:
        conflict = next((c for c in brief.open_contradictions if c.id == last.asks), None)
    inferred = [fact for fact in brief.facts if fact.origin == "inferred" and not fact.confirmed]
    return fill(
        "thread",
        said=said,
        last=last,
        conflict=conflict,
        inferred=cards(inferred, brief) if last is not None and last.kind == "confirm" else (),
        counts=counts(brief),
        missing=missing(brief, card=card),
        unanswered=unanswered,
        examples=examples,
    )


def _said(message: Message) -> Said:
    return Said(
        role=message.role, text=message.text, at=message.at.isoformat() if message.at else "", reply=_reply(message)
    )


def _reply(message: Message) -> Reply | None:
    """The reply that a stored message carried; its facts and findings are kept elsewhere."""
    if message.role != "assistant" or not message.meta.startswith('{"kind"'):
        return None
    import json

    return Reply.model_validate({"facts": (), "findings": ()} | json.loads(message.meta))
