"""The document as a PDF, typeset by typst from a fixed template; texts are handed over as data, never as source."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.render.formats.blocks import (
    Block,
    Bullets,
    Drawing,
    Line,
    Note,
    Paragraph,
    Span,
    Subheading,
    Table,
    followed,
)
from assistant.render.formats.paper import Paper, Part
from assistant.render.formats.svg import Picture
from assistant.render.formats.widths import BESIDE, TURNED, UPRIGHT, column_shares, stays_whole

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).parent / "pdf.typ"
PICTURE_SOURCE = b"""
#set page(width: auto, height: auto, margin: 2pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 720pt)
"""
PICTURE_DPI = 200
_WORD = re.compile(r"\S+|\s+")
_AFTER = re.compile(r"(?<=[/_.:,;()\[\]=@\-])(?=[^\s/_.:,;()\[\]=@\-])")
_LONGEST_PIECE = 10
LONGEST_LETTERS, LONGEST_IN_PROSE = 40, 64


def pdf_file(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes with the same fonts and version of typst."""
    return _compiled(TEMPLATE.read_bytes(), {"paper": json.dumps(_data(paper))}, "pdf", _moment(paper.written_on))


def png_picture(picture: Picture) -> bytes:
    """The drawing as PNG, for formats that know no SVG."""
    return _compiled(PICTURE_SOURCE, {"svg": picture.svg}, "png", _moment(""))


def _compiled(source: bytes, inputs: dict[str, str], format: Any, moment: datetime) -> bytes:
    import typst

    compiler = typst.Compiler(source, font_paths=_fonts(), sys_inputs=inputs)
    made = compiler.compile(format=format, ppi=PICTURE_DPI, timestamp=moment)
    if not isinstance(made, bytes):
        raise AssertionError("one file comes back where no file was named")
    return made


@cache
def _fonts() -> Fonts:
    """Source Sans Pro and typst's own; the machine's fonts only for letters that these do not have."""
    import typst

    return typst.Fonts(font_paths=[Path(str(files("font_source_sans_pro"))) / "files"])


def _moment(written_on: str) -> datetime:
    try:
        return datetime.fromisoformat(written_on).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


def _data(paper: Paper) -> dict[str, Any]:
    drawn = paper.picture
    return {
        "title": paper.title,
        "language": paper.language,
        "owner": paper.owner,
        "facts": paper.facts,
        "running": " · ".join(f"{label}: {value}" for label, value in paper.facts if value != paper.written_on),
        "byline": _line(paper.byline),
        "alerts": _blocks(paper.alerts, room=UPRIGHT),
        "parts": [_part(part) for part in paper.parts],
        "legend": _line(paper.legend),
        "picture": {"svg": drawn.svg, "alternative": drawn.alternative} if drawn is not None else None,
        "labels": paper.labels,
        "page": paper.page,
    }


def _part(part: Part) -> dict[str, Any]:
    room = TURNED if part.wide else UPRIGHT
    blocks = _blocks(part.blocks, room=room)
    return {"id": part.id, "title": _line(part.title), "annex": part.annex, "wide": part.wide, "blocks": blocks}


def _blocks(blocks: Sequence[Block], *, room: int) -> list[dict[str, Any]]:
    """The blocks; a note stays with the table that it stands before, a short table with the note after it."""
    return [
        _block(block, room=room) | {"leads": isinstance(after, Table), "noted": isinstance(after, Note)}
        for block, after in followed(blocks)
    ]


def _block(block: Block, *, room: int) -> dict[str, Any]:
    match block:
        case Paragraph(line):
            return {"kind": "paragraph", "line": _line(line)}
        case Subheading(line):
            return {"kind": "subheading", "line": _line(line)}
        case Note(line):
            return {"kind": "note", "line": _line(line)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_line(item) for item in items]}
        case Table():
            return _table(block, room=room)
        case Drawing():
            return {"kind": "drawing"}


def _table(table: Table, *, room: int) -> dict[str, Any]:
    shares = column_shares(table, room=room)
    most = [int(share * room) - BESIDE for share in shares]
    return {
        "kind": "table",
        "keyed": table.keyed,
        "whole": stays_whole(table),
        "widths": shares,
        "columns": _row(table.columns, most),
        "rows": [_row(row, most) for row in table.rows],
    }


def _row(row: Sequence[Line], most: Sequence[int]) -> list[list[dict[str, Any]]]:
    """most: the letters of a line, by column."""
    return [_line(cell, most=letters) for cell, letters in zip(row, most, strict=True)]


def _line(line: Line, *, most: int = LONGEST_IN_PROSE) -> list[dict[str, Any]]:
    return [_span(span, most=most) for span in line]


def _span(span: Span, *, most: int) -> dict[str, Any]:
    return {
        "text": breakable(span.text, most=most),
        "code": span.code,
        "mark": span.mark,
        "target": span.target,
        "emphasis": span.emphasis,
        "strong": span.strong,
    }


def breakable(text: str, *, most: int) -> str | list[str]:
    """The text, in pieces between which a line may end where a word is longer than `most` letters."""
    if not any(_too_long(word, most) for word in text.split()):
        return text
    pieces = [""]
    for word in _WORD.findall(text):
        parts = _parts(word) if _too_long(word, most) else [word]
        pieces[-1] += parts[0]
        pieces += parts[1:]
    return pieces


def _too_long(word: str, most: int) -> bool:
    """Whether a word must be broken; one of letters only is hyphenated, unless it is longer than any real one."""
    letters_only = word.strip(string.punctuation).isalpha()
    return len(word) > (max(LONGEST_LETTERS, min(most, LONGEST_IN_PROSE)) if letters_only else most)


def _parts(word: str) -> list[str]:
    """The word after each of its signs, and what is still too long in pieces."""
    short = []
    for part in _AFTER.split(word):
        short += [part[at : at + _LONGEST_PIECE] for at in range(0, len(part), _LONGEST_PIECE)]
    return short
