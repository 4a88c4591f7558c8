"""The document as one self-contained HTML page: styles inside, no script, no link that leads out, nothing to load.

Every text goes through `html.escape`; what is not text is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from assistant.render.formats.blocks import Block, Bullets, Drawing, Line, Note, Paragraph, Span, Subheading, Table
from assistant.render.formats.paper import Paper, Part
from assistant.render.formats.svg import Picture
from assistant.render.formats.widths import TURNED, UPRIGHT, column_shares

STYLE = Path(__file__).parent / "html.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html_page(paper: Paper) -> bytes:
    """The whole page, UTF-8; the same paper gives the same bytes."""
    title = escape(paper.title)
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(paper.language)}" dir="{paper.direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>\n{_style()}{_paged(paper)}</style>",
        "</head>",
        "<body>",
        f"<main>\n{html_content(paper)}\n</main>",
        "</body>",
        "</html>",
    )
    return ("\n".join(lines) + "\n").encode()


def html_content(paper: Paper) -> str:
    """What stands on the page, without the page: for showing it inside another one."""
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in paper.facts)
    alerts = f'<div class="alerts" role="note">{_blocks(paper.alerts, paper)}</div>' if paper.alerts else ""
    pieces = [
        f"<header><h1>{escape(paper.title)}</h1>",
        f'<p class="byline">{_line(paper.byline, paper)}</p>' if paper.byline else "",
        f'<dl class="facts">{facts}</dl>',
        f'<p class="legend">{_line(paper.legend, paper)}</p></header>',
        alerts,
        *(_part(part, paper) for part in paper.body),
        '<div class="annexes">',
        _contents(paper),
        *(_part(part, paper) for part in paper.annexes),
        "</div>",
    ]
    return "\n".join(piece for piece in pieces if piece)


def _contents(paper: Paper) -> str:
    if not paper.annexes:
        return ""
    items = "".join(f'<li><a href="#{escape(part.id)}">{_line(part.title, paper)}</a></li>' for part in paper.annexes)
    label = escape(paper.labels["annexes"])
    return f'<nav aria-label="{label}"><h2>{label}</h2><ol>{items}</ol></nav>'


def _part(part: Part, paper: Paper) -> str:
    look = ' class="wide"' if part.wide else ""
    heading = f"<h2>{_line(part.title, paper)}</h2>" if part.title else ""
    body = _blocks(part.blocks, paper, room=TURNED if part.wide else UPRIGHT)
    return f'<section id="{escape(part.id)}"{look}>\n{heading}\n{body}\n</section>'


def _blocks(blocks: Iterable[Block], paper: Paper, *, room: int = UPRIGHT) -> str:
    return "\n".join(_block(block, paper, room=room) for block in blocks)


def _block(block: Block, paper: Paper, *, room: int) -> str:
    match block:
        case Paragraph(line):
            return f"<p>{_line(line, paper)}</p>"
        case Subheading(line):
            return f"<h3>{_line(line, paper)}</h3>"
        case Note(line):
            return f'<p class="note">{_line(line, paper)}</p>'
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{_line(item, paper)}</li>' for item in items)}</ul>"
        case Table():
            return _table(block, paper, room=room)
        case Drawing():
            return _figure(paper.picture, paper)


def _figure(picture: Picture | None, paper: Paper) -> str:
    caption = f'<figcaption class="note">{escape(paper.labels["drawing"])}</figcaption>'
    return f"<figure>{picture.svg}{caption}</figure>" if picture is not None else ""


def _table(table: Table, paper: Paper, *, room: int) -> str:
    columns = "".join(f'<col style="width:{share:.2%}">' for share in column_shares(table, room=room))
    head = "".join(f'<th scope="col">{_line(cell, paper)}</th>' for cell in table.columns)
    rows = "\n".join(f"<tr>{''.join(f'<td>{_line(cell, paper)}</td>' for cell in row)}</tr>" for row in table.rows)
    look = "keyed" if table.keyed else "plain"
    return (
        f'<div class="scroll" tabindex="0"><table class="{look}"><colgroup>{columns}</colgroup>\n'
        f"<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _line(line: Line, paper: Paper) -> str:
    return "".join(_span(span, paper) for span in line)


def _span(span: Span, paper: Paper) -> str:
    shown = escape(span.text)
    if span.mark is not None:
        shown = f'<span class="mark" title="{escape(paper.marks[span.mark])}">{shown}</span>'
    if span.code:
        shown = f"<code>{shown}</code>"
    if span.target is not None:
        shown = f'<a href="#{escape(span.target)}">{shown}</a>'
    if span.emphasis:
        shown = f"<em>{shown}</em>"
    return f"<strong>{shown}</strong>" if span.strong else shown


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def _paged(paper: Paper) -> str:
    """Headers and page numbers of the printed page."""
    told = " · ".join(f"{label}: {value}" for label, value in paper.facts if value != paper.written_on)
    before, _, rest = paper.page.partition("{n}")
    between, _, after = rest.partition("{total}")
    number = f"{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}"
    look = "font: 8pt sans-serif; color: #55636f;"
    return (
        "@page { size: A4; margin: 22mm 20mm 18mm; "
        f"@top-left {{ content: {_quoted(paper.title)}; {look} }} @top-right {{ content: {_quoted(told)}; {look} }} "
        f"@bottom-right {{ content: {number}; {look} }} }}\n"
        "@page turned { size: A4 landscape; }\n"
    )


def _quoted(text: str) -> str:
    """A CSS string whose every character that could end it, or the style, is a number."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in text) + '"'
