"""Run the local vendor by itself, for benches: `python -m evals.vendor --answer FILE --port 8400`."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from evals.vendor.script import Pace
from evals.vendor.server import VendorServer


async def serve(answer: str, *, port: int, pace: Pace) -> None:
    """Give the same answer to every request until interrupted."""
    async with VendorServer(lambda ask: answer, pace=pace, port=port) as vendor:
        print(f"Anthropic at {vendor.base_url('anthropic')}, OpenAI at {vendor.base_url('openai')}", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answer", type=Path, required=True, help="file whose text is every answer")
    parser.add_argument("--port", type=int, default=8400)
    parser.add_argument("--first-byte-ms", type=float, default=0.0)
    parser.add_argument("--between-events-ms", type=float, default=0.0)
    options = parser.parse_args()
    pace = Pace(first_byte_s=options.first_byte_ms / 1000, between_events_s=options.between_events_ms / 1000)
    asyncio.run(serve(options.answer.read_text(encoding="utf-8"), port=options.port, pace=pace))


if __name__ == "__main__":
    main()
