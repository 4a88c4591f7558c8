"""Severities: what makes a case P1, from sentences such as "P1 = production down"."""

from __future__ import annotations

import re

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, tidy
from assistant.models.offline.reading.sentences import Found

_DEFINES = re.compile(
    r"\s*(?:\(|=|:|–|—|-\s|is\b|are\b|means?\b|covers?\b|ist\b|sind\b|bedeutet\b|heißt\b|es\b|son\b|significa\b)\s*"
)
_IS = re.compile(r"\s*(?:is|are|means?|ist|sind|bedeutet|heißt|es|son|significa)\b")
_MOST_WORDS = 22


def severities(message: Message) -> list[Found]:
    """Severities that a sentence defines, with their meaning."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0:
            continue
        for at, key in enumerate(sentence.severities):
            if key.id == "*":
                continue
            until = sentence.severities[at + 1].start if at + 1 < len(sentence.severities) else sentence.end
            rest = sentence.between(key.end, until)
            defines = _DEFINES.match(rest)
            if not defines:
                continue
            stop = r"[);]|\.\s|,?\s*(?:\b(?:and|und|y))?\s*$|,?\s+\d|\s[-–—]\s"
            meaning = re.split(stop, rest[defines.end() :], maxsplit=1)[0]
            text = clipped(tidy(meaning), words=_MOST_WORDS)
            place = key.end + defines.end()
            promised = sentence.measured("duration") and any(
                place <= m.start < place + len(meaning) for m in sentence.of("promise.kind", None)
            )
            if promised or len(text.split()) < (1 if _IS.match(rest) else 2) or len(text) < 4:
                continue
            if any(c.isdigit() for c in text):
                continue
            found.append(Found("severity", key.id, key.start, key.end, text=key.name[:1].upper() + key.name[1:]))
            found.append(Found("severity.meaning", key.id, key.start, place + len(meaning.rstrip(" ,.;")), text=text))
    return found
