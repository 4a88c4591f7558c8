"""The document as files that can be sent: they open again and hold what the Markdown holds."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from assistant.render.document import render
from assistant.render.exporting import FORMATS, Format, export
from assistant.render.formats.blocks import Block, Bullets, Line, Note, Paragraph, Subheading, Table, plain
from assistant.render.formats.paper import Paper, paper
from schemas.brief import Brief
from schemas.findings import Finding
from schemas.process import EscalationProcess

Changed = Callable[..., EscalationProcess]


def finding(what: str) -> Finding:
    """A blocker."""
    return Finding(check="E14", weight="blocker", where="/rules/triggers/0", what=what, mend="Mend it", example=None)


def squeezed(text: str) -> str:
    """The text without spaces and hyphens: where a line ends is the format's affair."""
    return "".join(text.replace("-", "").replace("\u00ad", "").split())


def lines_of(block: Block) -> tuple[Line, ...]:
    """All lines of a block."""
    match block:
        case Paragraph(line) | Subheading(line) | Note(line):
            return (line,)
        case Bullets(items):
            return items
        case Table(columns, rows):
            return (*columns, *(cell for row in rows for cell in row))
        case _:
            return ()


def texts_of(paper: Paper) -> list[str]:
    """Every text of a document, in reading order."""
    told = [paper.title, plain(paper.byline)]
    for part in paper.parts:
        told += [plain(part.title), *(plain(line) for block in part.blocks for line in lines_of(block))]
    return [text for text in told if text]


def text_of(file: bytes, format: Format) -> str:
    """What a reader of the file reads."""
    if format == "html":
        without = re.sub(r"<(style|svg)\b.*?</\1>", "", file.decode(), flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]*>", " ", without))
    if format == "docx":
        return " ".join(node.text or "" for node in word_texts(file))
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def word_texts(file: bytes) -> list[Any]:
    """The text nodes of a Word file's body."""
    import docx
    from docx.oxml.ns import qn

    return list(docx.Document(io.BytesIO(file)).element.body.iter(qn("w:t")))


@pytest.fixture(scope="module")
def files() -> dict[Format, bytes]:
    """The sample in every format."""
    from evals.mutants.good_b2b import good_process, sample_brief

    return {
        format: export(good_process(), brief=sample_brief(), findings=(finding("Nobody answers"),), format=format)
        for format in FORMATS
    }


@pytest.fixture
def sample(process: EscalationProcess, brief: Brief) -> Paper:
    """The sample, ready to be printed."""
    return paper(process, brief=brief, findings=(finding("Nobody answers"),))


@pytest.mark.parametrize("format", FORMATS)
def test_every_text_of_the_document_stands_in_the_file(
    files: dict[Format, bytes], sample: Paper, format: Format
) -> None:
    """Headings, cells, bullets and numbers: nothing is cut, whatever the format."""
    read = squeezed(text_of(files[format], format))
    words = [squeezed(word) for text in texts_of(sample) for word in text.split()]
    assert [word for word in words if word not in read] == []


@pytest.mark.parametrize("format", ["html", "docx"])
def test_every_line_stands_whole_in_the_file(files: dict[Format, bytes], sample: Paper, format: Format) -> None:
    """Where no page ends within a line, each is found letter by letter."""
    read = squeezed(text_of(files[format], format))
    assert [text for text in texts_of(sample) if squeezed(text) not in read] == []


def test_markdown_and_blocks_hold_the_same_words(process: EscalationProcess, brief: Brief) -> None:
    """Reading the Markdown into blocks loses no cell and no bullet."""
    printed = paper(process, brief=brief)
    rows = len(re.findall(r"^\| (?!---)", render(process, brief=brief).annexes, re.MULTILINE))
    paths = printed.picture.table if printed.picture else None
    tables = [b for part in printed.annexes for b in part.blocks if isinstance(b, Table) and b != paths]
    assert sum(len(table.rows) + 1 for table in tables) == rows


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_document_gives_the_same_bytes(
    files: dict[Format, bytes], process: EscalationProcess, brief: Brief, format: Format
) -> None:
    """Nothing of the moment or the machine's clock enters a file."""
    assert export(process, brief=brief, findings=(finding("Nobody answers"),), format=format) == files[format]


def test_open_blockers_stand_on_the_first_page_of_the_pdf(files: dict[Format, bytes]) -> None:
    """Whoever opens the file sees them first."""
    from pypdf import PdfReader

    first = PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "Nobody answers" in first


def test_pdf_has_a4_pages_upright_and_turned(files: dict[Format, bytes]) -> None:
    """Wide tables have turned pages; no page has another size."""
    from pypdf import PdfReader

    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(io.BytesIO(files["pdf"])).pages
    }
    assert sizes == {(595, 842), (842, 595)}


