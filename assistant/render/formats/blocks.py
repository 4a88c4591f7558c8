"""What a document consists of, whatever it is printed as: paragraphs, lists, tables, notes, the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Mark = Literal["proposed", "promised", "inferred"]


@dataclass(frozen=True)
class Span:
    """A run of text of one look. The text is what a reader sees, letter by letter; it is never markup."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    mark: Mark | None = None
    """What a mark of origin says, when the run is one."""
    target: str | None = None
    """The id of the part of this document that it leads to. Nothing leads out of the document."""


Line = tuple[Span, ...]
LONGEST_KEY = 30
"""Letters of a row's name; a longer text is no name."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Subheading:
    """What stands before a list or table and names it."""

    line: Line


@dataclass(frozen=True)
class Note:
    """Where the rest is, or what signs mean: smaller than a paragraph."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]

    @property
    def keyed(self) -> bool:
        """Whether the first column only names the rows."""
        return len(self.columns) > 1 and all(len(plain(row[0])) <= LONGEST_KEY for row in self.rows)


@dataclass(frozen=True)
class Drawing:
    """The place of the drawing of tiers and paths."""


Block = Paragraph | Subheading | Note | Bullets | Table | Drawing


def followed(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it."""
    yield from zip(blocks, (*blocks[1:], None), strict=False)


def plain(line: Line) -> str:
    """The line as text."""
    return "".join(span.text for span in line)


def restyled(line: Line, *, strong: bool) -> Line:
    """The line, all of it bold or none."""
    return tuple(replace(span, strong=strong) for span in line)
