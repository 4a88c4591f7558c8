"""Who writes, with which key, and what the document has cost so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page.blocks.filling import fill

if TYPE_CHECKING:
    from assistant.store.records import Conversation
    from ui.page.blocks.host import Host

OFFLINE = "offline"
VENDORS = (("anthropic", "Claude (Anthropic)", "claude-sonnet-4-5"), ("openai", "GPT (OpenAI)", "gpt-5"))


async def settings_panel(host: Host, conversation: Conversation | None, owner: str) -> str:
    """The choice of an author for the conversation that is open, and its costs. A key never comes back to the page."""
    name, spent = host.session.author.name, None
    if conversation is not None:
        session, _ = await host.session_of(owner, conversation.id)
        name = session.author.name
        spent = await host.session.store.usage.totals(conversation.id)
    kind, _, model = name.partition(":")
    keys = {vendor: host.authors.has_key(owner, vendor) for vendor, _, _ in VENDORS}
    return fill("settings", name=name, kind=kind, model=model, vendors=VENDORS, keys=keys, spent=spent)
