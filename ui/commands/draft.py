"""`escalate draft`: from a brief to a document without a question."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from assistant.graph.workspace import Progress
from assistant.session import Session
from schemas.drafts import Draft
from schemas.replies import Reply
from ui.failures import BLOCKERS, DONE, MISSING, TROUBLE, UNFIT, WRONG_USE
from ui.opening import session_for
from ui.reading_files import read_brief
from ui.writing_files import check_ending, write_document

CODES = {"missing": MISSING, "advice": UNFIT, "trouble": TROUBLE, "notice": WRONG_USE, "question": MISSING}


def run(*, file: Path, out: Path | None, assume: bool, model: str, store: str | None, as_json: bool) -> int:
    """Draft from `file` and write to `out` or standard output; the exit code."""
    brief = read_brief(file)
    if out is not None:
        check_ending(out)
    return asyncio.run(_draft(brief, out=out, assume=assume, model=model, store=store, as_json=as_json))


async def _draft(brief: str, *, out: Path | None, assume: bool, model: str, store: str | None, as_json: bool) -> int:
    async with session_for(model, store) as session:
        conversation = await session.start()
        reply = await session.reply(
            conversation.id,
            brief,
            interactive=False,
            assume=assume,
            on_progress=_told if sys.stderr.isatty() else _quiet,
        )
        draft = await session.document(conversation.id)
        if reply.kind != "document" or draft is None:
            sys.stdout.write(reply.model_dump_json(indent=1) + "\n" if as_json else "")
            sys.stderr.write(f"{reply.text}\n")
            return CODES.get(reply.kind, TROUBLE)
        _write(session, draft, reply, out=out, as_json=as_json)
        sys.stderr.write(f"{reply.text}\nConversation: {conversation.id}\n")
        return BLOCKERS if any(f.weight == "blocker" for f in draft.findings) else DONE


def _write(session: Session, draft: Draft, reply: Reply, *, out: Path | None, as_json: bool) -> None:
    if out is None:
        sys.stdout.write((draft.model_dump_json(indent=1) if as_json else session.markdown(draft)) + "\n")
        return
    write_document(session, draft, out)
    if as_json:
        sys.stdout.write(reply.model_dump_json(indent=1) + "\n")


def _quiet(progress: Progress) -> None:
    """Nobody watches."""


def _told(progress: Progress) -> None:
    if progress.stage == "begun":
        sys.stderr.write(f"  {progress.step} ...\n")
