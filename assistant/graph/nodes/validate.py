"""Check the process; decide whether it can still be repaired."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.graph.judging import judge
from assistant.graph.state import State
from assistant.graph.workspace import Progress, Workspace
from schemas.findings import Finding

WORTH_A_REPAIR = ("blocker", "serious")


async def validate(state: State, runtime: Runtime[Workspace]) -> State:
    """The findings in the workspace; `step` is `repair` while there is something worth it and the last one helped."""
    work = runtime.context
    if work.process is None:
        raise AssertionError("validate runs after a document was written")
    work.emit(Progress(step="validate", stage="begun"))
    work.judged = judge(work.process, brief=work.brief, like=work.shown)
    work.findings = work.judged.findings
    work.emit(Progress(step="validate", stage="done", detail=_counted(work.findings)))
    worth = any(f.weight in WORTH_A_REPAIR for f in work.findings)
    return {"step": "repair" if worth and state.get("step") != "exhausted" else "present"}


def _counted(findings: tuple[Finding, ...]) -> str:
    return ", ".join(f"{sum(f.weight == w for f in findings)} {w}" for w in ("blocker", "serious", "nice"))
