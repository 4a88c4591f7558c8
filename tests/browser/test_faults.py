"""What goes wrong while people use the page: nothing is lost."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser

from evals.page.driver import Visitor, another_tab, visiting
from evals.page.process import running

PAUSE_S = 0.02


async def _writing(visitor: Visitor) -> None:
    """Begin to write the document and wait until its first words are seen."""
    await visitor.example()
    await visitor.until(".ask.confirm")
    await visitor.choose(wait=False)
    await visitor.page.wait_for_selector("#sheet .being-written p")


async def test_stopped_draft_is_gone_on_with(browser: Browser, tmp_path: Path) -> None:
    """Stop keeps the message; going on writes the document."""
    with running(tmp_path, pause_s=PAUSE_S) as server:
        async with visiting(browser, server.address) as visitor:
            await visitor.open()
            await _writing(visitor)
            await visitor.page.click("#stop")
            await visitor.page.wait_for_selector("[data-resume]")
            await visitor.page.click("[data-resume]")
            await visitor.settled()
            assert await visitor.page.locator("#panel-document article.paper[data-version]").count() == 1


async def test_killed_server_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    """After kill -9 in the middle of a draft the same tab finds its conversation, and the draft is finished."""
    with running(tmp_path, pause_s=PAUSE_S) as server:
        async with visiting(browser, server.address) as visitor:
            await visitor.open()
            await _writing(visitor)
            server.kill()
            with running(tmp_path, port=server.port):
                await visitor.page.reload()
                await visitor.page.wait_for_selector("#panel-document article.paper[data-version]")
                said = await visitor.page.locator(".said > .user .text").all_inner_texts()
                assert said[-1] == "That is right, write it"


async def test_reload_in_the_middle_shows_the_draft_again(browser: Browser, tmp_path: Path) -> None:
    """A reloaded page shows what is being written, from its beginning."""
    with running(tmp_path, pause_s=PAUSE_S) as server:
        async with visiting(browser, server.address) as visitor:
            await visitor.open()
            await _writing(visitor)
            await visitor.page.reload()
            await visitor.page.wait_for_selector("#sheet .being-written p")
            await visitor.settled()
            assert await visitor.page.locator("#panel-document article.paper[data-version]").count() == 1


async def test_second_tab_sees_what_the_first_did(visitor: Visitor) -> None:
    """Two tabs on one conversation show the same, without a reload."""
    await visitor.example()
    second = await another_tab(visitor.page.context, visitor.address)
    await second.open(visitor.conversation)
    await visitor.choose()
    count = await visitor.page.locator(".said > li").count()
    await second.page.wait_for_function(f"() => document.querySelectorAll('.said > li').length === {count}")


async def test_text_stays_when_the_server_is_away(browser: Browser, tmp_path: Path) -> None:
    """A message that cannot be sent stays in its field, and the page says why."""
    with running(tmp_path) as server:
        async with visiting(browser, server.address) as visitor:
            await visitor.open()
            server.kill()
            await visitor.page.fill("#message", "Tier 1 has 35 people")
            await visitor.page.click("#send")
            await visitor.page.locator("#notice", has_text="cannot be reached").wait_for()
            assert await visitor.page.input_value("#message") == "Tier 1 has 35 people"
