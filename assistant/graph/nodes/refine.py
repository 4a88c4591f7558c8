"""Change the written document as the person wishes: only what must change."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.assembly.assemble import parts_of, reassemble
from assistant.assembly.changes import apply_changes
from assistant.graph.calling import call
from assistant.graph.phrases import phrase
from assistant.graph.state import MAX_REFINES, State
from assistant.graph.trouble import spent, trouble
from assistant.graph.workspace import Workspace
from assistant.models.protocol import Limits
from assistant.planning import plan_for
from schemas.changes import Changes
from schemas.errors import InputError, ModelError
from schemas.process import EscalationProcess
from schemas.replies import reply

REFINE_LIMITS = Limits(max_output_tokens=8_000, deadline_s=300)


async def refine(state: State, runtime: Runtime[Workspace]) -> State:
    """The changed process in the workspace, or a reply that says why nothing was changed."""
    work = runtime.context
    process = work.process
    if process is None:
        raise AssertionError("refine runs after a document was written")
    wish, refusal = state.get("wish", ""), ""
    for _ in range(MAX_REFINES):
        try:
            changes = await _changes(work, process, wish, refusal)
        except ModelError as error:
            work.brief = work.previous_brief
            return await trouble(work, error, unread=wish)
        if changes.kind != "change":
            return await _told(work, changes.reply or phrase(work, "say_what_to_change"))
        try:
            work.process = _changed(process, changes, work)
        except InputError as error:
            refusal = str(error)
            continue
        work.reason = changes.summary or wish[:200]
        return {"phase": "review"}
    return await _told(work, phrase(work, "change_failed"))


async def _changes(work: Workspace, process: EscalationProcess, wish: str, refusal: str) -> Changes:
    shared = {"brief": work.brief, "plan": plan_for(work.brief, today=work.now)}
    values = {"process": process, "request": wish, "previous_brief": work.previous_brief, "refusal": refusal}
    return await call(work, "refine", values=values, answer=Changes, limits=REFINE_LIMITS, system_values=shared)


def _changed(process: EscalationProcess, changes: Changes, work: Workspace) -> EscalationProcess:
    plan = plan_for(work.brief, today=work.now)
    parts = apply_changes(parts_of(process), changes.changes)
    return reassemble(process, parts, brief=work.brief, ledger=plan.ledger, calendars=plan.calendars)


async def _told(work: Workspace, text: str) -> State:
    work.brief = work.previous_brief
    told = reply("notice", text, version=work.version, findings=work.findings, spent=await spent(work))
    return {"reply": told.model_dump_json()}
