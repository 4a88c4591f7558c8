"""What others wrote never acts, nobody sees another's conversations, and nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser

from evals.page.driver import Visitor, visiting
from evals.page.process import Running, running

SCRIPT = "<img src=x onerror=window.hacked=1>"
BRIEF = """Tier 1 {x} has 35 people, tier 2 has 12 and tier 3 has 3 engineers {x}. We escalate outages {x}, data loss
and [a link](javascript:window.hacked=1). Enterprise {x} is promised a first response within 30 minutes for P1, business
hours. We use Zendesk {x}, Monday to Friday 9:00-18:00 Europe/Berlin. Our partner Acme {x} owns the network. Customers
complain that {x} <script>window.hacked=1</script> is slow. `${{window.hacked=1}}` {{{{window.hacked=1}}}}
<svg onload=window.hacked=1>"""
TABS = ("understood", "document", "rules", "flow", "findings", "assumptions", "versions", "downloads")
USERS = {"ESCALATE_USERS": "anna:correct-horse-battery,bert:staple-of-the-union"}


async def _is_clean(visitor: Visitor) -> bool:
    """Whether no script of the payloads ran and none of their elements exists."""
    return bool(
        await visitor.page.evaluate(
            "() => !window.hacked && !document.querySelector('img[src=x], svg[onload], a[href^=javascript], [onerror]')"
        )
    )


async def test_markup_in_a_brief_is_only_text(visitor: Visitor) -> None:
    """Script in names, quotes, facts and values is shown letter by letter in the conversation and on every tab."""
    await visitor.say(BRIEF.format(x=SCRIPT))
    await visitor.until_written()
    clean = {tab: await _is_clean(visitor) for tab in TABS if await visitor.tab(tab)}
    assert clean == dict.fromkeys(TABS, True)


async def test_markup_in_corrections_is_only_text(visitor: Visitor) -> None:
    """Script typed into a value, a wish and the search of the rules does nothing, also in the difference."""
    await visitor.example()
    await visitor.until_written()
    panel = await visitor.tab("understood")
    await panel.locator("[data-edit='fact:platform']").click()
    await visitor.page.fill(".value-input", SCRIPT)
    await visitor.page.keyboard.press("Enter")
    await visitor.say(f"Rename Tier 2 to {SCRIPT}")
    await (await visitor.tab("rules")).locator("[data-by=text]").fill(SCRIPT)
    await visitor.tab("versions")
    assert await _is_clean(visitor)


async def test_markup_in_titles_and_files_is_only_text(visitor: Visitor) -> None:
    """Script in a conversation's title, a file's name and its text, and the search does nothing."""
    await visitor.page.set_input_files(
        "#attach", {"name": f"{SCRIPT}.txt", "mimeType": "text/plain", "buffer": BRIEF.format(x=SCRIPT).encode()}
    )
    await visitor.page.wait_for_function("() => document.querySelector('#message').value.length > 100")
    await visitor.page.click("#send")
    await visitor.settled()
    await visitor.page.click("[data-drawer=library]")
    await visitor.page.click(f"[data-rename='{visitor.conversation}']")
    await visitor.page.fill("#ask-input", SCRIPT)
    await visitor.page.click("#ask-yes")
    await visitor.page.locator("#library", has_text="onerror").wait_for()
    await visitor.page.fill("#library-search", SCRIPT)
    await visitor.page.click(f"[data-delete='{visitor.conversation}']")
    await visitor.page.locator("#ask-title", has_text="onerror").wait_for()
    assert await _is_clean(visitor)


async def test_page_asks_nobody_but_its_own_server(visitor: Visitor) -> None:
    """From the empty page to the document, every request goes to the loopback address; no script fails."""
    await visitor.example()
    await visitor.until_written()
    for tab in TABS:
        await visitor.tab(tab)
    assert visitor.hosts == {"127.0.0.1"}
    assert visitor.faults == []


async def _signed_in(browser: Browser, server: Running, name: str, password: str) -> Visitor:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(server.address)
    await page.fill("input[name=name], input[name=user], input[type=text]", name)
    await page.fill("input[type=password]", password)
    await page.keyboard.press("Enter")
    visitor = Visitor(page, server.address)
    await visitor.drawn()
    return visitor


async def test_two_people_never_see_each_others_conversations(browser: Browser, tmp_path: Path) -> None:
    """Another person's conversation is in no list, cannot be opened by its address, and its document not fetched."""
    with running(tmp_path, environment=USERS) as server:
        anna = await _signed_in(browser, server, "anna", "correct-horse-battery")
        await anna.example()
        await anna.until_written()
        bert = await _signed_in(browser, server, "bert", "staple-of-the-union")
        await bert.page.click("[data-drawer=library]")
        await bert.page.locator("#library .none").wait_for()
        await bert.page.goto(f"{server.address}#c={anna.conversation}")
        await bert.page.reload()
        await bert.page.locator("#state.failed").wait_for()
        answer = await bert.page.request.get(f"{server.address}documents/{anna.conversation}/1.md")
        assert (answer.status, await bert.page.locator(".said > li").count()) == (404, 0)


async def test_stranger_is_asked_to_sign_in(browser: Browser, tmp_path: Path) -> None:
    """Where users are configured, nobody sees the page without signing in."""
    with running(tmp_path, environment=USERS) as server:
        async with visiting(browser, server.address) as visitor:
            await visitor.page.goto(server.address)
            await visitor.page.wait_for_selector("input[type=password]")
            assert await visitor.page.locator("#message").count() == 0
