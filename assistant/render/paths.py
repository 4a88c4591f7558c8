"""Who hands cases on to whom: one path for each pair, as a diagram draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.render.view import View

ANY = "any"
"""The source of a path that anybody may take."""


@dataclass(frozen=True)
class Path:
    """From one receiver to another."""

    source: str
    to: str
    kind: Literal["trigger", "exit", "back"]
    names: tuple[str, ...] = ()
    """The triggers that move a case along it, in order of precedence, as they were written."""


def paths(view: View) -> Iterator[Path]:
    """Every path once: by trigger, else by exit, else the way back."""
    receivers = view.process.frame.receivers
    known = {one.id for one in receivers} | {ANY}
    named: dict[tuple[str, str], list[str]] = {}
    for trigger in view.process.triggers:
        if trigger.source in known and trigger.to in known:
            named.setdefault((trigger.source, trigger.to), []).append(trigger.name)
    yield from (Path(source, to, "trigger", tuple(names)) for (source, to), names in named.items())
    told = set(named)
    exits = [(one.id, one.exit, "exit") for one in receivers]
    backs = [(back.source, back.to, "back") for back in view.process.improvement.de_escalations]
    for source, to, kind in [*exits, *backs]:
        if source in known and to in known and (source, to) not in told:
            told.add((source, to))
            yield Path(source, to, "exit" if kind == "exit" else "back")
