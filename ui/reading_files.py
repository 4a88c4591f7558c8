"""Reading a brief from a file: text in, or one sentence that says what to do."""

from __future__ import annotations

import sys
from pathlib import Path

from schemas.errors import InputError

LARGEST_BYTES = 2_000_000
TEXT_SUFFIXES = (".md", ".txt", ".text", ".markdown", ".csv", ".tsv", "")


def read_brief(path: Path) -> str:
    """The text of a brief; `-` is standard input. Raises InputError for what is missing, too large or no text."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    else:
        if not path.is_file():
            raise InputError(f"There is no file {path}.", do="Name a text file that holds the brief, or - for input.")
        if path.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{path} has more than {LARGEST_BYTES:,} bytes.", do="Cut it to what describes the team.")
        data = path.read_bytes()
    if len(data) > LARGEST_BYTES:
        raise InputError(f"The input has more than {LARGEST_BYTES:,} bytes.", do="Cut it to what describes the team.")
    return decoded(data, str(path))


def decoded(data: bytes, name: str) -> str:
    """The bytes as text. Raises InputError when they are not text."""
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError(f"{name} is not a text file.", do="Save the brief as plain text or Markdown in UTF-8.")
