"""Changing a written document on the page: shown beside what was, kept or taken back."""

from __future__ import annotations

from evals.page.driver import Visitor


async def _written(visitor: Visitor) -> None:
    await visitor.example()
    await visitor.until_written()


async def test_change_is_shown_beside_what_was_and_taken_back(visitor: Visitor) -> None:
    """A wish makes a version that waits to be accepted, with its difference; taking it back restores the old one."""
    await _written(visitor)
    before = await visitor.page.locator("#panel-document article").inner_text()
    await visitor.say("Tier 2 has 14 people")
    change = visitor.page.locator("#change .change")
    assert "14" in " ".join(await change.locator("ins").all_inner_texts())
    await change.locator("[data-say=undo]").click()
    await visitor.settled()
    after = await visitor.page.locator("#panel-document article").inner_text()
    assert after.partition("\n")[2] == before.partition("\n")[2]


async def test_kept_change_is_not_asked_again(visitor: Visitor) -> None:
    """Once a change was kept, it is no longer shown as one, also after a reload."""
    await _written(visitor)
    await visitor.say("Tier 2 has 14 people")
    await visitor.page.click("[data-keep]")
    await visitor.page.wait_for_function("() => !document.querySelector('#change .change')")
    await visitor.page.reload()
    await visitor.drawn()
    assert await visitor.page.locator("#change .change").count() == 0


async def test_proposed_number_is_changed_where_it_stands(visitor: Visitor) -> None:
    """A number that the author proposed gets another value from its own card in the document."""
    await _written(visitor)
    await visitor.tab("document")
    await visitor.page.locator("#panel-document section .n.proposed[data-n]").first.click()
    await visitor.page.click("#origin [data-edit]")
    await visitor.page.fill("#ask-input", "41")
    await visitor.page.click("#ask-yes")
    await visitor.page.click("#send")
    await visitor.settled()
    numbers = await visitor.page.locator("#panel-document .n.proposed").all_inner_texts()
    assert any(number.startswith("41") for number in numbers)


async def test_assumption_is_confirmed(visitor: Visitor) -> None:
    """An assumption that was agreed to counts as stated, and the document stays as it was otherwise."""
    await _written(visitor)
    panel = await visitor.tab("assumptions")
    await panel.locator("[data-confirm='fact:hours.timezone']").click()
    await visitor.settled()
    await visitor.tab("assumptions")
    assert await panel.locator("[data-confirm='fact:hours.timezone']").count() == 0


async def test_number_tells_where_it_comes_from(visitor: Visitor) -> None:
    """Pointing at a stated number shows the words in which it was said."""
    await _written(visitor)
    await visitor.tab("document")
    await visitor.page.locator("#panel-document section .n.stated[data-n]", has_text="35 people").first.hover()
    assert "Tier 1 has 35 people" in await visitor.page.locator("#origin").inner_text()
