"""Blocks in Word's own terms: runs, styles, tables whose header row repeats, links inside the file."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
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
from assistant.render.formats.paper import Paper
from assistant.render.formats.widths import column_shares, stays_whole
from assistant.render.formats.word_styles import BLUE, CELL, CODE, MARK, NOTE, RULE, SHADE

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.text.paragraph import Paragraph as WordLine

TWIPS_PER_CM = 566.93
WHITE = "FFFFFF"
PICTURE_CM = 19.0
"""The widest that the drawing is shown."""


@dataclass
class Writer:
    """Writes blocks into a container of a Word file."""

    paper: Paper
    known: frozenset[str]
    """Ids of parts that can be led to."""
    cell_style: str
    """The id of the style of a table's cells; handed over, because looking it up for each cell is slow."""
    _bookmarks: list[str] = field(default_factory=list)

    def blocks(
        self,
        into: BlockItemContainer,
        blocks: tuple[Block, ...],
        *,
        width_cm: float,
        room: int,
        color: str | None = None,
    ) -> None:
        """Writes the blocks. width_cm: of the text; room: letters of table text that fit in it; color: of headings."""
        for block, after in followed(blocks):
            match block:
                case Paragraph(line):
                    self.line(into.add_paragraph(), line)
                case Subheading(line):
                    self.line(into.add_paragraph(style="Heading 2"), line, color=color)
                case Note(line):
                    note = into.add_paragraph(style=NOTE)
                    note.paragraph_format.keep_with_next = isinstance(after, Table)
                    self.line(note, line)
                case Bullets(items):
                    for item in items:
                        self.line(into.add_paragraph(style="List Bullet"), item)
                case Table():
                    self._table(into, block, width_cm=width_cm, room=room, noted=isinstance(after, Note))
                case Drawing():
                    self._drawing(into, width_cm=width_cm)

    def heading(self, into: BlockItemContainer, line: Line, *, id: str) -> None:
        """A section's heading, with a bookmark that links lead to."""
        paragraph = into.add_paragraph(style="Heading 1")
        self._bookmarks.append(id)
        number = str(len(self._bookmarks))
        paragraph._p.append(element("w:bookmarkStart", id=number, name=bookmark(id)))
        self.line(paragraph, line)
        paragraph._p.append(element("w:bookmarkEnd", id=number))

    def line(self, paragraph: WordLine, line: Line, *, bold: bool = False, color: str | None = None) -> None:
        """The runs of a line."""
        for span in line:
            self._run(paragraph, span, bold=bold, color=color)

    def _run(self, paragraph: WordLine, span: Span, *, bold: bool, color: str | None) -> None:
        from docx.shared import RGBColor

        run: Any = paragraph.add_run(span.text)
        run.bold, run.italic = (span.strong or bold or span.mark is not None) or None, span.emphasis or None
        linked = span.target is not None and span.target in self.known
        tint = color or (MARK if span.mark is not None else BLUE if linked else None)
        if tint is not None:
            run.font.color.rgb = RGBColor.from_string(tint)
        if span.code:
            run._r.style = CODE
        if linked and span.target is not None:
            link = element("w:hyperlink", anchor=bookmark(span.target), history="1")
            run._r.addprevious(link)
            link.append(run._r)

    def _table(self, into: BlockItemContainer, table: Table, *, width_cm: float, room: int, noted: bool) -> None:
        from docx.text.paragraph import Paragraph as WordParagraph

        twips = [round(share * width_cm * TWIPS_PER_CM) for share in column_shares(table, room=room)]
        whole = stays_whole(table)
        made = bare_table(into, rows=len(table.rows) + 1, widths=twips)
        for number, (row, drawn) in enumerate(zip((table.columns, *table.rows), made._tbl.tr_lst, strict=True)):
            properties = drawn.get_or_add_trPr()
            properties.append(element("w:cantSplit"))
            head = number == 0
            if head:
                properties.append(element("w:tblHeader"))
            for place, (line, cell) in enumerate(zip(row, drawn.tc_lst, strict=True)):
                fill = BLUE if head else SHADE if number % 2 == 0 else None
                shade(cell, fill)
                cell.p_lst[0].style = self.cell_style
                paragraph = WordParagraph(cell.p_lst[0], into)
                if head or (whole and (noted or number < len(table.rows))):
                    paragraph.paragraph_format.keep_with_next = True
                self.line(paragraph, line, bold=head or (table.keyed and place == 0), color=WHITE if head else None)
        self._after(into, noted=noted)

    def _after(self, into: BlockItemContainer, *, noted: bool) -> None:
        """A little room below a table, which Word does not give. noted: a note follows that belongs to the table."""
        from docx.shared import Pt

        spacer = into.add_paragraph(style=CELL)
        spacer.paragraph_format.space_after = Pt(0)
        spacer.paragraph_format.line_spacing = Pt(4 if noted else 7)
        spacer.paragraph_format.keep_with_next = noted or None

    def _drawing(self, into: BlockItemContainer, *, width_cm: float) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        from assistant.render.formats.pdf import png_picture

        if self.paper.picture is None:
            return
        paragraph = into.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run: Any = paragraph.add_run()
        run.add_picture(io.BytesIO(png_picture(self.paper.picture)), width=Cm(min(width_cm, PICTURE_CM)))
        properties = run._r.xpath(".//wp:docPr")[0]
        properties.set("descr", self.paper.picture.alternative)
        properties.set("name", self.paper.labels["drawing"])


def bare_table(into: BlockItemContainer, *, rows: int, widths: list[int]) -> Any:
    """A table of fixed widths, in twips, with a thin line below each row."""
    from docx.shared import Twips

    made: Any = into.add_table(rows, len(widths), Twips(sum(widths)))
    made.autofit = False
    properties = made._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    margins = element("w:tblCellMar")
    for side, room in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        margins.append(element(f"w:{side}", w=str(room), type="dxa"))
    layout = properties.find(element("w:tblLayout").tag)
    layout.addprevious(borders)
    layout.addnext(margins)
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)
    for row in made._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Twips(width)
    return made


def shade(cell: Any, fill: str | None) -> None:
    """The background of a cell."""
    if fill is not None:
        cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))


def element(tag: str, **attributes: str) -> Any:
    """An element of Word's namespace with such attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def bookmark(id: str) -> str:
    """A part's id as Word's bookmarks are named."""
    return f"part_{id.replace('-', '_')}"
