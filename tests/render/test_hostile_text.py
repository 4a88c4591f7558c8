"""What people and models wrote comes out of every format letter by letter, and does nothing."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache

import pytest

from assistant.render.escaping import one_line
from assistant.render.exporting import FORMATS, Format, export
from assistant.render.formats.svg import picture
from assistant.render.view import View
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.findings import Finding
from schemas.process import EscalationProcess
from schemas.walk import replace_texts

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<b>bold</b> &lt;i&gt; &amp;amp; &#60;u&#62;",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)",
    "[text](javascript:alert(1))",
    "[text](https://evil.example/x)",
    "![picture](https://evil.example/x.png)",
    "![picture](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x]: https://evil.example",
    "[a][b] [c]",
    "<https://evil.example>",
    "https://evil.example/path?a=1&b=2",
    "mailto:somebody@evil.example",
    "file:///etc/passwd",
    '#eval("1+1")',
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
    "#{ panic() }",
    "#sys.inputs",
    "#set page(width: 1pt)",
    "#let x = 1",
    "$ x^2 $",
    "\\u{1F600} \\n \\\\",
    "@label <label>",
    "// comment /* comment */",
    "= heading",
    "# heading",
    "## heading ##",
    "- item",
    "+ item",
    "1. item",
    "> quote",
    "---",
    "***",
    "```js alert(1) ```",
    "~~~ mermaid",
    "| a | b |",
    "a \\| b",
    "**bold** _slanted_ `code` ~~gone~~",
    "5* 6† ~7",
    "]]> <![CDATA[x]]>",
    "<!-- comment --> <?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
    "&lol; &#0; &#x1F; &nbsp;",
    '<w:instrText>INCLUDETEXT "\\\\\\\\evil\\\\x"</w:instrText>',
    '{ DDEAUTO cmd "/c calc" }',
    '=HYPERLINK("https://evil.example")',
    "=cmd|'/c calc'!A1",
    "{{ 7*7 }} {% x %} ${HOME}",
    "%s %d {0.__class__} {n}",
    "bell \x07 escape \x1b[31m null \x00 end",
    "feed \x0b \x0c \x85 \u2028 \u2029 end",
    "not a character \ufffe \uffff end",
    "pay \u202eme\u202c \u2066now\u2069 \ufeff end",
    "مرحبا بالعالم",
    "שלום עולם",
    "漢字かな交じり文",
    "👩‍👩‍👧 😀 🇩🇪 é ﬁ ﷽",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "zero\u200bwidth\u200djoin\u00adsoft",
    "x" * 120,
    "+3: Annex B",
    "Annex Z; Annex A",
    "<!-- annexes -->",
    "\\0000 ; } @import 'x'; {",
)
FEW = 24
"""Hostile strings that stand in a document at once."""
GROUPS = [HOSTILE[at : at + FEW] for at in range(0, len(HOSTILE), FEW)]


def poisoned(texts: tuple[str, ...]) -> EscalationProcess:
    """The sample with hostile strings in every slot for prose, one after the other."""
    taken = iter(range(10**9))

    def replaced(text: str) -> str:
        return texts[next(taken) % len(texts)] if " " in text else text

    process = replace_texts(good_process(), replaced)
    frame = process.frame
    named = {
        "tiers": tuple(tier.model_copy(update={"name": texts[i % len(texts)]}) for i, tier in enumerate(frame.tiers)),
        "roles": tuple(
            role.model_copy(update={"name": texts[-1 - i % len(texts)]}) for i, role in enumerate(frame.roles)
        ),
        "title": texts[0],
    }
    frame = frame.model_copy(update=named)
    return process.model_copy(update={"frame": frame})


@cache
def file_of(group: int, format: Format) -> bytes:
    """A poisoned document in a format."""
    texts = GROUPS[group]
    findings = tuple(
        Finding(check="E14", weight="blocker", where="/frame", what=text, mend=text, example=text) for text in texts
    )
    return export(poisoned(texts), brief=sample_brief(), findings=findings, format=format)


def squeezed(text: str) -> str:
    """The text without spaces."""
    return "".join(text.split())


def expected(text: str) -> str:
    """What a reader is to see: the text on one line without control characters, and nothing more or less."""
    return squeezed(one_line(text).replace("\ufffe", "").replace("\uffff", ""))


@cache
def word_text(group: int) -> str:
    """All text of a Word file's body."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(io.BytesIO(file_of(group, "docx"))).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


