"""A conversation on the page, from an empty one to a file."""

from __future__ import annotations

import io
import zipfile

from evals.page.driver import Visitor

CONTRADICTORY = (
    "Tier 1 has 35 people, tier 2 has 12 and tier 3 has 3 engineers. Tier 1 has 30 people. We escalate outages and "
    "data loss. Enterprise is promised a first response within 30 minutes for P1, business hours. We use Zendesk, "
    "Monday to Friday 9:00-18:00 Europe/Berlin."
)


async def test_conversation_ends_in_a_word_file(visitor: Visitor) -> None:
    """From an example brief, by the recommended answers, to a Word file that opens."""
    await visitor.example()
    await visitor.until_written()
    panel = await visitor.tab("downloads")
    async with visitor.page.expect_download() as download:
        await panel.locator("[data-download=docx]").click()
    path = await (await download.value).path()
    names = zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()
    assert "word/document.xml" in names


async def test_inferred_value_is_corrected_in_place(visitor: Visitor) -> None:
    """A value on its card is changed before anything is written, and counts as stated from then on."""
    await visitor.example()
    card = await visitor.until(".confirm [data-edit='fact:hours.timezone']")
    await card.click()
    await visitor.page.fill(".value-input", "Europe/Berlin")
    await visitor.page.keyboard.press("Enter")
    await visitor.choose()
    panel = await visitor.tab("understood")
    fact = panel.locator(".fact", has=visitor.page.locator("[data-edit='fact:hours.timezone']"))
    assert "Europe/Berlin" in await fact.inner_text()
    assert "stated" in (await fact.get_attribute("class") or "")


async def test_contradiction_is_settled_by_choice(visitor: Visitor) -> None:
    """Both sides stand side by side, and the chosen one is what is known afterwards."""
    await visitor.say(CONTRADICTORY)
    sides = visitor.page.locator(".conflict blockquote")
    assert await sides.count() == 2
    await visitor.page.locator(".conflict [data-say]", has_text="35").first.click()
    await visitor.settled()
    panel = await visitor.tab("understood")
    assert await panel.locator("[data-edit='fact:tier.headcount:t1']").inner_text() == "35 people"


async def test_double_click_sends_one_message(visitor: Visitor) -> None:
    """The second click of a pair changes nothing."""
    await visitor.page.fill("#message", CONTRADICTORY)
    await visitor.page.dblclick("#send")
    await visitor.settled()
    assert await visitor.page.locator(".said > .user").count() == 1


async def test_conversation_is_found_renamed_and_deleted(visitor: Visitor) -> None:
    """A conversation is renamed, found by its name, and gone for good after a second question."""
    await visitor.say(CONTRADICTORY)
    id = visitor.conversation
    await visitor.page.click("[data-drawer=library]")
    await visitor.page.click(f"[data-rename='{id}']")
    await visitor.page.fill("#ask-input", "A name nobody else has")
    await visitor.page.click("#ask-yes")
    await visitor.page.fill("#library-search", "nobody else")
    await visitor.page.wait_for_function("() => document.querySelectorAll('#library [data-open]').length === 1")
    assert "A name nobody else has" in await visitor.page.locator("#library").inner_text()
    await visitor.page.click(f"[data-delete='{id}']")
    await visitor.page.click("#ask-yes")
    await visitor.page.wait_for_function("() => !location.hash.includes('c=')")
    await visitor.page.locator("#library .none").wait_for(state="attached")
