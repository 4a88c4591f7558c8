"""Documents as files, for their owner alone."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from assistant.session import Session
from schemas.drafts import Draft
from schemas.errors import ConversationNotFound, InputError
from ui.page.house import House

KINDS = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
FILE = re.compile(r"(current|[0-9]{1,6})\.([a-z]{2,4})")
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
LONGEST_STEM = 80
RENDERING_AT_ONCE = 2


def document_routes(house: House) -> APIRouter:
    """GET /documents/{conversation}/{version}.{format}: a version as a file; `current` is the newest."""
    routes = APIRouter()
    rendering = asyncio.Semaphore(RENDERING_AT_ONCE)

    @routes.get("/documents/{conversation_id}/{file}")
    async def document(conversation_id: str, file: str, request: Request) -> Response:
        found = FILE.fullmatch(file)
        if found is None or found[2] not in KINDS:
            raise ConversationNotFound("There is no such file.", do="Open the conversation and download it there.")
        session, conversation = await house.session_of(house.owner(request), conversation_id)
        draft = await _draft(session, conversation.id, found[1])
        async with rendering:
            data = await asyncio.to_thread(exported, session, draft, found[2])
        name = _file_name(draft.process.frame.title or conversation.title, found[1], found[2])
        return Response(data, headers=_headers(name, found[2]))

    return routes


def exported(session: Session, draft: Draft, format: str) -> bytes:
    """The version as a file's bytes. Raises InputError for a format that cannot be written."""
    if format == "md":
        return session.markdown(draft).encode()
    if format == "json":
        return draft.model_dump_json(indent=1).encode()
    export = getattr(session, "exported", None)
    if export is None:
        raise InputError(f"I cannot write {format}.", do="Take Markdown or JSON.")
    data = export(draft, format)
    return data if isinstance(data, bytes) else str(data).encode()


async def _draft(session: Session, conversation_id: str, version: str) -> Draft:
    number = None if version == "current" else int(version)
    if number is not None and number not in {one.number for one in await session.versions(conversation_id)}:
        raise ConversationNotFound("There is no such version.", do="Look under Versions which there are.")
    draft = await session.document(conversation_id, number)
    if draft is None:
        raise ConversationNotFound("Nothing is written in this conversation yet.", do="Answer the questions first.")
    return draft


def _headers(name: str, format: str) -> dict[str, str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return {
        "Content-Type": KINDS[format],
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-store",
    }


def _file_name(title: str, version: str, format: str) -> str:
    """A name that is one on every system."""
    stem = re.sub(r"[^\w .-]+", " ", title)
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST_STEM].strip(" .") or "Escalation process"
    return f"{stem}{'' if version == 'current' else f' v{version}'}.{format}"
