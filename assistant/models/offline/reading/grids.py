"""Grids: tables pasted into a message, as Markdown, parted by tabs, aligned by spaces, or as comma-separated values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_WIDE = re.compile(r" {2,}")
_LONGEST_CELL = 160
_LONGEST_VALUE = 48


@dataclass(frozen=True)
class Grid:
    """A table's cells by place; every row has at least one cell, rows may differ in length."""

    rows: tuple[tuple[Span, ...], ...]
    start: int
    end: int


def grids_in(text: str) -> tuple[Grid, ...]:
    """The tables of a text in order, each with at least two rows and two columns."""
    lines = _lines(text)
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        grid, after = next(
            ((g, a) for read in _READERS if (found := read(text, lines, at)) and (g := found[0]) and (a := found[1])),
            (None, at + 1),
        )
        if grid is not None:
            grids.append(grid)
        at = after
    return tuple(grids)


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _run(lines: list[Span], at: int, fits: Callable[[Span], bool]) -> list[Span]:
    run = []
    while at < len(lines) and fits(lines[at]):
        run.append(lines[at])
        at += 1
    return run


def _grid(text: str, run: list[Span], rows: list[tuple[Span, ...]], at: int) -> tuple[Grid, int] | None:
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    return Grid(tuple(rows), run[0][0], run[-1][1]), at + len(run)


def _markdown(text: str, lines: list[Span], at: int) -> tuple[Grid, int] | None:
    run = _run(lines, at, lambda line: "|" in text[line[0] : line[1]])
    rows = []
    for start, end in run:
        written = text[start:end]
        if _RULE.fullmatch(written):
            continue
        cells = _cut(text, start, end, "|")
        if written.lstrip().startswith("|"):
            cells = cells[1:]
        if written.rstrip().endswith("|"):
            cells = cells[:-1]
        rows.append(tuple(_trimmed(text, cell) for cell in cells))
    return _grid(text, run, [row for row in rows if row], at)


def _tabbed(text: str, lines: list[Span], at: int) -> tuple[Grid, int] | None:
    run = _run(lines, at, lambda line: "\t" in text[line[0] : line[1]].strip())
    return _grid(text, run, [tuple(_trimmed(text, c) for c in _cut(text, *line, "\t")) for line in run], at)


def _aligned(text: str, lines: list[Span], at: int) -> tuple[Grid, int] | None:
    def columns(line: Span) -> int:
        return len(_WIDE.findall(text[line[0] : line[1]].strip())) + 1

    wanted = columns(lines[at])
    if wanted < 2:
        return None
    run = _run(lines, at, lambda line: columns(line) == wanted and _short(text, line))
    run = [line for line in run if not _RULE.fullmatch(text[line[0] : line[1]])] if len(run) >= 3 else []
    return _grid(text, run, [tuple(_wide(text, line)) for line in run], at) if run else None


def _separated(text: str, lines: list[Span], at: int) -> tuple[Grid, int] | None:
    """Comma- or semicolon-separated values under a head without digits."""
    head = text[lines[at][0] : lines[at][1]]
    for mark, least in ((";", 1), (",", 1)):
        count = head.count(mark)
        if count < least or any(c.isdigit() for c in head) or head.rstrip().endswith((".", ":", ",", ";")):
            continue

        def fits(line: Span, mark: str = mark, count: int = count) -> bool:
            written = text[line[0] : line[1]]
            return written.count(mark) == count and not written.rstrip().endswith(".") and _short(text, line)

        run = _run(lines, at, fits)
        rows = [tuple(_trimmed(text, cell) for cell in _cut(text, *line, mark)) for line in run]
        values = [cell for row in rows[1:] for cell in row]
        numeric = any(text[s:e][:1].isdigit() for s, e in values)
        if len(rows) >= 3 and numeric and all(e - s <= _LONGEST_VALUE for s, e in values):
            return _grid(text, run, rows, at)
    return None


def _short(text: str, line: Span) -> bool:
    return line[1] - line[0] <= _LONGEST_CELL * 4 and bool(text[line[0] : line[1]].strip())


def _cut(text: str, start: int, end: int, mark: str) -> list[Span]:
    cells, place = [], start
    for piece in text[start:end].split(mark):
        cells.append((place, place + len(piece)))
        place += len(piece) + len(mark)
    return cells


def _wide(text: str, line: Span) -> Iterator[Span]:
    """The cells of a line that wide gaps part."""
    start, end = _trimmed(text, line)
    place = start
    for gap in _WIDE.finditer(text, start, end):
        yield place, gap.start()
        place = gap.end()
    yield place, end


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space and marks of emphasis around it."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in '*_`"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '*_`"'):
        end -= 1
    return start, end


_READERS = (_markdown, _tabbed, _aligned, _separated)
