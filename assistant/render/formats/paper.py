"""A document ready to be printed: its parts as blocks, its drawing, and what stands above and below every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.render.annexes.course import next_review
from assistant.render.document import Document, Section, render
from assistant.render.escaping import one_line
from assistant.render.formats.blocks import Block, Drawing, Line, Mark, Paragraph
from assistant.render.formats.parsing import Reader
from assistant.render.formats.svg import Picture, picture
from assistant.render.formats.widths import is_wide, lines_taken
from assistant.render.view import View
from schemas.brief import Brief
from schemas.findings import Finding
from schemas.process import EscalationProcess

FRONT = "front"
SHORT = 40
"""Lines, of about 60 on a page."""
LABELS = ("annexes", "contents", "drawing")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True)
class Part:
    """A section."""

    id: str
    title: Line
    """Empty for the first page's."""
    blocks: tuple[Block, ...]
    annex: bool
    wide: bool
    """Whether its tables need the page turned."""


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    title: str
    language: str
    """ISO 639."""
    owner: str
    written_on: str
    review_on: str
    """ISO date; empty where it cannot be told."""
    facts: tuple[tuple[str, str], ...]
    """What stands below the title: label and value."""
    byline: Line
    """Who wrote it, and when."""
    alerts: tuple[Block, ...]
    """What must be settled or done before anything else; it stands on the first page."""
    parts: tuple[Part, ...]
    legend: Line
    """What the marks of origin mean."""
    picture: Picture | None
    labels: dict[str, str]
    marks: dict[Mark, str]
    """Each mark of origin in a word."""
    page: str
    """`Page {n} of {total}` in its language; the slots are filled by whoever counts the pages."""

    @property
    def body(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.annex)

    @property
    def annexes(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.annex)

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"


def paper(process: EscalationProcess, *, brief: Brief, findings: Sequence[Finding] = ()) -> Paper:
    """The document of a process, ready to be printed; the same input gives the same paper."""
    view = View(process, brief)
    document = render(process, brief=brief, findings=findings)
    reader = Reader(view.phrases, parts=[section.id for section in document.sections])
    front = next((reader.blocks(s.markdown) for s in document.sections if s.id == FRONT), ())
    drawn = picture(view)
    language = process.frame.voice.language
    governance = process.improvement.governance
    written_on, owner = process.authorship.written_on, _shown(view.raw_name(governance.owner), view)
    review_on = next_review(written_on, governance.review_every)
    told = (("owner", owner), ("written", one_line(written_on)), ("review", review_on))
    return Paper(
        title=_shown(process.frame.title, view),
        language=language if _LANGUAGE.fullmatch(language) else "en",
        owner=owner,
        written_on=one_line(written_on),
        review_on=review_on,
        facts=tuple((view.say(f"paper.{key}"), value) for key, value in told if value),
        byline=front[0].line if front and isinstance(front[0], Paragraph) else (),
        alerts=front[1:],
        parts=tuple(_parts(document, reader, drawn)),
        legend=reader.line(view.say("severity.legend")),
        picture=drawn,
        labels={key: view.say(f"paper.{key}") for key in LABELS},
        marks={
            "proposed": view.say("origin.proposed"),
            "promised": view.say("paper.promised"),
            "inferred": view.say("origin.inferred"),
        },
        page=view.say("paper.page", n="{n}", total="{total}"),
    )


def _shown(text: str, view: View) -> str:
    return one_line(view.plain(text)).replace("\ufffe", "").replace("\uffff", "")


def _parts(document: Document, reader: Reader, drawn: Picture | None) -> list[Part]:
    body = {id(section) for section in document.sections if section.markdown in document.body}
    parts = [_part(s, reader, drawn, annex=id(s) not in body) for s in document.sections if s.id != FRONT]
    return [_with_neighbours(part, parts[i - 1 : i] + parts[i + 1 : i + 2]) for i, part in enumerate(parts)]


def _with_neighbours(part: Part, neighbours: Sequence[Part]) -> Part:
    """The annex, turned when it is short and stands between turned ones: no page is left half empty for it."""
    between = len(neighbours) == 2 and all(n.annex and n.wide for n in neighbours)
    return replace(part, wide=True) if between and lines_taken(part.blocks) < SHORT else part


def _part(section: Section, reader: Reader, drawn: Picture | None, *, annex: bool) -> Part:
    blocks: list[Block] = []
    for block in reader.blocks(section.markdown):
        blocks.append(block)
        if isinstance(block, Drawing):
            blocks += [drawn.table] if drawn is not None and drawn.table.rows else []
    if not annex:
        blocks = [block for block in blocks if not isinstance(block, Drawing)]
    return Part(section.id, reader.line(section.title), tuple(blocks), annex, annex and is_wide(blocks))
