"""Commands that a person may type instead of a message, in the built-in languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.briefing.quotes import normalised


@dataclass(frozen=True, kw_only=True)
class Command:
    """What is to be done; `number` is the version that a `restore` names."""

    name: str
    number: int | None = None


@cache
def _words() -> dict[str, str]:
    text = (Path(__file__).parent / "commands.yaml").read_text(encoding="utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    return {normalised(word): name for name, words in listed.items() for word in words}


def command_in(message: str) -> Command | None:
    """The command that the whole message is, with or without a leading slash; None for any other message."""
    if len(message) > 60:
        return None
    said = re.sub(r"[\s.!]+$", "", normalised(message)).removeprefix("/")
    name = _words().get(said)
    if name is not None:
        return Command(name=name)
    word, _, rest = said.rpartition(" ")
    if _words().get(word) == "restore" and rest.isdigit():
        return Command(name="restore", number=int(rest))
    return None
