"""Dropped files: read as text, or refused in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import InputError
from ui.page.files.uploads import text_of
from ui.page.files.word import check_packing

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def word_file(build: Callable[[Any], None]) -> bytes:
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The file with parts put in the place of its own, or added."""
    named = {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, named.pop(name, old.read(name)))
        for name, content in named.items():
            new.writestr(name, content)
    return out.getvalue()


def pdf_file(*, password: str | None = None, text: str = "Tier 1 has 20 people") -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        | {NameObject("/BaseFont"): NameObject("/Helvetica")}
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (b"Tier 1 has 20 people.\r\n\r\n\r\n\r\nYes.  \r\n", "brief.txt", "Tier 1 has 20 people.\n\nYes."),
        ("\ufeffWir f\u00fchren".encode(), "b.md", "Wir f\u00fchren"),
        ("Wir f\u00fchren".encode("cp1252"), "b.TXT", "Wir f\u00fchren"),
        ("Wir f\u00fchren".encode("utf-16"), "b.txt", "Wir f\u00fchren"),
        (b"<script>alert(1)</script>", "b.txt", "<script>alert(1)</script>"),
    ],
)
async def test_text_is_read_as_it_is(data: bytes, name: str, text: str) -> None:
    """In the encodings that people's programs write; HTML stays text."""
    assert await text_of(data, name) == text


@pytest.mark.parametrize(
    "csv",
    [
        b"Tier,People\nTier 1,20\nTier 2,6\n",
        b"Tier;People\nTier 1;20\nTier 2;6\n",
        b"Tier\tPeople\nTier 1\t20\nTier 2\t6\n",
    ],
)
async def test_a_csv_file_becomes_a_table(csv: bytes) -> None:
    """Whichever separator the spreadsheet wrote."""
    assert await text_of(csv, "t.csv") == "| Tier | People |\n| --- | --- |\n| Tier 1 | 20 |\n| Tier 2 | 6 |"


async def test_a_word_file_gives_headings_lists_and_tables_in_their_order() -> None:
    """Tables as Markdown tables, where they stand."""

    def build(document: Any) -> None:
        document.add_heading("Our support", 1)
        document.add_paragraph("We have tiers.")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["Tier", "People", "Tier 1", "20"], strict=True):
            cell.text = text
        document.add_paragraph("Outages", style="List Bullet")

    text = await text_of(word_file(build), "brief.docx")
    assert text == "# Our support\n\nWe have tiers.\n\n| Tier | People |\n| --- | --- |\n| Tier 1 | 20 |\n\n- Outages"


async def test_what_somebody_inserted_with_tracking_is_read() -> None:
    """It is in the document, though not yet accepted."""
    inserted, deleted = "<w:r><w:t>P1 in 15 minutes</w:t></w:r>", "<w:r><w:delText>never</w:delText></w:r>"
    body = f"<w:p><w:ins>{inserted}</w:ins><w:del>{deleted}</w:del></w:p>"
    data = repacked(word_file(lambda d: None), word__document_DOT_xml=WORD.format(body).encode())
    assert await text_of(data, "brief.docx") == "P1 in 15 minutes"


async def test_an_external_entity_is_not_opened(tmp_path: Path) -> None:
    """Neither a file's words nor a billion laughs come in."""
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    entities = (
        f'<!DOCTYPE x [<!ENTITY a "{"ha" * 1000}"><!ENTITY b "{"&a;" * 100}"><!ENTITY s SYSTEM "file://{secret}">]>'
    )
    body = WORD.format("<w:p><w:r><w:t>before &s; &b; after</w:t></w:r></w:p>")
    data = repacked(word_file(lambda d: None), word__document_DOT_xml=(entities + body).encode())
    try:
        text = await text_of(data, "brief.docx")
    except InputError:
        return
    assert "CANARY" not in text
    assert "haha" not in text


async def test_macros_are_left_alone() -> None:
    """The text is read; the part with the macros is not looked at."""
    data = word_file(lambda d: d.add_paragraph("We have tiers."))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        types = packed.read("[Content_Types].xml").replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    with_macros = repacked(data, **{"[Content_Types]_DOT_xml": types, "word__vbaProject_DOT_bin": b"\xd0\xcf CANARY"})
    assert await text_of(with_macros, "brief.docx") == "We have tiers."


def test_a_bomb_is_not_unpacked() -> None:
    """Neither one huge part nor many that add up."""
    good = word_file(lambda d: d.add_paragraph("We have tiers."))
    check_packing(good)
    with pytest.raises(InputError, match="unpacks to far more"):
        check_packing(repacked(good, word__media__a_DOT_bin=b"\0" * (30 << 20)))
    many = {f"word__m{n}_DOT_bin": b"\0" * (1 << 20) for n in range(60)}
    with pytest.raises(InputError, match="unpacks to far more"):
        check_packing(repacked(good, **many))


async def test_a_pdf_is_read() -> None:
    """Its text, by a process of its own."""
    assert await text_of(pdf_file(), "brief.pdf") == "Tier 1 has 20 people"


async def test_a_pdf_with_a_password_is_told_clearly() -> None:
    """With what to do."""
    with pytest.raises(InputError, match=r"protected by a password.*without the password"):
        await text_of(pdf_file(password="secret"), "brief.pdf")


async def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    """An empty password opens it for everybody."""
    assert await text_of(pdf_file(password=""), "brief.pdf") == "Tier 1 has 20 people"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "b.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "b.txt", "not a text file"),
        (b"MZ\x90\x00\x03", "b.md", "not a text file"),
        (b"hello", "b.exe", "not read"),
        (b"hello", "b", "not read"),
        (b"hello", "b.docx", "is none"),
        (b"hello", "../../b.pdf", "is none"),
        (b"%PDF-1.7 broken", "b.pdf", "cannot be read"),
        (b"PK\x03\x04broken", "b.docx", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "b.docx", "protected by a password"),
        (b"word " * 40_000, "b.txt", "can be read"),
        (b" \n\t\n", "b.txt", "no text"),
    ],
)
async def test_what_cannot_be_read_is_told(data: bytes, name: str, says: str) -> None:
    """Empty, pictures, programs, unknown kinds, misnamed, broken, protected, too long."""
    with pytest.raises(InputError, match=says):
        await text_of(data, name)


async def test_an_archive_that_is_no_word_file_is_refused() -> None:
    """A spreadsheet is packed in the same way."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(InputError, match="no Word document"):
        await text_of(out.getvalue(), "book.docx")
