"""Write the document: the frame, then the other parts side by side."""

from __future__ import annotations

import asyncio
from typing import TypeVar, cast

from langgraph.runtime import Runtime

from assistant.assembly.assemble import Parts, assemble
from assistant.briefing.fit import fit_of
from assistant.graph.calling import call
from assistant.graph.state import State
from assistant.graph.trouble import trouble
from assistant.graph.versions import DRAFT
from assistant.graph.workspace import Workspace
from assistant.models.protocol import Limits
from assistant.planning import plan_for
from assistant.planning.facts import Planning
from schemas.errors import ModelError
from schemas.noun import Noun
from schemas.process import Authorship, Frame, Handling, Improvement, Rules

DRAFT_LIMITS = Limits(max_output_tokens=16_000, deadline_s=600)
Part = TypeVar("Part", bound=Noun)


async def draft(state: State, runtime: Runtime[Workspace]) -> State:
    """The process in the workspace, or trouble; the parts already paid for are kept for the next try."""
    work = runtime.context
    plan = plan_for(work.brief, today=work.now)
    try:
        parts = await _written(work, plan)
    except ModelError as error:
        return await trouble(work, error)
    work.process = assemble(
        parts,
        brief=work.brief,
        ledger=plan.ledger,
        calendars=plan.calendars,
        authorship=Authorship(
            author=work.author.name,
            card=work.card.id,
            card_version=work.card.version,
            written_on=work.now.date().isoformat(),
        ),
        fit=fit_of(work.brief),
    )
    work.reason, work.shown = DRAFT, None
    return {"phase": "review"}


async def _written(work: Workspace, plan: Planning) -> Parts:
    shared = {"brief": work.brief, "plan": plan}

    async def part(step: str, kind: type[Part], **more: object) -> Part:
        return await call(work, step, values=more, answer=kind, limits=DRAFT_LIMITS, system_values=shared)

    frame = await part("frame", Frame)
    # All three are waited for, also when one fails: what was paid for is kept for the next try.
    rules, handling, improvement = await asyncio.gather(
        part("rules", Rules, frame=frame),
        part("handling", Handling, frame=frame),
        part("improvement", Improvement, frame=frame),
        return_exceptions=True,
    )
    for written in (rules, handling, improvement):
        if isinstance(written, BaseException):
            raise written
    return Parts(
        frame=frame,
        rules=cast(Rules, rules),
        handling=cast(Handling, handling),
        improvement=cast(Improvement, improvement),
    )
