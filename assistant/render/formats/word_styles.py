"""The styles of the Word file: named ones, so that its reader can change the look in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

FONT, MONO = "Calibri", "Consolas"
INK, DIM, SOFT, BLUE, RULE, SHADE, ALARM, MARK = (
    "1D2733",
    "3D4A57",
    "55636F",
    "1F4E79",
    "CFD8E1",
    "F2F6FA",
    "A3341F",
    "9A5B00",
)
NOTE, BYLINE, FACTS, CELL, CODE = "Note", "Byline", "Document Facts", "Table Text", "Code"
REGIONS = {"en": "en-GB", "de": "de-DE", "es": "es-ES"}


def set_styles(word: Document, *, language: str, rtl: bool) -> None:
    """Gives the file its fonts, sizes and distances."""
    _style(word, "Normal", size=10, after=4, line=1.07)
    _style(word, "Title", size=22, color=BLUE, bold=True, after=2)
    _style(word, "Heading 1", size=14, color=BLUE, bold=True, before=13, after=5)
    _style(word, "Heading 2", size=11, color=INK, bold=True, before=8, after=3)
    _style(word, "List Bullet", size=10, after=3, line=1.07)
    _style(word, "Header", size=8.5, color=SOFT)
    _style(word, "Footer", size=8, color=SOFT)
    _style(word, NOTE, size=9, color=SOFT, before=2, after=5)
    _style(word, BYLINE, size=10.5, color=SOFT, after=8)
    _style(word, FACTS, size=10, after=8, before=4)
    _style(word, CELL, size=9, after=0)
    _code(word)
    for name, width in (("Title", 0), ("Heading 1", 8)):
        bottom_line(word.styles[name].element.get_or_add_pPr(), color=BLUE, size=width)
    _languages(word, language=language, rtl=rtl)


def _style(
    word: Document,
    name: str,
    *,
    size: float,
    color: str = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    known = name in [style.name for style in word.styles]
    style: Any = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not known:
        style.base_style = word.styles["Normal"]
        style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    one_font(style.element.get_or_add_rPr(), FONT)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    layout.keep_with_next = name.startswith("Heading") or None


def _code(word: Document) -> None:
    """Ids and formulas within a text."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    style: Any = word.styles.add_style(CODE, WD_STYLE_TYPE.CHARACTER)
    style.font.size, style.font.color.rgb = Pt(8), RGBColor.from_string(DIM)
    one_font(style.element.get_or_add_rPr(), MONO)


def one_font(properties: Any, name: str) -> None:
    """The font for every script, in place of the theme's."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def bottom_line(properties: Any, *, color: str, size: int) -> None:
    """A line below the paragraph, in place of any that it had. size: in eighths of a point; 0 for no line.

    Word joins the lines of neighbours that are alike, so paragraphs that may meet need different sizes.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if not size:
        return
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", "3"), ("color", color)):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:jc", "w:outlineLvl", "w:rPr",
    )  # fmt: skip


def _languages(word: Document, *, language: str, rtl: bool) -> None:
    """What language Word checks the spelling in, and from which side it is read."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for told in word.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), REGIONS.get(language, language))
    if rtl:
        properties = word.styles["Normal"].element.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
