"""The renderer's own Markdown as blocks.

Only what the renderer writes is Markdown here: headings, paragraphs, bullets, tables, bold, slanted, code and the
fence that holds the drawing. Links, pictures, HTML, quotes and references are not known at all, so nothing becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.render.formats.blocks import (
    Block,
    Bullets,
    Drawing,
    Line,
    Mark,
    Note,
    Paragraph,
    Span,
    Subheading,
    Table,
    plain,
    restyled,
)
from assistant.render.wording import Phrases

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

KNOWN = ("heading", "table", "list", "fence", "emphasis", "escape", "entity", "backticks", "newline")
SIGNS = ("* ", "† ", "~ ", "→ ")
"""What a legend begins with."""
MARKS: dict[str, Mark] = {"*": "proposed", "†": "promised", "~": "inferred"}
_MARK = re.compile(r"(?<=[\w%€$£)])[*†](?!\w)|(?<![\w~])~(?=[\d€$£])|^[*†~](?= )|(?<=· )[*†~](?= )")
_UNPRINTABLE = re.compile("[\ufffe\uffff\ud800-\udfff]")


class Reader:
    """Reads the Markdown of one language's documents."""

    def __init__(self, phrases: Phrases, *, parts: Sequence[str]) -> None:
        """parts: ids of the document's parts; only these are led to."""
        self._parts = frozenset(parts)
        annex = re.escape(phrases.say("annex.title", letter="\0", title="").partition("\0")[0])
        self._annex = re.compile(rf"{annex}([A-Z])\b", re.IGNORECASE)
        cut = re.escape(phrases.say("cut", n="\0", letter="\1")).replace("\0", r"\d+").replace("\1", "[A-Z]")
        self._cut = re.compile(cut)

    def blocks(self, markdown: str) -> tuple[Block, ...]:
        """The blocks of some Markdown, without its headings."""
        tokens = _parser().parse(markdown)
        return tuple(self._named(list(self._blocks(tokens))))

    def line(self, markdown: str) -> Line:
        """A single line of Markdown."""
        tokens = _parser().parseInline(markdown)
        return self._line(tokens[0].children or ()) if tokens else ()

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        at = 0
        while at < len(tokens):
            token, end = tokens[at], _end(tokens, at)
            inside = tokens[at:end]
            if token.type == "paragraph_open":
                yield self._paragraph(self._lines(inside)[0])
            elif token.type == "bullet_list_open":
                yield from self._bullets(self._lines(inside))
            elif token.type == "table_open":
                yield self._table(inside)
            elif token.type == "fence":
                yield Drawing()
            at = end

    def _paragraph(self, line: Line) -> Block:
        return Note(line) if self._cut.fullmatch(plain(line)) else Paragraph(line)

    def _bullets(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The list; an item that only says how much was left out is a note after what stands before it."""
        items: list[Line] = []
        for line in lines:
            if not self._cut.fullmatch(plain(line)):
                items.append(line)
                continue
            if items:
                yield Bullets(tuple(items))
            yield Note(line)
            items = []
        if items:
            yield Bullets(tuple(items))

    def _table(self, tokens: Sequence[Token]) -> Table:
        columns = sum(token.type == "th_open" for token in tokens)
        cells = self._lines(tokens)
        rows = (cells[at : at + columns] for at in range(columns, len(cells), columns))
        return Table(columns=cells[:columns], rows=tuple(rows))

    def _lines(self, tokens: Sequence[Token]) -> tuple[Line, ...]:
        return tuple(self._line(token.children or ()) for token in tokens if token.type == "inline")

    def _line(self, tokens: Sequence[Token]) -> Line:
        strong = emphasis = 0
        spans: list[Span] = []
        for token in tokens:
            if token.type.startswith("strong"):
                strong += token.nesting
            elif token.type.startswith("em_"):
                emphasis += token.nesting
            text = " " if token.type.endswith("break") else _UNPRINTABLE.sub("", token.content)
            if text:
                spans.append(Span(text, bool(strong), bool(emphasis), token.type == "code_inline"))
        return tuple(piece for span in _joined(spans) for piece in self._pieces(span))

    def _pieces(self, span: Span) -> Iterator[Span]:
        """The run, its marks of origin and its references to annexes as runs of their own."""
        if span.code:
            yield span
            return
        at = 0
        for found in sorted((*_MARK.finditer(span.text), *self._annex.finditer(span.text)), key=lambda f: f.start()):
            told = self._told(span, found)
            if told is None or found.start() < at:
                continue
            if found.start() > at:
                yield replace(span, text=span.text[at : found.start()])
            yield told
            at = found.end()
        if at < len(span.text):
            yield replace(span, text=span.text[at:])

    def _told(self, span: Span, found: re.Match[str]) -> Span | None:
        text = found[0]
        if text in MARKS:
            return replace(span, text=text, mark=MARKS[text])
        part = f"annex-{found[1].lower()}"
        return replace(span, text=text, target=part) if part in self._parts else None

    def _named(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The blocks; a bold paragraph that only names what follows is a heading, a legend is a note."""
        for i, block in enumerate(blocks):
            if isinstance(block, Paragraph) and _names(block.line) and i + 1 < len(blocks):
                yield Subheading(restyled(block.line, strong=False))
            elif isinstance(block, Paragraph) and plain(block.line).startswith(SIGNS):
                yield Note(block.line)
            else:
                yield block


def _names(line: Line) -> bool:
    return bool(line) and all(span.strong for span in line) and not plain(line).rstrip().endswith(".")


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one look as one run."""
    joined: list[Span] = []
    for span in spans:
        if joined and not span.code and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined


def _end(tokens: Sequence[Token], start: int) -> int:
    """The place after the block that begins at `start`."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(list(KNOWN))
