"""The document as files, from our own route."""

from __future__ import annotations

from markupsafe import Markup

from ui.page.blocks.filling import fill

FORMATS = (
    ("docx", "Word", "typeset, with page numbers, owner and review date"),
    ("pdf", "PDF", "ready to print and to send"),
    ("html", "Web page", "one file, opens anywhere"),
    ("md", "Markdown", "for a wiki or a repository"),
    ("json", "JSON", "the rules as data, for machines and for checking again"),
)


def downloads(conversation_id: str, *, number: int, title: str) -> Markup:
    """One line for each format of a version."""
    return fill("downloads", conversation=conversation_id, number=number, title=title, formats=FORMATS)
