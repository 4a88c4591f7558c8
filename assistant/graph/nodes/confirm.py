"""Show what was inferred, once, before anything is written."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.graph.calling import call
from assistant.graph.nodes.ask import WORDING_LIMITS
from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.trouble import spent, trouble
from assistant.graph.workspace import Workspace
from schemas.errors import ModelError
from schemas.reading import Wording
from schemas.replies import reply


async def confirm(state: State, runtime: Runtime[Workspace]) -> State:
    """The inferred facts as cards, and a question whether they hold."""
    work = runtime.context
    inferred = tuple(f for f in work.brief.facts if f.origin == "inferred" and not f.confirmed)
    values = {"inferred": inferred, "contradictions": work.brief.contradictions, "brief": work.brief}
    try:
        wording = await call(work, "confirm", values=values, answer=Wording, limits=WORDING_LIMITS)
    except ModelError as error:
        return await trouble(work, error)
    told = reply("confirm", wording.text, facts=inferred, choices=(phrase(work, "write_it"),), spent=await spent(work))
    return {"phase": "confirm", "asked": "", "reply": told.model_dump_json()}
