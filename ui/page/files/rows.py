"""Rows of cells as a Markdown table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from schemas.errors import InputError

SEPARATORS = ",;\t|"
SAMPLE = 20_000
MOST_ROWS, MOST_COLUMNS = 2_000, 60


def table_of(text: str) -> str:
    """A CSV file's text as a Markdown table. Raises InputError for what cannot be read as one."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise InputError("This CSV file cannot be read as a table.", do="Save it again, or paste the table.") from error
    return markdown([row for row in rows if any(cell.strip() for cell in row)])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """The rows as a Markdown table, the first as its head; empty columns are left out."""
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise InputError(
            f"This table has {len(rows):,} rows and {width} columns; {MOST_ROWS:,} and {MOST_COLUMNS} can be read.",
            do="Send the part that describes your team and its promises.",
        )
    filled = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in filled)]
    lines = ["| " + " | ".join(row[column] for column in used) + " |" for row in filled]
    return "\n".join([lines[0], "|" + " --- |" * len(used), *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")


def _separator(text: str) -> str:
    """The separator of most cells in the first lines that gives each the same number of them."""
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:20]

    def evenness(separator: str) -> tuple[bool, int]:
        counts = {len(row) for row in csv.reader(lines, delimiter=separator)}
        return len(counts) == 1 and counts != {1}, max(counts, default=0)

    return max(SEPARATORS, key=evenness)
