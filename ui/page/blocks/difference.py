"""Two versions side by side: what was, what is, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from markupsafe import Markup

from assistant.render.difference import SectionChange, compare
from schemas.drafts import Draft
from ui.page.blocks.filling import fill

CUT = re.compile(r"\+\d+: \S+ [A-Z]")
"""A line that only says how much an annex holds beside it."""
WORD = re.compile(r"\s+|[^\s]+")
MARKS = re.compile(r"^\s*(?:#+|-|\d+\.)\s+|\*\*|(?<!\\)\*(?=\w)|(?<=\w)(?<!\\)\*|`")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
ALIKE = 0.4
"""Two lines that share less than this are shown as one gone and one new."""
ANNEX = "annex"


@dataclass(frozen=True)
class Piece:
    """A run of words that both sides share, or not."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Pair:
    """One line before and after; empty for none."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def difference(before: Draft, after: Draft, *, old: int, new: int) -> Markup:
    """The changed sections of two versions, those of the body open, those of the annexes folded."""
    sections = [
        {"title": section.title, "kind": section.kind, "pairs": tuple(_pairs(section)), "annex": _is_annex(section)}
        for section in compare(before, after).sections
    ]
    shown = [section for section in sections if section["pairs"]]
    alone = all(section["annex"] for section in shown)
    return fill("difference", sections=shown, alone=alone, old=old, new=new)


def _is_annex(section: SectionChange) -> bool:
    return section.id.startswith(ANNEX) or bool(re.match(r"\w+ [A-Z]:", section.title))


def _pairs(section: SectionChange) -> Iterator[Pair]:
    gone: list[str] = []
    come: list[str] = []
    for line in (*section.lines, " "):
        if line.startswith("-"):
            gone.append(plain(line[1:]))
        elif line.startswith("+"):
            come.append(plain(line[1:]))
        else:
            for old, new in zip_longest(_told(gone), _told(come), fillvalue=""):
                yield from _compared(old, new)
            gone, come = [], []


def _told(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line and not CUT.fullmatch(line)]


def _compared(old: str, new: str) -> Iterator[Pair]:
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if old and new and matcher.ratio() < ALIKE:
        yield Pair((Piece(old, True),), ())
        yield Pair((), (Piece(new, True),))
        return
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        left += _piece(before[a:a_end], changed=kind != "equal")
        right += _piece(after[b:b_end], changed=kind != "equal")
    yield Pair(tuple(left), tuple(right))


def _piece(words: Sequence[str], *, changed: bool) -> list[Piece]:
    return [Piece("".join(words), changed)] if words else []


def plain(markdown: str) -> str:
    """A line of the renderer's Markdown without its marks; a table row's cells with dots between."""
    text = MARKS.sub("", markdown.strip())
    if text.startswith("|"):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", text)[1:-1]]
        text = "" if all(re.fullmatch(r":?-+:?", cell) for cell in cells) else " · ".join(cells)
    return ESCAPED.sub(r"\1", text).replace("&lt;", "<").replace("&amp;", "&")
