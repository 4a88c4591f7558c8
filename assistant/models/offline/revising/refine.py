"""A wish about the written document as the smallest set of changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from assistant.assembly import assemble
from assistant.assembly.assemble import Parts
from assistant.models.offline.cast import Cast
from assistant.models.offline.catalog import Words
from assistant.models.offline.frame.draft import draft_frame
from assistant.models.offline.handling.draft import draft_handling
from assistant.models.offline.improvement.draft import draft_improvement
from assistant.models.offline.revising.differences import differences
from assistant.models.offline.revising.wishes import Outcome, understood
from assistant.models.offline.rules.draft import draft_rules
from assistant.models.offline.setting import setting_of
from assistant.planning import plan_for
from assistant.planning.facts import Planning
from schemas.brief import Brief
from schemas.changes import Changes, FieldChange
from schemas.process import PART_NAMES, EscalationProcess


def refine(
    process: EscalationProcess, request: str, *, brief: Brief, previous: Brief, plan: Planning | None = None
) -> Changes:
    """The changes for a wish: from the facts that it states, else from its words.

    brief: already holds what the wish states; previous: the brief the document was written from.
    """
    words = Words(brief.language)
    if brief.facts != previous.facts:
        changes = redrawn(process, brief=brief, previous=previous, plan=plan)
        if changes:
            return _changed(changes, request)
    outcome = understood(request, process, brief)
    if outcome is None:
        key = "nothing" if brief.facts != previous.facts else "unclear"
        return Changes(kind="unclear", changes=(), summary="", reply=words.say(f"talk.refine.{key}"))
    if outcome.refusal is not None:
        return Changes(kind=outcome.kind, changes=(), summary="", reply=outcome.refusal)
    changes = (*_from_facts(process, outcome, brief, plan), *outcome.changes)
    if not changes:
        return Changes(kind="unclear", changes=(), summary="", reply=words.say("talk.refine.nothing"))
    return _changed(changes, request)


def redrawn(
    process: EscalationProcess, *, brief: Brief, previous: Brief, plan: Planning | None = None
) -> tuple[FieldChange, ...]:
    """What a new draft from the brief says otherwise than a draft from the previous one."""
    now = _written_on(process)
    old = _tree(previous, plan_for(previous, today=now), process)
    new = _tree(brief, plan or plan_for(brief, today=now), process)
    current = {name: getattr(process, name).model_dump(mode="json") for name in PART_NAMES}
    return differences(old, new, current)


def parts_from(brief: Brief, plan: Planning) -> Parts:
    """All four parts."""
    setting = setting_of(brief, plan)
    frame = draft_frame(setting)
    cast = Cast(setting=setting, frame=frame)
    return Parts(
        frame=frame, rules=draft_rules(cast), handling=draft_handling(cast), improvement=draft_improvement(cast)
    )


def _from_facts(
    process: EscalationProcess, outcome: Outcome, brief: Brief, plan: Planning | None
) -> tuple[FieldChange, ...]:
    """Changes by a brief that the wish implies; facts that the real brief lacks give no basis: they are proposals."""
    if outcome.brief is None or outcome.brief.facts == brief.facts:
        return ()
    del plan
    changes = redrawn(process, brief=outcome.brief, previous=brief)
    unknown = {f.key for f in outcome.brief.facts} - {f.key for f in brief.facts}
    moved = {f.key for f in outcome.brief.facts if (old := brief.find(f.slot, f.subject)) and old.number != f.number}
    return tuple(_without_basis(change, unknown | moved) for change in changes)


def _without_basis(change: FieldChange, unknown: set[str]) -> FieldChange:
    import json

    def proposed(value: Any) -> Any:
        if isinstance(value, dict):
            inner = {name: proposed(held) for name, held in value.items()}
            basis = inner.get("basis")
            if isinstance(basis, str) and (basis in unknown or any(f"[{key}]" in basis for key in unknown)):
                inner["basis"] = "proposal"
            return inner
        return [proposed(held) for held in value] if isinstance(value, list) else value

    value = json.dumps(proposed(json.loads(change.json_value)), ensure_ascii=False)
    return change.model_copy(update={"json_value": value})


def _tree(brief: Brief, plan: Planning, process: EscalationProcess) -> dict[str, Any]:
    """The parts as they stand after assembly, as JSON."""
    whole = assemble(
        parts_from(brief, plan),
        brief=brief,
        ledger=plan.ledger,
        calendars=plan.calendars,
        authorship=process.authorship,
        fit=process.fit,
    )
    return {name: getattr(whole, name).model_dump(mode="json") for name in PART_NAMES}


def _changed(changes: tuple[FieldChange, ...], request: str) -> Changes:
    told = " ".join(request.split())[:160] or ", ".join(dict.fromkeys(c.where for c in changes))[:160]
    return Changes(kind="change", changes=changes, summary=told, reply=None)


def _written_on(process: EscalationProcess) -> datetime:
    try:
        return datetime.fromisoformat(process.authorship.written_on).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2026, 1, 5, tzinfo=UTC)
