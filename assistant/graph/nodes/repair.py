"""Have the author mend what was found: only what must change, and never for the worse."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.assembly.assemble import parts_of, reassemble
from assistant.assembly.changes import apply_changes
from assistant.graph.calling import call
from assistant.graph.judging import badness, judge
from assistant.graph.state import State
from assistant.graph.workspace import Progress, Workspace
from assistant.models.protocol import Limits
from assistant.planning import plan_for
from schemas.changes import Changes, FieldChange
from schemas.errors import InputError, ModelError
from schemas.process import EscalationProcess

REPAIR_LIMITS = Limits(max_output_tokens=8_000, deadline_s=300)


async def repair(state: State, runtime: Runtime[Workspace]) -> State:
    """The better process in the workspace, or the one there was; a failing author leaves the findings listed."""
    work = runtime.context
    process = work.process
    if process is None:
        raise AssertionError("repair runs after a document was validated")
    tried: State = {"repairs": state.get("repairs", 0) + 1}
    shared = {"brief": work.brief, "plan": plan_for(work.brief, today=work.now)}
    values = {"process": process, "findings": work.findings, "refusal": work.refusal}
    work.refusal = ""
    try:
        mended = await call(work, "repair", values=values, answer=Changes, limits=REPAIR_LIMITS, system_values=shared)
    except ModelError as error:
        work.emit(Progress(step="repair", stage="done", detail=error.what))
        return tried | {"step": "exhausted"}
    work.objection = mended.reply or work.objection
    better = best_of(process, mended.changes, work)
    if better is None:
        return tried | {"step": "refused" if work.refusal else "exhausted"}
    work.process = better
    return tried | {"step": "repaired"}


def best_of(process: EscalationProcess, changes: tuple[FieldChange, ...], work: Workspace) -> EscalationProcess | None:
    """The process with the changes that make it better: all together, else part by part; None when none does."""
    before = badness(work.findings)
    whole = changed(process, changes, work)
    if whole is not None and badness(judge(whole, brief=work.brief, like=work.shown).findings) < before:
        return whole
    best: EscalationProcess | None = None
    for name in dict.fromkeys(_section(change) for change in changes):
        some = tuple(change for change in changes if _section(change) == name)
        candidate = changed(best or process, some, work)
        if candidate is None:
            continue
        now = badness(judge(candidate, brief=work.brief, like=work.shown).findings)
        if now < before:
            best, before = candidate, now
    return best


def changed(process: EscalationProcess, changes: tuple[FieldChange, ...], work: Workspace) -> EscalationProcess | None:
    """The process with the changes, None when they cannot be made; the workspace then says why."""
    plan = plan_for(work.brief, today=work.now)
    try:
        parts = apply_changes(parts_of(process), changes)
    except InputError as error:
        work.refusal = str(error)
        return None
    return reassemble(process, parts, brief=work.brief, ledger=plan.ledger, calendars=plan.calendars)


def _section(change: FieldChange) -> str:
    return "/".join(change.where.split("/")[:3])
