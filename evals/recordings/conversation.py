"""Holding a case's conversation to its end, and measuring it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from assistant.graph.workspace import Progress
from assistant.session import Session
from evals.recordings.cases import Case
from evals.recordings.facts import missing_facts
from evals.recordings.values import value_counts
from schemas.drafts import Draft
from schemas.replies import Reply

MOST_TURNS = 14


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What came of a conversation."""

    transcript: str
    draft: Draft | None
    figures: dict[str, Any]


@dataclass(kw_only=True)
class Watch:
    """What the assistant reported while it worked."""

    validations: list[str] = field(default_factory=list)
    """The findings' counts after each validation, in order."""

    def __call__(self, progress: Progress) -> None:
        if progress.step == "validate" and progress.stage == "done":
            self.validations.append(progress.detail)


async def converse(session: Session, case: Case) -> Recorded:
    """The conversation: opening, answers, the document, the changes wished for, acceptance."""
    conversation = (await session.start(title=case.title)).id
    watch, said, questions = Watch(), [], 0
    text, changes, first = case.first_message, list(case.changes), None
    began = time.monotonic()
    for _ in range(MOST_TURNS):
        answer = await session.reply(conversation, text, on_progress=watch)
        said += [f"**Lead**\n\n{text}", f"**Assistant** ({answer.kind})\n\n{_shown(answer)}"]
        if answer.kind in ("trouble", "end"):
            break
        if answer.kind in ("question", "confirm"):
            questions += 1
            text = case.answer_to(answer.asks) if answer.kind == "question" else (answer.choices or ("ok",))[0]
        elif answer.kind == "advice":
            text = (answer.choices or ("insist",))[0]
        elif answer.kind == "document" and first is None:
            first = await _measured(session, conversation, answer, watch)
            text = changes.pop(0) if changes else "accept"
        else:
            text = changes.pop(0) if changes else "accept"
    draft = await session.document(conversation)
    figures = {"case": case.name, "questions": questions, "seconds": round(time.monotonic() - began, 1)}
    figures |= {"first_document": first} if first else {}
    figures |= await _final(session, conversation, case, draft, answer)
    return Recorded(transcript="\n\n---\n\n".join(said) + "\n", draft=draft, figures=figures)


async def _measured(session: Session, conversation: str, answer: Reply, watch: Watch) -> dict[str, Any]:
    draft = await session.document(conversation)
    return {
        "first_draft_findings": watch.validations[0] if watch.validations else "",
        "after_each_validation": list(watch.validations),
        "repairs": answer.repairs,
        "words": draft.body_words if draft else None,
    }


async def _final(session: Session, conversation: str, case: Case, draft: Draft | None, answer: Reply) -> dict[str, Any]:
    totals = await session.store.usage.totals(conversation)
    figures: dict[str, Any] = {
        "ended": answer.kind,
        "calls": totals.calls,
        "input_tokens": totals.input_tokens,
        "output_tokens": totals.output_tokens,
    }
    if draft is None:
        return figures
    missing = missing_facts(draft, case.facts)
    return figures | {
        "words": draft.body_words,
        "open_findings": [f"{f.check} {f.weight} {f.where}: {f.what}" for f in draft.findings],
        "open_blockers": sum(f.weight == "blocker" for f in draft.findings),
        "facts": len(case.facts),
        "facts_missing": [known.model_dump(exclude_defaults=True) for known in missing],
        "values": value_counts(draft),
    }


def _shown(answer: Reply) -> str:
    cards = [f"- {f.key}: {f.text or f.number} ({f.rule})" for f in answer.facts]
    choices = [f"- [{choice}]" for choice in answer.choices]
    return "\n".join([answer.text, *cards, *choices])
