"""What a conversation needs next: decided from the brief and the reading, by code alone."""

from __future__ import annotations

from assistant.briefing.fit import misfit
from assistant.briefing.gaps import missing_required, next_input
from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.workspace import Workspace
from schemas.reading import Reading
from schemas.replies import reply


def next_step(state: State, work: Workspace, reading: Reading, *, refused: tuple[str, ...]) -> State:
    """The state's `step`, and a reply where none of the steps is needed."""
    if work.process is not None:
        return _after_draft(state, work, reading, refused)
    reason = misfit(work.brief)
    if reason is not None:
        return {"step": "advise"}
    if not work.interactive:
        return _headless(work)
    if refused:
        return _refusing(work, refused)
    if state.get("questions", 0) < work.card.inputs.most_questions - 1:
        conflict = next(iter(work.brief.open_contradictions), None)
        if conflict is not None and conflict.id not in work.brief.asked:
            return {"step": "ask", "asked": conflict.id}
        wanted = next_input(work.brief, card=work.card, questions=state.get("questions", 0))
        if wanted is not None:
            return {"step": "ask", "asked": wanted.id}
    if missing_required(work.brief, card=work.card):
        return _still_missing(work)
    if state.get("phase", "intake") == "intake" and any(
        f.origin == "inferred" and not f.confirmed for f in work.brief.facts
    ):
        return {"step": "confirm"}
    return {"step": "draft"}


def _after_draft(state: State, work: Workspace, reading: Reading, refused: tuple[str, ...]) -> State:
    if refused:
        return _refusing(work, refused)
    if (
        reading.change_request
        or reading.intent in ("change", "inform")
        or work.brief.facts != work.previous_brief.facts
    ):
        return {"step": "refine", "wish": reading.change_request or state.get("message", "")}
    if reading.intent == "accept":
        told = reply("end", phrase(work, "accepted"), version=work.version, findings=work.findings)
        return {"phase": "ended", "reply": told.model_dump_json()}
    told = reply("notice", phrase(work, "say_what_to_change"), version=work.version, findings=work.findings)
    return {"reply": told.model_dump_json()}


def _headless(work: Workspace) -> State:
    missing = missing_required(work.brief, card=work.card)
    if missing:
        ids = tuple(wanted.id for wanted in missing)
        told = reply("missing", phrase(work, "missing", names=", ".join(ids)), missing=ids)
        return {"reply": told.model_dump_json()}
    return {"step": "draft"}


def _refusing(work: Workspace, refused: tuple[str, ...]) -> State:
    values = "; ".join(told.replace("|", ": ") for told in refused)
    told = reply("question", phrase(work, "refused", values=values), version=work.version, findings=work.findings)
    return {"reply": told.model_dump_json()}


def _still_missing(work: Workspace) -> State:
    missing = missing_required(work.brief, card=work.card)
    ids = tuple(wanted.id for wanted in missing)
    told = reply("question", phrase(work, "still_missing", names=", ".join(ids)), missing=ids, asks=ids[0])
    return {"reply": told.model_dump_json()}
