"""How wide the columns of a table are, and which tables need the page turned."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.render.formats.blocks import Block, Bullets, Drawing, Line, Table, plain
from assistant.render.formats.drawing import letters

UPRIGHT, TURNED = 112, 176
"""Letters of table text that fit beside each other on A4."""
BESIDE = 4
"""Letters' room that a cell's margins take."""
BOLD = 1.08
"""Allowance for bold letters and wide ones."""
LONGEST_WORD = 18
"""A longer word may be broken, so that no column is as wide as an address."""
MOST_UPRIGHT = 6
"""Columns that an upright page holds."""
LINES_KEPT = 16
"""Lines up to which a table is not spread over two pages."""
TALLEST_ROW = 9
"""Lines after which a row of an upright page asks for a wider one."""


def column_shares(table: Table, *, room: int = UPRIGHT) -> tuple[float, ...]:
    """Each column's share of the width, together 1: no word is broken that need not be, and no row taller than it must.

    room: letters that fit beside each other.
    """
    least, natural, weights = zip(*(_measured(texts) for texts in _columns(table)), strict=True)
    if sum(natural) <= room or sum(least) >= room:
        whole = natural if sum(natural) <= room else least
        return tuple(width / sum(whole) for width in whole)
    widths = _filled(least, natural, weights, room=room)
    return tuple(width / sum(widths) for width in widths)


def is_wide(blocks: Sequence[Block]) -> bool:
    """Whether a table among the blocks needs the page turned."""
    return any(_needs_turning(block) for block in blocks if isinstance(block, Table))


def stays_whole(table: Table) -> bool:
    """Whether it is so short that no page may end within it."""
    return sum(row_heights(table)) + len(table.rows) / 2 <= LINES_KEPT


def lines_taken(blocks: Sequence[Block]) -> float:
    """About how many lines of text the blocks take on an upright page."""
    return sum(_lines_taken(block) for block in blocks)


def _lines_taken(block: Block) -> float:
    match block:
        case Table():
            return 2 + sum(1.5 + height - 1 for height in row_heights(block))
        case Bullets(items):
            return sum(_wrapped(item) for item in items)
        case Drawing():
            return 30
        case _:
            return _wrapped(block.line) + 0.7


def _wrapped(line: Line) -> int:
    return math.ceil(letters(plain(line)) / UPRIGHT) or 1


def row_heights(table: Table) -> list[int]:
    """How many lines each row takes on an upright page."""
    widths = [share * UPRIGHT - BESIDE for share in column_shares(table)]
    return [
        max(math.ceil(letters(plain(cell)) / max(width, 1)) for cell, width in zip(row, widths, strict=True))
        for row in table.rows
    ]


def _needs_turning(table: Table) -> bool:
    if len(table.columns) > MOST_UPRIGHT:
        return True
    heights = row_heights(table)
    return bool(heights) and sum(heights) / len(heights) > TALLEST_ROW


def _columns(table: Table) -> list[list[str]]:
    return [[plain(row[i]) for row in (table.columns, *table.rows)] for i in range(len(table.columns))]


def _measured(texts: Sequence[str]) -> tuple[float, float, float]:
    """The least width, the width in which nothing is wrapped, and how much a column wants more room."""
    longest_word = max((letters(word) for text in texts for word in text.split()), default=1)
    lengths = [letters(text) for text in texts] or [1]
    least, natural = min(longest_word, LONGEST_WORD) * BOLD + BESIDE, max(lengths) * BOLD + BESIDE
    return least, max(natural, least), math.sqrt(max(lengths) * (sum(lengths) / len(lengths) + 1))


def _filled(least: Sequence[float], natural: Sequence[float], weights: Sequence[float], *, room: float) -> list[float]:
    """Widths between least and natural that fill the room, what is left over shared by weight."""
    widths = list(least)
    for _ in range(len(widths) * 4):
        open_columns = [i for i in range(len(widths)) if widths[i] < natural[i] - 0.01]
        spare = room - sum(widths)
        if spare < 0.5 or not open_columns:
            break
        total = sum(weights[i] for i in open_columns)
        for i in open_columns:
            widths[i] = min(natural[i], widths[i] + spare * weights[i] / total)
    return widths
