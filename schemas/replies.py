"""What a turn gives back to the person."""

from __future__ import annotations

from typing import Literal

from schemas.facts import Fact
from schemas.findings import Finding
from schemas.noun import Noun

Kind = Literal[
    "question",  # one thing is asked
    "confirm",  # what was inferred is shown, to be agreed to or corrected
    "advice",  # a tiered process does not fit
    "document",  # a document was written or changed
    "notice",  # a command was carried out, or a remark
    "missing",  # without asking: required facts are missing and nothing was written
    "trouble",  # the author could not be reached; nothing is lost
    "end",  # the document was accepted
]


class Spent(Noun):
    """What the conversation's calls have used so far."""

    calls: int
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cost_usd: float | None
    """None when the price of a call is not known."""
    seconds: float


class Reply(Noun):
    """One answer of the assistant."""

    kind: Kind
    text: str
    """Plain text for the person, in the person's language."""
    asks: str | None
    """The id of the input or contradiction that is asked."""
    choices: tuple[str, ...]
    """Answers to offer as buttons, the recommended one first."""
    facts: tuple[Fact, ...]
    """What to show as cards: the inferred facts when asking to confirm them."""
    missing: tuple[str, ...]
    """The ids of required inputs that are missing."""
    version: int | None
    """The document's current version."""
    findings: tuple[Finding, ...]
    """What is left wrong in the document."""
    repairs: int
    """Repair rounds that this turn took."""
    spent: Spent | None


def reply(kind: Kind, text: str, **fields: object) -> Reply:
    """A reply with everything empty that is not given."""
    blank: dict[str, object] = {
        "asks": None,
        "choices": (),
        "facts": (),
        "missing": (),
        "version": None,
        "findings": (),
        "repairs": 0,
        "spent": None,
    }
    return Reply.model_validate(blank | fields | {"kind": kind, "text": text})
