"""The few words that the model seam itself says to a model; data in `wording.yaml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SHOWN_ANSWER_CHARS = 40_000


def answer_tool() -> str:
    """What the tool is for whose arguments are the answer."""
    return _wording()["answer_tool"]


def json_answer(prompt: str, schema: Mapping[str, object]) -> str:
    """The prompt, followed by the demand for one JSON object of this schema."""
    return _filled("json_answer", prompt=prompt, schema=json.dumps(schema, ensure_ascii=False, separators=(",", ":")))


def repair(prompt: str, *, fault: str, answer: str) -> str:
    """The prompt, followed by what was wrong with an earlier answer (its first 40,000 characters are shown)."""
    shown = answer if len(answer) <= SHOWN_ANSWER_CHARS else answer[:SHOWN_ANSWER_CHARS] + "…"
    return _filled("repair", prompt=prompt, fault=fault, answer=shown.replace("earlier_answer>", "earlier answer>"))


def _filled(name: str, **words: str) -> str:
    """The template with each placeholder filled once; what is filled in is never read as a template."""
    pieces = _wording()[name].split("{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}")
        filled.append(words[key] + rest)
    return "".join(filled)


@cache
def _wording() -> dict[str, str]:
    import yaml

    loaded = yaml.safe_load(files("assistant.models").joinpath("wording.yaml").read_text(encoding="utf-8"))
    return {str(name): str(words) for name, words in loaded.items()}
