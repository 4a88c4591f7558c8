"""The versions of a document: listed, compared, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.store.records import Version
from schemas.drafts import Draft
from ui.page.blocks.difference import difference
from ui.page.blocks.filling import fill


@dataclass(frozen=True)
class Compared:
    """Which two versions are shown side by side."""

    old: int
    new: int


def versions(
    listed: Sequence[Version],
    *,
    conversation_id: str,
    compared: Compared | None,
    before: Draft | None,
    after: Draft | None,
) -> Markup:
    """All versions, the newest first, and the difference of the two compared."""
    shown: Markup | str = ""
    if compared is not None and before is not None and after is not None:
        shown = difference(before, after, old=compared.old, new=compared.new)
    return fill(
        "versions", conversation=conversation_id, listed=tuple(reversed(listed)), compared=compared, shown=shown
    )


def change(before: Draft, after: Draft, *, old: int, new: int, reason: str) -> Markup:
    """A change that waits to be accepted: what was asked, and the difference."""
    return fill("change", shown=difference(before, after, old=old, new=new), old=old, new=new, reason=reason)
