"""Finding what a person calls by name in a written process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol


class Named(Protocol):
    """Anything with an id and a name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def find_named(said: str, items: Sequence[Named]) -> str | None:
    """The id of the item that is meant: by id or name, else by "tier 2" as a place, else by a name it stands in."""
    wanted = _plain(said)
    for item in items:
        if wanted in (_plain(item.id), _plain(item.name)):
            return item.id
    place = re.fullmatch(r"(?:tier|level|line|stufe|nivel|t|l)\s*(\d+)", wanted)
    if place and 0 < int(place[1]) <= len(items) and all(re.fullmatch(r"t\d+", one.id) for one in items):
        return items[int(place[1]) - 1].id
    within = [item.id for item in items if wanted and (wanted in _plain(item.name) or _plain(item.name) in wanted)]
    return within[0] if len(within) == 1 else None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.lower().replace("_", " ")).split())
