"""A dropped file's bytes as text for the brief, by what the file is and not by what it is called."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from schemas.errors import InputError
from ui.page.files.apart import read_apart
from ui.page.files.rows import table_of

Kind = Literal["text", "csv", "docx", "pdf"]
SUFFIXES = (".txt", ".md", ".csv", ".docx", ".pdf")
TAKEN = "Drop a file of text, Markdown, CSV, Word (docx) or PDF."
MOST_CHARACTERS = 150_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins old Word files, and new ones that a password protects."""
PDF_WITHIN = 1_024
"""Bytes within which a PDF says that it is one."""


async def text_of(data: bytes, name: str) -> str:
    """The file's text; tables come as Markdown tables.

    Raises InputError in a sentence for a file that is empty, no text, of another kind, protected, too long, or unsafe
    to open. Word and PDF files are read in a process of their own with bounds on its time and memory.
    """
    kind = kind_of(data, name)
    if kind in ("docx", "pdf"):
        text = await read_apart(data, kind=kind)
    else:
        text = decoded(data)
        text = table_of(text) if kind == "csv" else text
    text = tidy(text)
    if not text:
        raise InputError("There is no text in this file.", do="Paste the text instead.")
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"This file has {len(text):,} characters of text; {MOST_CHARACTERS:,} can be read.",
            do="Send the part that describes your team and its promises.",
        )
    return text


def kind_of(data: bytes, name: str) -> Kind:
    """What the file is. Raises InputError for what is not taken."""
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"Files of the kind “{suffix[:12] or 'without an ending'}” are not read.", do=TAKEN)
    if not data:
        raise InputError("This file is empty.", do="Choose another one.")
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(OLD_OFFICE):
        raise InputError(
            "This Word file is protected by a password, or was saved in the old format.",
            do="Save it as .docx without a password.",
        )
    if suffix in (".docx", ".pdf"):
        raise InputError(f"This file is called {suffix} but is none.", do="Save it again, or paste the text instead.")
    return "csv" if suffix == ".csv" else "text"


def decoded(data: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16 with its mark, or what Windows writes. Raises InputError for no text."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\n\r\f" for character in text):
            return text
    raise InputError("This is not a text file.", do=TAKEN)


def tidy(text: str) -> str:
    """The text without control characters, trailing spaces and more than one empty line in a row."""
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c.isprintable())
    lines = [line.rstrip() for line in kept.split("\n")]
    return "\n".join(line for n, line in enumerate(lines) if line or (n and lines[n - 1])).strip()
