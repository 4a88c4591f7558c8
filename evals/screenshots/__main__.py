"""Write docs/screenshots: `python -m evals.screenshots`. Every main state, on a desk and on a phone."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from evals.page.driver import DESK, PHONE, Visitor, browser_of, visiting
from evals.page.process import ROOT, running

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desk": DESK, "phone": PHONE}
BESIDES = ("flow", "findings", "assumptions", "downloads")
"""Tabs that are shown once, on a desk."""
PAUSE_S = 0.015
PATIENCE_S = 1.2
"""Until what moves has come to rest."""


async def picture(visitor: Visitor, name: str, *, folder: Path) -> None:
    """One picture of what the visitor sees."""
    await asyncio.sleep(PATIENCE_S)
    await visitor.page.screenshot(path=folder / f"{name}.png", animations="disabled")


async def work_side(visitor: Visitor) -> None:
    """On a phone, turn to the document."""
    switch = visitor.page.locator("button[data-side=work]")
    if await switch.is_visible():
        await switch.click()


async def talk_side(visitor: Visitor) -> None:
    """On a phone, turn to the conversation."""
    switch = visitor.page.locator("button[data-side=talk]")
    if await switch.is_visible():
        await switch.click()


async def states(visitor: Visitor, size: str, *, folder: Path) -> None:
    """A whole conversation, a picture at each of its main states."""

    async def taken(name: str) -> None:
        await picture(visitor, f"{name}-{size}", folder=folder)

    await visitor.open()
    await taken("1-empty")
    await visitor.example()
    await taken("2-contradiction")
    await visitor.until("#thread .ask:not(.conflict)")
    await taken("3-question")
    await visitor.until(".ask.confirm")
    await taken("4-understood")
    await visitor.choose(wait=False)
    await visitor.page.wait_for_selector("#sheet .being-written:nth-of-type(2) p:nth-of-type(4)", state="attached")
    await work_side(visitor)
    await taken("5-writing")
    await visitor.settled()
    await visitor.tab("document")
    await taken("6-document")
    await visitor.tab("rules")
    await taken("7-rules")
    for name in BESIDES if size == "desk" else ():
        await visitor.tab(name)
        await taken(f"9-{name}")
    await talk_side(visitor)
    await visitor.say("Tier 2 has 14 people")
    await work_side(visitor)
    await visitor.tab("document")
    await taken("8-difference")


async def write(folder: Path, *, dark: bool) -> None:
    """All pictures, from a server of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, running(Path(place), pause_s=PAUSE_S) as server:
        async with browser_of() as browser:
            for size, pixels in SIZES.items():
                async with visiting(browser, server.address, size=pixels, dark=dark) as visitor:
                    await states(visitor, size, folder=folder)


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--dark", action="store_true", help="in the dark look")
    options = parser.parse_args()
    asyncio.run(write(options.folder, dark=options.dark))


if __name__ == "__main__":
    main()
