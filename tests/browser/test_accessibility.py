"""The page for people who cannot see it, or use no mouse: axe-core finds nothing serious in any state."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.async_api import Browser, Page

from evals.page.driver import DESK, PHONE, visiting
from evals.page.process import Running

GRAVE = ("serious", "critical")
TABS = ("understood", "document", "rules", "flow", "findings", "assumptions", "versions", "downloads")


async def _violations(page: Page) -> list[str]:
    """Serious and critical violations on what is shown, each with where."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    await page.evaluate(axe)
    await page.wait_for_timeout(300)
    found = await page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (DESK, True), (PHONE, False)])
async def test_no_serious_violation_in_any_state(
    browser: Browser, server: Running, size: tuple[int, int], dark: bool
) -> None:
    """Empty, contradiction, question, cards, document and every tab, in both looks and sizes."""
    async with visiting(browser, server.address, size=size, dark=dark) as visitor:
        await visitor.open()
        found = {"empty": await _violations(visitor.page)}
        await visitor.example()
        found["contradiction"] = await _violations(visitor.page)
        await visitor.choose()
        found["question"] = await _violations(visitor.page)
        await visitor.until(".ask.confirm")
        found["cards"] = await _violations(visitor.page)
        await visitor.until_written()
        if size == PHONE:
            await visitor.page.click("button[data-side=work]")
        for tab in TABS:
            await visitor.tab(tab)
            found[tab] = await _violations(visitor.page)
        assert {state: told for state, told in found.items() if told} == {}


async def test_conversation_needs_no_mouse(browser: Browser, server: Running) -> None:
    """By the keyboard alone: type, send, reach the recommended answer, take it."""
    async with visiting(browser, server.address) as visitor:
        await visitor.open()
        await visitor.page.focus("#message")
        await visitor.page.keyboard.type("Tier 1 has 35 people, tier 2 has 12. We escalate outages.")
        await visitor.page.keyboard.press("Enter")
        await visitor.settled()
        await visitor.page.focus("#message")
        for _ in range(12):
            await visitor.page.keyboard.press("Shift+Tab")
            if await visitor.page.evaluate("() => document.activeElement.matches('.ask [data-say]')"):
                break
        before = await visitor.page.locator(".said > li").count()
        await visitor.page.keyboard.press("Enter")
        await visitor.settled()
        assert await visitor.page.locator(".said > li").count() == before + 2
