"""A visitor in a real browser: does on the page what a person does, and notes what the page asked for."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Locator, Page

DESK, PHONE = (1280, 800), (390, 844)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""The browser itself asks no other host either."""
PATIENCE_MS = 40_000
MOST_ANSWERS = 9


def chromium() -> str | None:
    """Where the system's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass
class Visitor:
    """One tab."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    """Every address that the page asked for."""
    faults: list[str] = field(default_factory=list)
    """Errors of the page's scripts."""

    @property
    def hosts(self) -> set[str]:
        """The hosts that the page asked."""
        return {urlsplit(url).hostname or "" for url in self.asked if url.startswith(("http", "ws"))}

    @property
    def conversation(self) -> str:
        """The id of the open conversation."""
        return self.page.url.partition("#c=")[2]

    async def open(self, conversation: str = "") -> None:
        """Go to the page, or to one conversation on it, and wait until it is drawn."""
        await self.page.goto(f"{self.address}#c={conversation}" if conversation else self.address)
        await self.drawn()

    async def drawn(self) -> None:
        """Wait until the page shows what it should."""
        await self.page.wait_for_selector("#state", timeout=PATIENCE_MS)

    async def settled(self) -> None:
        """Wait until no turn runs and its outcome is drawn."""
        await self.page.wait_for_function(
            "() => !page.running && !document.querySelector('#live .working') && document.querySelector('#state')",
            timeout=PATIENCE_MS,
        )

    async def say(self, text: str, *, wait: bool = True) -> None:
        """Type a message and send it."""
        await self.page.fill("#message", text)
        await self.page.click("#send")
        if wait:
            await self.settled()

    async def choose(self, place: int = 0, *, wait: bool = True) -> None:
        """Take one of the answers that are offered, the recommended one first."""
        await self.page.locator("#thread .ask [data-say]").nth(place).click()
        if wait:
            await self.settled()

    async def example(self, name: str = "b2b_saas") -> None:
        """Begin with an example brief."""
        await self.page.click(f"[data-example={name}]")
        await self.page.click("#send")
        await self.settled()

    async def until(self, selector: str) -> Locator:
        """Take the recommended answers until something is there."""
        for _ in range(MOST_ANSWERS):
            if await self.page.locator(selector).count():
                break
            await self.choose()
        return self.page.locator(selector)

    async def until_written(self) -> None:
        """Take the recommended answers until the document is written."""
        await self.until("#panel-document article.paper[data-version]")

    async def tab(self, name: str) -> Locator:
        """The panel of a tab, opened."""
        await self.page.locator(f"#tab-{name}-button").evaluate("button => button.click()")
        panel = self.page.locator(f"#panel-{name}")
        await panel.wait_for(state="visible", timeout=PATIENCE_MS)
        return panel


@asynccontextmanager
async def browser_of() -> AsyncIterator[Browser]:
    """The system's Chromium, without a window. Raises FileNotFoundError where there is none."""
    from playwright.async_api import async_playwright

    found = chromium()
    if found is None:
        raise FileNotFoundError("There is no Chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def visiting(
    browser: Browser, address: str, *, size: tuple[int, int] = DESK, dark: bool = False
) -> AsyncIterator[Visitor]:
    """A visitor with a fresh profile: no cookie and nothing remembered."""
    context: BrowserContext = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    visitor = await another_tab(context, address)
    try:
        yield visitor
    finally:
        await context.close()


async def another_tab(context: BrowserContext, address: str) -> Visitor:
    """One more tab of the same person."""
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(page, address)
    page.on("request", lambda request: visitor.asked.append(request.url))
    page.on("pageerror", lambda error: visitor.faults.append(str(error)))
    return visitor
