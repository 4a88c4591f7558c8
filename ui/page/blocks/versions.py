"""The versions of a document: listed, compared, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.store.records import Version
from ui.page.blocks.filling import fill


@dataclass(frozen=True)
class Compared:
    """Which two versions are shown side by side."""

    old: int
    new: int


def versions(
    listed: Sequence[Version], *, conversation_id: str, compared: Compared | None, shown: Markup | str
) -> Markup:
    """All versions, the newest first, and the difference of the two compared."""
    newest_first = tuple(reversed(listed))
    return fill("versions", conversation=conversation_id, listed=newest_first, compared=compared, shown=shown)


def change(shown: Markup, *, old: int, new: int, reason: str) -> Markup:
    """A change that waits to be accepted: what was asked, and the difference."""
    return fill("change", shown=shown, old=old, new=new, reason=reason)
