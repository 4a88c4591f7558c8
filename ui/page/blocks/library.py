"""A person's conversations: listed, searched, renamed, deleted for good."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.store.records import Conversation
from ui.page.blocks.filling import fill

PHASES = {"intake": "being described", "confirm": "to be agreed", "review": "written", "ended": "accepted"}


def library(listed: Sequence[Conversation], *, current: str | None, search: str) -> Markup:
    """The conversations, the last used first; the current one is marked."""
    return fill("library", listed=listed, current=current, search=search, phases=PHASES)
