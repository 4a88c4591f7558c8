"""The document as a Word file: headings for the navigation pane, header and footer, turned pages for wide tables."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.render.formats.blocks import Span
from assistant.render.formats.paper import Paper
from assistant.render.formats.widths import TURNED, UPRIGHT
from assistant.render.formats.word_blocks import TWIPS_PER_CM, Writer, bare_table, element, shade
from assistant.render.formats.word_styles import ALARM, BLUE, BYLINE, CELL, FACTS, RULE, bottom_line, set_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

SHORT_CM, LONG_CM, MARGIN_CM = 21.0, 29.7, 2.0
ALARM_SHADE = "FDF3F0"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same document gives the same bytes."""


def word_file(paper: Paper) -> bytes:
    """The .docx file; the same paper gives the same bytes."""
    import docx

    word = docx.Document()
    set_styles(word, language=paper.language, rtl=paper.direction == "rtl")
    _properties(word, paper)
    _as_today(word)
    writer = Writer(paper, frozenset(part.id for part in paper.parts), word.styles[CELL].style_id)
    _set_page(word.sections[0], paper, writer, wide=False)
    word.sections[0].different_first_page_header_footer = True
    _first_page(word, paper, writer)
    _parts(word, paper, writer)
    written = io.BytesIO()
    word.save(written)
    return _same_bytes(written.getvalue())


def _first_page(word: Document, paper: Paper, writer: Writer) -> None:
    word.add_paragraph(paper.title, style="Title")
    writer.line(word.add_paragraph(style=BYLINE), paper.byline)
    facts = word.add_paragraph(style=FACTS)
    for i, (label, value) in enumerate(paper.facts):
        facts.add_run(f"{'    ' if i else ''}{label}: ")
        facts.add_run(value).bold = True
    bottom_line(facts._p.get_or_add_pPr(), color=BLUE, size=12)
    if paper.alerts:
        _alerts(word, paper, writer)


def _alerts(word: Document, paper: Paper, writer: Writer) -> None:
    """What must be settled first, in a shaded box."""
    width = SHORT_CM - 2 * MARGIN_CM
    box = bare_table(word._body, rows=1, widths=[round(width * TWIPS_PER_CM)])
    properties = box._tbl.tr_lst[0].tc_lst[0].get_or_add_tcPr()
    borders, margins = element("w:tcBorders"), element("w:tcMar")
    borders.append(element("w:left", val="single", sz="36", space="0", color=ALARM))
    borders.append(element("w:bottom", val="nil"))
    for side, room in (("top", "60"), ("left", "220"), ("bottom", "100"), ("right", "160")):
        margins.append(element(f"w:{side}", w=room, type="dxa"))
    properties.append(borders)
    shade(box._tbl.tr_lst[0].tc_lst[0], ALARM_SHADE)
    properties.append(margins)
    inside = box.rows[0].cells[0]
    writer.blocks(inside, paper.alerts, width_cm=width - 1, room=UPRIGHT, color=ALARM)
    inside._tc.remove(inside.paragraphs[0]._p)
    word.add_paragraph(style=CELL)


def _parts(word: Document, paper: Paper, writer: Writer) -> None:
    from docx.enum.section import WD_SECTION

    wide, begun = False, False
    for part in paper.parts:
        turned = part.wide != wide
        if turned:
            wide = part.wide
            _set_page(word.add_section(WD_SECTION.NEW_PAGE), paper, writer, wide=wide)
        if part.annex and not begun:
            begun = True
            _contents(word, paper, writer, on_new_page=not turned)
        writer.heading(word._body, part.title, id=part.id)
        width = (LONG_CM if wide else SHORT_CM) - 2 * MARGIN_CM
        writer.blocks(word._body, part.blocks, width_cm=width, room=TURNED if wide else UPRIGHT)


def _contents(word: Document, paper: Paper, writer: Writer, *, on_new_page: bool) -> None:
    """The annexes, each a link."""
    heading = word.add_paragraph(paper.labels["annexes"], style="Title")
    heading.paragraph_format.page_break_before = on_new_page
    for part in paper.annexes:
        line = tuple(Span(span.text, span.strong, span.emphasis, span.code, None, part.id) for span in part.title)
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        writer.line(paragraph, line)


def _set_page(section: Section, paper: Paper, writer: Writer, *, wide: bool) -> None:
    """A4, upright or turned, with the header and the footer that fit its width."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(LONG_CM), Cm(SHORT_CM)) if wide else (Cm(SHORT_CM), Cm(LONG_CM))
    section.left_margin = section.right_margin = section.bottom_margin = Cm(MARGIN_CM)
    section.top_margin, section.header_distance, section.footer_distance = Cm(2.3), Cm(1.1), Cm(0.9)
    section.different_first_page_header_footer = False
    width = (LONG_CM if wide else SHORT_CM) - 2 * MARGIN_CM
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    running = " · ".join(f"{label}: {value}" for label, value in paper.facts if value != paper.written_on)
    header: Any = _tabbed(section.header.paragraphs[0], width)
    header.add_run(paper.title).bold = True
    header.add_run(f"\t{running}")
    bottom_line(header._p.get_or_add_pPr(), color=RULE, size=4)
    footers = [section.footer.paragraphs[0]]
    if not wide:
        section.first_page_footer.is_linked_to_previous = False
        footers.append(section.first_page_footer.paragraphs[0])
    for footer in footers:
        writer.line(_tabbed(footer, width), paper.legend)
        _page_number(footer, paper.page)


def _tabbed(paragraph: Any, width_cm: float) -> Any:
    """The paragraph with one tab stop, at its right end."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    stops = paragraph.paragraph_format.tab_stops
    for inherited in paragraph.style.paragraph_format.tab_stops:
        stops.add_tab_stop(inherited.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Cm(width_cm), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _page_number(paragraph: Any, told: str) -> None:
    """`Page 1 of 9` with Word's own counters in place of the slots."""
    before, _, rest = told.partition("{n}")
    between, _, after = rest.partition("{total}")
    paragraph.add_run(f"\t{before}")
    _counter(paragraph, "PAGE")
    paragraph.add_run(between)
    _counter(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _counter(paragraph: Any, name: str) -> None:
    instruction = element("w:instrText")
    instruction.text = name
    for piece in (element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(piece)
    paragraph.add_run("1")
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def _as_today(word: Document) -> None:
    """Lay out as current versions of Word do; without this, Word imitates its version of 2007."""
    settings: Any = word.settings.element
    for old in settings.findall(element("w:compat").tag):
        settings.remove(old)
    compat = element("w:compat")
    schema = "http://schemas.microsoft.com/office/word"
    compat.append(element("w:compatSetting", name="compatibilityMode", uri=schema, val="15"))
    settings.insert_element_before(
        compat, "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
        "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
    )  # fmt: skip


def _properties(word: Document, paper: Paper) -> None:
    try:
        moment = datetime.fromisoformat(paper.written_on).replace(tzinfo=UTC)
    except ValueError:
        moment = datetime(2000, 1, 1, tzinfo=UTC)
    told = word.core_properties
    told.title, told.author, told.comments, told.keywords = paper.title[:255], paper.owner[:255], "", ""
    told.created = told.modified = moment
    told.last_modified_by, told.language = "", paper.language
    links = word.part.package.rels
    for id in [id for id, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(id)


def _same_bytes(file: bytes) -> bytes:
    """The file with one date for everything inside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, EARLIEST), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
