"""The line that says which conversation is open, who writes, and what it has cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page.blocks.filling import fill

if TYPE_CHECKING:
    from assistant.store.records import Conversation
    from ui.page.blocks.host import Host

OFFLINE = "offline"


async def status(host: Host, conversation: Conversation | None, owner: str) -> str:
    """The status line; for scripts it names the conversation, its newest version, and whether a turn is running."""
    session, version, spent = host.session, 0, None
    author = session.author.name
    if conversation is not None:
        listed = await session.versions(conversation.id)
        version = listed[-1].number if listed else 0
        spent = await session.store.usage.totals(conversation.id)
        author = (await host.session_of(owner, conversation.id))[0].author.name
    return fill(
        "status",
        conversation=conversation,
        version=version,
        running=conversation is not None and host.is_running(conversation.id),
        author="built-in rules" if author == OFFLINE else author.rpartition(":")[2] or author,
        offline=author == OFFLINE,
        spent=spent,
    )
