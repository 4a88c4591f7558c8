"""Edits: values that a person changed by hand. Nobody need guess what was meant."""

from __future__ import annotations

from schemas.changes import FieldChange
from schemas.noun import Noun
from schemas.reading import ReadFact


class Edit(Noun):
    """What was changed by hand; the message that comes with it says the same in words."""

    facts: tuple[ReadFact, ...]
    """Facts of the brief with their new values; each quote stands in the message."""
    changes: tuple[FieldChange, ...]
    """Values of the document that rest on no fact."""
    alone: bool
    """Whether the message says nothing else."""
    confirms: bool
    """The facts are as they were: the person only agreed with them."""
    summary: str
    """The edit in one sentence: the new version's reason."""
