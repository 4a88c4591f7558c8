"""Say that a tiered process does not fit, why, and what would."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.briefing.fit import misfit
from assistant.graph.calling import call
from assistant.graph.nodes.ask import WORDING_LIMITS
from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.trouble import spent, trouble
from assistant.graph.workspace import Workspace
from schemas.errors import ModelError
from schemas.reading import Wording
from schemas.replies import reply


async def advise(state: State, runtime: Runtime[Workspace]) -> State:
    """The advice, and the way to go on all the same."""
    work = runtime.context
    values = {"reason": misfit(work.brief) or "", "brief": work.brief}
    try:
        wording = await call(work, "advise", values=values, answer=Wording, limits=WORDING_LIMITS)
    except ModelError as error:
        return await trouble(work, error)
    told = reply("advice", wording.text, choices=(phrase(work, "insist"),), spent=await spent(work))
    return {"phase": "advised", "asked": "", "reply": told.model_dump_json()}
