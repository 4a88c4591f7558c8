"""The document as a file to send: a page, a Word file, a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from assistant.render.formats.paper import Paper, paper
from schemas.brief import Brief
from schemas.findings import Finding
from schemas.process import EscalationProcess

Format = Literal["html", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def export(process: EscalationProcess, *, brief: Brief, findings: Sequence[Finding] = (), format: Format) -> bytes:
    """The whole document in a format, body and annexes; the same input gives the same bytes.

    findings: open defects; blockers are told on the first page, all of them in an annex.
    A PDF's bytes also depend on the fonts of the machine where letters are used that Source Sans Pro does not have.
    """
    return _writer(format)(paper(process, brief=brief, findings=findings))


def _writer(format: Format) -> Callable[[Paper], bytes]:
    if format == "html":
        from assistant.render.formats.html import html_page

        return html_page
    if format == "docx":
        from assistant.render.formats.word import word_file

        return word_file
    from assistant.render.formats.pdf import pdf_file

    return pdf_file
