"""A Word file's text: headings, lists and tables in their order. Macros, links to elsewhere and entities do nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from schemas.errors import InputError
from ui.page.files.rows import markdown

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MOST_RATIO = 100
MOST_UNPACKED = 200 << 20
MOST_PARTS = 5_000
SMALL = 1 << 20
"""Bytes below which one part's ratio says nothing: short texts of one repeated word pack that well."""
BROKEN = "This Word file cannot be opened."
SAVE_AGAIN = "Save it again as .docx, or paste the text instead."
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
WRAPPERS = ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "sdt")
DROPPED = ("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")
HEADING = re.compile(r"(?:heading|überschrift|título) (\d)", re.IGNORECASE)


def word_text(data: bytes) -> str:
    """The text. Raises InputError for a file that is no Word file, packed beyond reason, or broken."""
    check_packing(data)
    return "\n\n".join(block for block in _blocks(data) if block.strip())


def check_packing(data: bytes) -> None:
    """Nothing when the file may be unpacked. Raises InputError for a bomb, and for no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(BROKEN, do=SAVE_AGAIN) from error
    unpacked = sum(part.file_size for part in parts)
    swollen = any(p.file_size > SMALL and p.file_size > MOST_RATIO * max(p.compress_size, 1) for p in parts)
    if swollen or unpacked > max(MOST_RATIO * len(data), SMALL) or unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise InputError(
            "This file unpacks to far more than a document holds, so it is not opened.", do="Paste the text instead."
        )
    if "word/document.xml" not in {part.filename for part in parts}:
        raise InputError("This file is packed, but it is no Word document.", do=SAVE_AGAIN)


def _blocks(data: bytes) -> Iterator[str]:
    from docx.table import Table

    for block in _document(data).iter_inner_content():
        yield _table(block) if isinstance(block, Table) else _paragraph(block)


def _document(data: bytes) -> Any:
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    # A file with macros is read like any other; the part that holds them is never looked at.
    PartFactory.part_type_for[WITH_MACROS] = DocumentPart
    try:
        document = Package.open(io.BytesIO(data)).main_document_part.document
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise InputError(BROKEN, do=SAVE_AGAIN) from error
    _unwrap(document.element.body)
    return document


def _unwrap(body: Any) -> None:
    """Put what stands in tracked insertions and content controls where it is read."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for tag in DROPPED:
        for element in list(body.iter(space + tag)):
            element.getparent().remove(element)
    for tag in WRAPPERS:
        for element in list(body.iter(space + tag)):
            parent = element.getparent()
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)


def _paragraph(paragraph: Paragraph) -> str:
    text = paragraph.text.strip()
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = HEADING.match(style)
    if text and (heading or style == "Title"):
        return f"{'#' * min(int(heading[1]) if heading else 1, 6)} {text}"
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return f"- {text}" if text and (numbered or style.startswith("List")) else text


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        seen: set[int] = set()
        cells = []
        for cell in row.cells:
            repeated = id(cell._tc) in seen
            seen.add(id(cell._tc))
            cells.append("" if repeated else _cell(cell))
        rows.append(cells)
    return markdown([cells for cells in rows if any(cells)])


def _cell(cell: Any) -> str:
    from docx.table import Table

    return " ".join(_table(one) if isinstance(one, Table) else one.text for one in cell.iter_inner_content())
