"""Issues: the kinds of cases that a message lists."""

from __future__ import annotations

import re

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import slug, without_article
from assistant.models.offline.reading.sentences import Found, Sentence

MOST_WORDS = 7
_CUT = re.compile(r"\s*(?:,|;|\band\b|\bor\b|\bund\b|\boder\b|\by\b|\bo\b|\be\b|\n)\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^[\s:–—-]*(?:(?:are|is|sind|ist|son|mostly|usually|mainly|vor allem|meist|sobre todo|about|bei|of|for|include"
    r"|sometimes|also|manchmal|auch|a veces|the|our|die|der|das|la|el|los|las)\s+)*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\([^)]*\)?|[.:!?]|\bto\b.*|\bgo(?:es)?\b.*|\bget(?:s)?\b.*|\bneed(?:s)?\b.*|\bthat\b.*|\bdie\b.*|\bque\b.*)$"
)


def issues(message: Message, *, asked: bool) -> list[Found]:
    """Issue types with their hazards; `asked` means that the whole message answers the question for them."""
    found: list[Found] = []
    listed = [s for s in message.sentences if s.text.strip() and s.segment.paragraph >= 0]
    under_cue = {s.index for s in listed if s.segment.heading and s.has("issue_cue")}
    for sentence in listed:
        if sentence.segment.bullet and under_cue & set(sentence.segment.under):
            found += _listed(message, sentence.start, min(sentence.end, _first_break(sentence)))
            continue
        cue = next(iter(sentence.of("issue_cue")), None)
        if cue is not None and not sentence.segment.heading:
            found += _after_cue(message, sentence, cue.start, cue.end)
        elif asked and not found:
            found += _listed(message, sentence.start, sentence.end)
    seen: dict[str, Found] = {}
    for each in found:
        seen.setdefault(f"{each.slot}:{each.subject}", each)
    return list(seen.values())


def _first_break(sentence: Sentence) -> int:
    found = re.search(r"[:–—(]|\s-\s", sentence.text)
    return sentence.start + (found.start() if found and found.start() > 3 else len(sentence.text))


def _after_cue(message: Message, sentence: Sentence, start: int, end: int) -> list[Found]:
    """The list after the cue; before it, where the sentence ends with the cue ("X, Y and Z get escalated")."""
    if sentence.end - end > 12:
        return _listed(message, end, sentence.end)
    return _listed(message, sentence.start, start)


def _listed(message: Message, start: int, end: int) -> list[Found]:
    found: list[Found] = []
    at = start
    for piece in _pieces(message.visible[start:end]):
        place = message.text.find(piece, at, end)
        if place < 0:
            continue
        at = place
        name = without_article(_TAIL.sub("", _LEAD.sub("", piece)).strip(" .:;-–"))
        inside = message.text.find(name, place, end)
        if not name or inside < 0 or len(name.split()) > MOST_WORDS or len(name) < 3 or any(map(str.isdigit, name)):
            continue
        subject, span = slug(name), (inside, inside + len(name))
        found.append(Found(slot="issue", subject=subject, start=span[0], end=span[1], text=name))
        found += _hazard(message, subject, *span)
    return found


def _pieces(text: str) -> list[str]:
    return [piece for piece in _CUT.split(text) if piece.strip()]


def _hazard(message: Message, subject: str, start: int, end: int) -> list[Found]:
    for sentence in message.sentences:
        for mention in sentence.of("hazard"):
            if start <= mention.start and mention.end <= end:
                return [Found(slot="issue.hazard", subject=subject, start=start, end=end, text=mention.value)]
    return []
