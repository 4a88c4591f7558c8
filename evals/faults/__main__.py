"""Run the fault matrix and print it row by row: `python -m evals.faults [--runs 10] [--row 12]`."""

from __future__ import annotations

import argparse
import asyncio
import sys

from evals.faults.matrix import ROWS, Count, run_row, table


async def run_all(numbers: list[str], *, runs: int) -> list[Count]:
    """Run the rows of these numbers (all, if there are none), with progress on the error stream."""
    counts = []
    for row in ROWS:
        if numbers and row.number.rstrip("abcdefgh") not in numbers and row.number not in numbers:
            continue
        for vendor in row.vendors:
            print(f"\rrow {row.number} {vendor} …".ljust(40), end="", file=sys.stderr, flush=True)
            counts.append(await run_row(row, vendor, runs=runs))
    print("\r".ljust(41) + "\r", end="", file=sys.stderr)
    return counts


def main() -> int:
    """Print the table; 1 if any run broke the rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="runs of each row on each vendor's wire")
    parser.add_argument("--row", action="append", default=[], help="only this row; may be given several times")
    options = parser.parse_args()
    counts = asyncio.run(run_all(options.row, runs=options.runs))
    print(table(counts))
    failings = [(count, outcome) for count in counts for outcome in count.failings]
    for count, outcome in failings:
        print(f"\nrow {count.row.number} on {count.vendor}: {outcome.kind}: {outcome.detail}")
    return 1 if failings else 0


if __name__ == "__main__":
    sys.exit(main())
