"""Store the document as a new version and show it, with whatever is left wrong listed."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.trouble import spent
from assistant.graph.versions import DRAFT, save_version
from assistant.graph.workspace import Workspace
from schemas.replies import reply


async def present(state: State, runtime: Runtime[Workspace]) -> State:
    """The reply that carries the document's version and findings."""
    work = runtime.context
    judged = work.judged
    if judged is None:
        raise AssertionError("present runs after a document was validated")
    work.shown = judged.document.shown
    first = work.reason == DRAFT
    number = await save_version(work, body=judged.document.body, words=judged.document.body_words)
    blockers = sum(f.weight == "blocker" for f in judged.findings)
    text = phrase(
        work,
        "written" if first else "changed",
        number=number,
        words=judged.document.body_words,
        open=len(judged.findings),
        reason=work.reason,
    )
    if blockers:
        text += " " + phrase(work, "blockers", count=blockers)
    if work.objection:
        text += " " + phrase(work, "objection", text=work.objection)
    told = reply(
        "document",
        text,
        version=number,
        findings=judged.findings,
        repairs=state.get("repairs", 0),
        spent=await spent(work),
    )
    return {"phase": "review", "asked": "", "wish": "", "step": "", "reply": told.model_dump_json()}
