"""The renderer's Markdown as HTML: emphasis and code only; no link, image or HTML of anybody's gets through."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


_ACTIVE = re.compile(r"[*_`\\\\&<>!\[\]~\n]")
"""Whatever might be more than its own letter in Markdown."""


def inline(markdown: str) -> Markup:
    """A cell, bullet or paragraph as HTML within a block."""
    if not _ACTIVE.search(markdown):
        return escape(markdown.strip())
    return Markup(_parser().renderInline(markdown).strip())  # noqa: S704


def blocks(markdown: str) -> Markup:
    """Paragraphs and lists as HTML."""
    return Markup(_parser().render(markdown))  # noqa: S704


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])