def test_pdf_has_an_outline_and_says_what_it_is(files: dict[Format, bytes], sample: Paper) -> None:
    """Its sections are bookmarks, its title is the document's."""
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(files["pdf"]))
    marks = [mark.title for mark in pdf.outline if not isinstance(mark, list)]
    assert marks == [plain(part.title) for part in sample.parts]
    assert pdf.metadata is not None
    assert pdf.metadata.title == sample.title


def test_pdf_pages_are_numbered_and_headed(files: dict[Format, bytes], sample: Paper) -> None:
    """Title, owner and review date above, page and legend below."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(files["pdf"])).pages
    second = pages[1].extract_text()
    for told in (sample.title, f"Owner: {sample.owner}", f"Next review: {sample.review_on}", f"Page 2 of {len(pages)}"):
        assert told in second


def test_word_file_has_headings_that_its_navigation_knows(files: dict[Format, bytes], sample: Paper) -> None:
    """Every section is a `Heading 1`, in order."""
    import docx

    word = docx.Document(io.BytesIO(files["docx"]))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [plain(part.title) for part in sample.parts]


def test_word_tables_repeat_their_header_and_keep_their_width(files: dict[Format, bytes]) -> None:
    """Header rows repeat, rows are not torn, no table is wider than its page."""
    import docx
    from docx.oxml.ns import qn

    word = docx.Document(io.BytesIO(files["docx"]))
    tables = [t for t in word.tables if len(t.rows) > 1]
    assert all(
        t.rows[0]._tr.trPr is not None and t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in tables
    )
    assert max(sum(c.w or 0 for c in t._tbl.tblGrid.gridCol_lst) for t in tables) <= 26 * 360_000


def test_word_header_and_footer_say_what_it_is(files: dict[Format, bytes], sample: Paper) -> None:
    """Title, owner and review date above; a page number below, in every section."""
    import docx

    word = docx.Document(io.BytesIO(files["docx"]))
    for section in word.sections:
        above = section.header.paragraphs[0].text
        assert all(told in above for told in (sample.title, sample.owner, sample.review_on))
        assert "NUMPAGES" in section.footer._element.xml


@pytest.mark.parametrize("format", ["html", "docx"])
def test_the_drawing_is_in_the_file(files: dict[Format, bytes], format: Format) -> None:
    """As vectors in the page, as a picture in the Word file."""
    if format == "html":
        assert b"<svg" in files["html"]
    else:
        names = zipfile.ZipFile(io.BytesIO(files["docx"])).namelist()
        assert any(name.startswith("word/media/") for name in names)


def test_word_file_leads_nowhere_outside(files: dict[Format, bytes]) -> None:
    """No external relation, no macro, no embedded object."""
    word = zipfile.ZipFile(io.BytesIO(files["docx"]))
    links = b"".join(word.read(name) for name in word.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in links
    assert not [name for name in word.namelist() if "vba" in name.lower() or "embeddings" in name]


def test_page_loads_and_runs_nothing(files: dict[Format, bytes]) -> None:
    """No script, no address to load, no handler; a policy that forbids them all."""
    page = files["html"].decode()
    assert "Content-Security-Policy" in page
    without = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.search(r"<script|\bsrc=|\bon\w+=|https?://|@import|url\(", without, re.IGNORECASE) is None


def test_a_mark_of_origin_says_what_it_means(files: dict[Format, bytes]) -> None:
    """On hover, beside the legend that every format has."""
    assert '<span class="mark" title="proposed">*</span>' in files["html"].decode()


def test_links_of_the_page_lead_to_its_own_parts(files: dict[Format, bytes]) -> None:
    """Each reference to an annex leads to that annex."""
    page = files["html"].decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize(("language", "says"), [("de", "Anhänge"), ("es", "Anexos")])
def test_labels_are_in_the_document_s_language(
    process: EscalationProcess, brief: Brief, with_parts: Changed, language: str, says: str
) -> None:
    """What the format adds speaks as the document does."""
    voice = process.frame.voice.model_copy(update={"language": language})
    page = export(with_parts(process, frame={"voice": voice}), brief=brief, format="html").decode()
    assert says in page
    assert f'<html lang="{language}"' in page


def test_a_language_that_is_none_is_not_written_into_the_page(
    process: EscalationProcess, brief: Brief, with_parts: Changed
) -> None:
    """The language's code comes from a model; only letters of a code are taken."""
    voice = process.frame.voice.model_copy(update={"language": '"><script>'})
    made = export(with_parts(process, frame={"voice": voice}), brief=brief, format="pdf")
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("size", [{"tiers": 1}, {"tiers": 9, "issues": 30, "triggers": 120}, {"partners": False}])
def test_small_and_large_processes_are_drawn_and_printed(brief: Brief, of_size: Changed, size: dict[str, Any]) -> None:
    """One tier, or nine with 120 triggers: the PDF comes out, with all of its rules."""
    from pypdf import PdfReader

    made = export(of_size(**size), brief=brief, format="pdf")
    assert len(PdfReader(io.BytesIO(made)).pages) > 5
