"""Read the message into the brief, and see what the brief needs next."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.briefing.choices import delegate
from assistant.briefing.contradictions import with_contradictions
from assistant.briefing.defaults import confirmed, with_defaults
from assistant.briefing.fold import Folded, fold
from assistant.graph.calling import call
from assistant.graph.next_step import next_step
from assistant.graph.state import State
from assistant.graph.trouble import trouble
from assistant.graph.workspace import Workspace
from assistant.models.protocol import Limits
from schemas.brief import Contradiction
from schemas.errors import ModelError
from schemas.reading import Reading

READING_LIMITS = Limits(max_output_tokens=8_000, deadline_s=180)


async def extract(state: State, runtime: Runtime[Workspace]) -> State:
    """The brief with all that the message says; `step` names what comes next."""
    work = runtime.context
    message = "\n\n".join(part for part in (state.get("unread", ""), state.get("message", "")) if part.strip())
    try:
        reading = await _read(state, work, message)
    except ModelError as error:
        return await trouble(work, error, unread=message)
    folded = _folded(state, work, reading, message)
    work.brief = with_contradictions(folded.brief, today=work.now)
    if state.get("phase") == "confirm" and not folded.refused:
        work.brief = confirmed(work.brief)
    work.brief = with_defaults(work.brief, card=work.card, assume=work.assume and not work.interactive)
    return next_step(state, work, reading, refused=folded.refused) | {"unread": "", "message": ""}


async def _read(state: State, work: Workspace, message: str) -> Reading:
    values = {
        "message": message,
        "brief": work.brief,
        "phase": state.get("phase", "intake"),
        "asked": state.get("asked") or None,
        "slots": work.card.slots,
        "document": work.process is not None,
    }
    return await call(work, "read", values=values, answer=Reading, limits=READING_LIMITS)


def _folded(state: State, work: Workspace, reading: Reading, message: str) -> Folded:
    """The reading in the brief. What is said about a written document or in answer to a shown value replaces it."""
    if state.get("phase") in ("review", "confirm", "ended"):
        facts = tuple(fact.model_copy(update={"replaces": True}) for fact in reading.facts)
        reading = reading.model_copy(update={"facts": facts})
    slots = {slot.id for slot in work.card.slots}
    asked = state.get("asked", "")
    if reading.intent == "delegate" and not reading.facts and asked and (conflict := _open(work, asked)):
        work.brief = delegate(work.brief, conflict)
    elif reading.intent == "delegate" and asked and (wanted := work.card.input(asked)) and not wanted.met(work.brief):
        reading = reading.model_copy(update={"delegated": (*reading.delegated, *wanted.slots)})
    return fold(work.brief, reading, message=message, turn=state.get("turn", 1), slots=slots)


def _open(work: Workspace, asked: str) -> Contradiction | None:
    return next((c for c in work.brief.open_contradictions if c.id == asked), None)
