"""Ask the one thing that was chosen; the author words it."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.graph.calling import call
from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.trouble import spent, trouble
from assistant.graph.workspace import Workspace
from assistant.models.protocol import Limits
from schemas.brief import Contradiction
from schemas.errors import ModelError
from schemas.reading import Wording
from schemas.replies import reply

WORDING_LIMITS = Limits(max_output_tokens=1_000, deadline_s=60)


async def ask(state: State, runtime: Runtime[Workspace]) -> State:
    """One question, with the recommended or an example answer."""
    work = runtime.context
    asked = state.get("asked", "")
    conflict = next((c for c in work.brief.open_contradictions if c.id == asked), None)
    try:
        text, choices = _conflict(work, conflict) if conflict else await _input(work, asked)
    except ModelError as error:
        return await trouble(work, error)
    work.brief = work.brief.model_copy(update={"asked": (*work.brief.asked, asked)})
    told = reply("question", text, asks=asked, choices=choices, spent=await spent(work))
    return {"questions": state.get("questions", 0) + 1, "phase": "intake", "reply": told.model_dump_json()}


async def _input(work: Workspace, asked: str) -> tuple[str, tuple[str, ...]]:
    wanted = work.card.input(asked)
    if wanted is None:
        raise AssertionError(f"the card has no input {asked!r}")
    language = work.brief.language
    recommended = work.card.said(wanted.recommended, language=language) if wanted.recommended else None
    spoken = wanted.model_copy(update={"example": work.card.said(wanted.example, language=language)})
    values = {"input": spoken, "brief": work.brief, "recommended": recommended}
    wording = await call(work, "ask", values=values, answer=Wording, limits=WORDING_LIMITS)
    return wording.text, tuple(text for text in (recommended, phrase(work, "you_decide")) if text)


def _conflict(work: Workspace, conflict: Contradiction) -> tuple[str, tuple[str, ...]]:
    labels = tuple(choice.label for choice in conflict.choices)
    listed = " ".join(f"{place}) {label}" for place, label in enumerate(labels, start=1))
    text = phrase(
        work,
        f"conflict.{conflict.kind}",
        left=conflict.values[0],
        right=conflict.values[1],
        example=conflict.example or "",
        choices=listed,
    )
    return text, (*labels, phrase(work, "you_decide"))
