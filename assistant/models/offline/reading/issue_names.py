"""Issue names: the id of a kind of issue, and what its name says it endangers."""

from __future__ import annotations

import re

from assistant.models.offline.reading.names import slug
from assistant.models.offline.reading.sentences import Sentence

HAZARDS = ("safety", "security", "privacy", "legal", "money")


def issue_named(name: str) -> str:
    """The id of an issue type: its name without brackets, as a slug."""
    return slug(re.sub(r"\([^()]{0,200}\)", " ", name))


def hazard_in(sentence: Sentence, start: int | None = None, end: int | None = None) -> str | None:
    """What the words between two places endanger: the gravest that they name."""
    first, last = sentence.start if start is None else start, sentence.end if end is None else end
    named = {m.value for m in sentence.of("hazard") if first <= m.start and m.end <= last}
    return next((hazard for hazard in HAZARDS if hazard in named), None)
