"""Writing a document to a file: the ending names the format."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from assistant.render.exporting import Format
from assistant.session import Session
from schemas.drafts import Draft
from schemas.errors import InputError

ENDINGS = (".md", ".json", *(f".{format}" for format in get_args(Format)))


def check_ending(path: Path) -> None:
    """Raises InputError for a file that no document can be written to."""
    if path.suffix.lower() not in ENDINGS:
        told = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise InputError(f"I cannot write {path.suffix or 'a file without an ending'}.", do=f"Use {told}.")


def write_document(session: Session, draft: Draft, path: Path) -> None:
    """Writes the document in the format that the file's ending names; missing folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_content(session, draft, path.suffix.lower()))


def _content(session: Session, draft: Draft, ending: str) -> bytes:
    for format in get_args(Format):
        if ending == f".{format}":
            return session.exported(draft, format)
    text = draft.model_dump_json(indent=1) if ending == ".json" else session.markdown(draft)
    return f"{text}\n".encode()
