"""Scopes: what a tier or a team does, in the words behind its name and its number."""

from __future__ import annotations

import re

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.names import clipped, slug, tidy
from assistant.models.offline.reading.sentences import Key, Sentence

MOST_WORDS = 16
_NO_SCOPE = re.compile(
    r"^(?:and|und|y|in|en|from|aus|on|at|im|am|across|at|same|thin|all|only)\b|(?:^|\b)(?:and|und|y|has|have|hat|haben|tiene|is|are|on|in|with|people|agents|team"
    r"|of|a|the|total|each|who|which|currently|actually|not|also|only|plus|vs)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"[\s\-–—:=(),.|]*(?:(?:they|sie|ellos|who|which|that|die|que|support|team|the only ones|those|los únicos|die einzigen)\s+)*"
    r"(?:(?:can|may|können|dürfen|pueden|puede|kann)\s+)?",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?:[^()]|\([^()\d]*\))*")
_STOP = re.compile(
    r"[;.!?](?:\s|$)|,\s*(?:and|und|y)\s*$|\s(?:and|und|y)\s*$|,\s*(?=\d)|,\s*(?:and|und|y)\s+\w+\s*$"
    r"|,\s*(?:also|auch|también|works?|working|open|on duty|staffed|available|arbeite[nt]+|besetzt|trabajan?|same hours|gleiche Zeiten|mismo horario)\b",
    re.IGNORECASE,
)


def _is_verb(sentence: Sentence, mention: Mention) -> bool:
    written = sentence.between(mention.start, mention.end).lower()
    return " " not in written and written not in ("for", "für", "para")


def scope_in(sentence: Sentence, start: int, end: int, *, measure: Measure | None) -> Key | None:
    """What is done there, with its place: the words behind "handles", or those left over between two places.

    measure: the headcount.
    """
    handles = [m for m in sentence.of("handles") if start <= m.start < end and m.end < end]
    begin = measure.end if measure is not None and start <= measure.start < end else start
    later = [m for m in handles if m.start >= begin]
    if later and later[0].start - begin <= 30:
        # "take everything first and answer questions": one verb alone would leave the other without its pair.
        begin = later[0].start if len(later) > 1 and _is_verb(sentence, later[0]) else later[0].end
    end = min([end, *(hours.start for hours in sentence.hours if hours.start > begin)])
    written = sentence.between(begin, end)
    lead = _LEAD.match(written)
    offset = lead.end() if lead else 0
    inside = _INSIDE.match(written[offset:])
    rest = _STOP.split(inside.group() if inside else "", maxsplit=1)[0]
    text = clipped(tidy(rest), words=MOST_WORDS)
    if any(begin <= m.start < end and m.start < begin + offset + len(rest) for m in sentence.of("on_call")):
        return None
    if len(text) < 4 or any(c.isdigit() for c in text) or _NO_SCOPE.search(text) or sentence.measured("percent"):
        return None
    if not later and not re.match(r"[\s\-–—:=(),|]", written or " "):
        return None
    place = begin + offset + written[offset:].find(text.split()[0])
    return Key(slug(text), text, place, min(end, place + len(tidy(rest))))
