"""`escalate show | compare | list | delete`: conversations that are kept."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from schemas.errors import InputError
from ui.failures import DONE
from ui.opening import session_for
from ui.writing_files import check_ending, write_document


def show_document(conversation: str, *, version: int | None, out: Path | None, store: str | None, as_json: bool) -> int:
    """Print a version of a conversation's document as Markdown, or as JSON; or write it to `out`."""
    if out is not None:
        check_ending(out)

    async def show() -> int:
        async with session_for("offline", store) as session:
            draft = await session.document(conversation, version)
            if draft is None:
                raise InputError(
                    "Nothing is written in this conversation yet.", do="Go on with escalate chat --resume."
                )
            if out is not None:
                write_document(session, draft, out)
            else:
                sys.stdout.write((draft.model_dump_json(indent=1) if as_json else session.markdown(draft)) + "\n")
            return DONE

    return asyncio.run(show())


def show_transcript(conversation: str, *, store: str | None, as_json: bool) -> int:
    """Print what was said."""

    async def show() -> int:
        async with session_for("offline", store) as session:
            messages = await session.transcript(conversation)
            if as_json:
                rows = [{"role": m.role, "text": m.text, "at": m.at.isoformat() if m.at else None} for m in messages]
                sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
            else:
                for message in messages:
                    sys.stdout.write(f"{message.role}: {message.text}\n\n")
            return DONE

    return asyncio.run(show())


def compare_versions(conversation: str, *, old: int, new: int, store: str | None) -> int:
    """Print what differs between two versions."""

    async def compare() -> int:
        async with session_for("offline", store) as session:
            sys.stdout.write(await session.difference(conversation, old=old, new=new) + "\n")
            return DONE

    return asyncio.run(compare())


def list_conversations(*, search: str | None, store: str | None, as_json: bool) -> int:
    """Print the conversations, the newest first."""

    async def listed() -> int:
        async with session_for("offline", store) as session:
            found = await session.conversations(search=search)
            if as_json:
                rows = [
                    {"id": c.id, "title": c.title, "phase": c.phase, "updated_at": c.updated_at.isoformat()}
                    for c in found
                ]
                sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
            else:
                for one in found:
                    title = " ".join(one.title.split())
                    sys.stdout.write(f"{one.id}  {one.updated_at:%Y-%m-%d %H:%M}  {one.phase:8}  {title}\n")
            return DONE

    return asyncio.run(listed())


def delete_conversation(conversation: str, *, store: str | None) -> int:
    """Delete it for good."""

    async def delete() -> int:
        async with session_for("offline", store) as session:
            await session.delete(conversation)
            sys.stdout.write("Deleted.\n")
            return DONE

    return asyncio.run(delete())
