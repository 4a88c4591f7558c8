"""What a card says to people, in other languages than its own: `said.yaml` beside it, which a card may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from prompts.inputs import Inputs
from prompts.places import read_yaml

FILE = "said.yaml"
Said = Mapping[str, Mapping[str, str]]
"""By language (ISO 639-1), then by the card's own words."""


def read_said(folder: Path, *, inputs: Inputs) -> Said:
    """The translations of a card; none where it has no such file.

    Raises CardError with the file and line for a text that the card does not say, and for one that is no text.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    placed = read_yaml(path)
    if not isinstance(placed.data, dict) or not all(isinstance(texts, dict) for texts in placed.data.values()):
        raise placed.error((), "by language, then by the card's own words, there is a text for each.")
    known = frozenset(told(inputs))
    for language, texts in placed.data.items():
        for own, text in texts.items():
            if own not in known:
                raise placed.error((language, own), f"the card says nowhere `{own}`.")
            if not isinstance(text, str) or not text.strip():
                raise placed.error((language, own), f"`{own}` has no text in the language {language!r}.")
    return dict(placed.data)


def told(inputs: Inputs) -> Iterator[str]:
    """Everything in the inputs that people read, in the card's own words."""
    for one in (*inputs.required, *inputs.optional):
        yield from filter(None, (one.example, one.recommended))
        for value in one.assumed:
            yield from filter(None, (value.text, value.rule))
    for value in inputs.inferred:
        yield from filter(None, (value.text, value.rule))
