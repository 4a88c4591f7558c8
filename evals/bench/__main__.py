"""Print what the assistant itself costs: `python -m evals.bench`.

A number stands beside what it is compared with, taken in the same run on the same machine.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evals.bench.own_time import brief_to_document, judged_again
from evals.bench.simulation import agreement, coverage, speeds

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*.md"))
RUNS = 5


def fastest(*command: str) -> float:
    """Seconds of the fastest of some runs of a command, its start included."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        took.append(time.perf_counter() - began)
    return min(took)


def starts() -> None:
    """How long a start takes beside that of the bare interpreter."""
    bare = fastest(sys.executable, "-c", "pass")
    print(f"{'start':38} {'seconds':>8} {'x bare':>7}")
    for told, command in (
        ("the bare interpreter", (sys.executable, "-c", "pass")),
        ("import assistant.session", (sys.executable, "-c", "import assistant.session")),
        ("escalate --help", (sys.executable, "-m", "ui.cli", "--help")),
    ):
        took = fastest(*command)
        print(f"{told:38} {took:8.3f} {took / bare:7.1f}")


async def own_times() -> None:
    """From a brief to a checked document without a model, and the checks and the rendering alone."""
    print(f"\n{'own time, offline author':38} {'seconds':>8} {'of it checks and rendering':>28}")
    with tempfile.TemporaryDirectory() as folder:
        for place, path in enumerate(EXAMPLES):
            took, draft = await brief_to_document(path.read_text("utf-8"), store=Path(folder) / f"{place}.sqlite")
            again = judged_again(draft)
            print(f"{path.stem:38} {took:8.3f} {again:28.3f}")


def simulation() -> None:
    """How fast tickets are followed, and how often the intervals hold what theory says."""
    print(f"\n{'simulation':38} {'tickets':>9} {'seconds':>8} {'a second':>10}")
    for told, (tickets, took) in speeds().items():
        print(f"{told:38} {tickets:9,} {took:8.2f} {tickets / took:10,.0f}")
    print(f"\n{'intervals of 95 % that hold the truth':38}")
    for one in (*agreement(), *coverage()):
        print(f"{one.what:38} {one.held:9} of {one.of} ({one.held / one.of:.0%})")


def main() -> int:
    starts()
    asyncio.run(own_times())
    simulation()
    return 0


if __name__ == "__main__":
    sys.exit(main())
