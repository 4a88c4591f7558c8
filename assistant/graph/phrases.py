"""What the conversation itself says, in the person's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from assistant.graph.workspace import Workspace


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def phrase(work: Workspace, key: str, **named: object) -> str:
    """The phrase in the brief's language, in English where that language has none, `$name` filled in."""
    return phrase_in(work.brief.language, key, **named)


def phrase_in(language: str, key: str, **named: object) -> str:
    """The phrase in a language. Values are put in as they are: nothing in them is a template."""
    from string import Template

    told = _phrases().get(language, {}).get(key) or _phrases()["en"][key]
    return Template(told).safe_substitute({name: str(value) for name, value in named.items()})
