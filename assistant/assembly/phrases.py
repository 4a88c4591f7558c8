"""The few words that code itself writes into a process, in the document's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def phrase(language: str, key: str) -> str:
    """The phrase in the language, in English where that language has none."""
    return _phrases().get(language, {}).get(key) or _phrases()["en"][key]
