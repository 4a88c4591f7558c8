"""Severities: what makes a case P1, from sentences such as "P1 = production down"."""

from __future__ import annotations

import re

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, tidy
from assistant.models.offline.reading.sentences import Found, Sentence

_DEFINES = re.compile(
    r"\s*(?:\(|=|:|–|—|-\s|is\b|are\b|means?\b|covers?\b|ist\b|sind\b|bedeutet\b|heißt\b|es\b|son\b|significa\b)\s*"
)
_IS = re.compile(r"\s*(?:is|are|means?|ist|sind|bedeutet|heißt|es|son|significa)\b")
_OWN_BRACKET = re.compile(r"\s*\([^\W\d_]+\)\s*:")
_MOST_WORDS = 22
_BRACKETED = re.compile(
    r"(?:^|[:;,.]\s|\b(?:if|bei|wenn|si|for|für|para)\s)\s*([^\W\d_][^()\d:;,.]{3,60}?)\s*\(((?:[^\W\d_]+[ -]?)?\d)\)"
)


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
            alone = _IS.match(rest) or (_OWN_BRACKET.match(rest) and not sentence.customers)
            if promised or len(text.split()) < (1 if alone else 2) or len(text) < 4:
                continue
            if any(c.isdigit() for c in text):
                continue
            found.append(Found("severity", key.id, key.start, key.end, text=key.name[:1].upper() + key.name[1:]))
            found.append(Found("severity.meaning", key.id, key.start, place + len(meaning.rstrip(" ,.;")), text=text))
        found += _before_brackets(sentence)
    return found


def _before_brackets(sentence: Sentence) -> list[Found]:
    """ "Standstill of the practice (P1)"."""
    found = []
    for match in _BRACKETED.finditer(sentence.text):
        key = next((k for k in sentence.severities if k.start == sentence.start + match.start(2)), None)
        text = tidy(match[1])
        if key is None or key.id == "*" or any(c.isdigit() for c in text) or len(text) < 4:
            continue
        start = sentence.start + match.start(1)
        found.append(Found("severity", key.id, key.start, key.end, text=key.name[:1].upper() + key.name[1:]))
        found.append(Found("severity.meaning", key.id, start, key.end, text=text))
    return found