@cache
def page_text(group: int) -> str:
    """All text of a page, without its tags."""
    without = re.sub(r"<style>.*?</style>", "", file_of(group, "html").decode(), flags=re.DOTALL)
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", without)))


@cache
def pdf_text(group: int) -> str:
    """All text of a PDF."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(file_of(group, "pdf"))).pages
    return squeezed("".join(page.extract_text() for page in pages).replace("\u00ad", "-"))


@pytest.mark.parametrize("text", HOSTILE)
def test_page_shows_hostile_text_as_it_was_written(text: str) -> None:
    """In the whole page, letter by letter."""
    assert expected(text) in page_text(HOSTILE.index(text) // FEW)


@pytest.mark.parametrize("text", HOSTILE)
def test_word_file_shows_hostile_text_as_it_was_written(text: str) -> None:
    """In the whole file, letter by letter; it opens again."""
    assert expected(text) in word_text(HOSTILE.index(text) // FEW)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isascii()])
def test_pdf_shows_hostile_text_as_it_was_written(text: str) -> None:
    """Read out of the PDF again, letter by letter, for scripts whose letters its fonts have."""
    assert expected(text) in pdf_text(HOSTILE.index(text) // FEW)


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_page_has_only_the_tags_that_the_renderer_writes(group: int) -> None:
    """No tag, attribute or link comes from a text."""
    from html.parser import HTMLParser

    seen: set[tuple[str, str]] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.update((tag, name) for name, _ in attrs)
            seen.add((tag, ""))
            assert all(
                value is None or not value.startswith(("http", "java", "data")) for n, value in attrs if n == "href"
            )

    Tags().feed(file_of(group, "html").decode())
    assert not {tag for tag, _ in seen} & {"script", "img", "iframe", "object", "embed", "form", "input", "b", "u", "i"}
    assert not {name for _, name in seen if name.startswith("on") or name in ("src", "srcdoc", "action", "formaction")}


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_drawing_is_whole_xml_without_anything_that_acts(group: int) -> None:
    """Names are text of the drawing; nothing else is in it than shapes and text."""
    from lxml import etree

    drawn = picture(View(poisoned(GROUPS[group]), sample_brief()))
    assert drawn is not None
    kinds = {etree.QName(node).localname for node in etree.fromstring(drawn.svg.encode()).iter()}
    assert kinds == {"svg", "path", "rect", "circle", "text"}


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_word_file_is_whole_xml_that_leads_nowhere(group: int) -> None:
    """Every part parses, no relation leads outside, the only fields are page numbers."""
    from lxml import etree

    word = zipfile.ZipFile(io.BytesIO(file_of(group, "docx")))
    for name in word.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(word.read(name))
    everything = b"".join(word.read(name) for name in word.namelist())
    assert b'TargetMode="External"' not in everything
    assert set(re.findall(rb"<w:instrText[^>]*>([^<]*)<", everything)) <= {b"PAGE", b"NUMPAGES"}


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_pdf_does_nothing_and_leads_nowhere(group: int) -> None:
    """No script, no action, no embedded file; links lead to its own pages."""
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(file_of(group, "pdf")))
    root = str(pdf.trailer["/Root"].get_object())
    assert not re.search(r"/(JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles)\b", root)
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            told = link.get_object()
            assert "/URI" not in str(told.get("/A", ""))


@pytest.mark.parametrize("format", FORMATS)
def test_a_title_of_nothing_is_printed(format: Format) -> None:
    """An empty title, of spaces and control characters, makes a file all the same."""
    process = good_process()
    frame = process.frame.model_copy(update={"title": " \x00\u202e "})
    assert export(process.model_copy(update={"frame": frame}), brief=sample_brief(), format=format)
