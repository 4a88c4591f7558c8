"""When the author cannot answer: said in one sentence, with everything kept."""

from __future__ import annotations

from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.workspace import Workspace
from schemas.errors import ModelError
from schemas.replies import Spent, reply


async def trouble(work: Workspace, error: ModelError, *, unread: str = "") -> State:
    """The turn's end when a call failed. `unread` is what is read again with the next message."""
    text = f"{error.what} {error.do}".strip() + " " + phrase(work, "trouble.kept")
    told = reply("trouble", text, version=work.version, findings=work.findings, spent=await spent(work))
    return {"reply": told.model_dump_json(), "unread": unread}


async def spent(work: Workspace) -> Spent | None:
    """What the conversation has used so far; None before the first call."""
    totals = await work.store.usage.totals(work.conversation_id)
    if not totals.calls:
        return None
    return Spent(
        calls=totals.calls,
        input_tokens=totals.input_tokens,
        output_tokens=totals.output_tokens,
        cache_read_tokens=totals.cache_read_tokens,
        cost_usd=None if totals.unpriced else totals.cost_usd,
        seconds=totals.seconds,
    )
