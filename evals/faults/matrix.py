"""The fault matrix: its rows, and how they are run and counted.

To add a row, write a function that takes a `Trial`, injects one fault and returns an `Outcome` (most end with
`seen.outcome(...)` of `evals.faults.bench`), and add a `Row` to the tuple at the end of its module; the tuple of a new
module goes into `ROWS` here. `python -m evals.faults` and the test suite then run it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evals.faults.row import FAILINGS, KINDS, Kind, Outcome, Row, Trial
from evals.faults.rows_answers import ANSWER_ROWS
from evals.faults.rows_bounds import BOUND_ROWS
from evals.faults.rows_calls import CALL_ROWS
from evals.faults.rows_conversations import CONVERSATION_ROWS
from evals.faults.rows_streams import STREAM_ROWS
from evals.vendor.script import Vendor

ROWS: tuple[Row, ...] = (*CALL_ROWS, *STREAM_ROWS, *ANSWER_ROWS, *BOUND_ROWS, *CONVERSATION_ROWS)
TOGETHER = 5
"""Runs of a row at once; those that wait in real time then do not add up."""


@dataclass(frozen=True)
class Count:
    """How the runs of one row over one vendor's wire ended."""

    row: Row
    vendor: Vendor
    outcomes: tuple[Outcome, ...]

    @property
    def by_kind(self) -> Counter[Kind]:
        return Counter(outcome.kind for outcome in self.outcomes)

    @property
    def failings(self) -> tuple[Outcome, ...]:
        """The outcomes that break the rule, or that the row does not expect."""
        return tuple(o for o in self.outcomes if o.kind in FAILINGS or o.kind not in self.row.expects)


async def run_row(row: Row, vendor: Vendor, *, runs: int) -> Count:
    """Run the row at least `runs` times, and often enough to see each of its variants."""
    gate = asyncio.Semaphore(TOGETHER)

    async def one(run: int) -> Outcome:
        async with gate:
            return await row.run(Trial(vendor, run, row.number))

    outcomes = await asyncio.gather(*(one(run) for run in range(max(runs, row.least_runs))))
    return Count(row, vendor, tuple(outcomes))


def table(counts: Iterable[Count]) -> str:
    """The counts row by row, over both wires together."""
    wording = {"right": "right", "typed": "typed error", "late": "past deadline", "broken": "promise broken"}
    heads = ["row", "fault", "runs", *(wording.get(kind, kind) for kind in KINDS)]
    cells: dict[str, list[str]] = {}
    sums: Counter[Kind] = Counter()
    for number, group in _grouped(counts).items():
        kinds = sum((count.by_kind for count in group), Counter[Kind]())
        sums += kinds
        cells[number] = [number, group[0].row.fault, str(kinds.total()), *(str(kinds[kind]) for kind in KINDS)]
    cells[""] = ["", "all", str(sums.total()), *(str(sums[kind]) for kind in KINDS)]
    widths = [max(len(row[column]) for row in [heads, *cells.values()]) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *cells.values())
    ]
    return "\n".join(line.rstrip() for line in lines)


def _grouped(counts: Iterable[Count]) -> dict[str, list[Count]]:
    groups: dict[str, list[Count]] = {}
    for count in counts:
        groups.setdefault(count.row.number, []).append(count)
    return groups
