"""Items: one entry of a list of issues, taken apart into names, a share and who handles it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.models.offline.reading.issue_names import hazard_in, issue_named
from assistant.models.offline.reading.names import tidy, without_article
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

MOST_WORDS = 8
_SEPARATOR = re.compile(r"[,;]|\s[•·]\s|(?:^|\s)\(?\d{1,2}[.)]\s")
_LAST_JOINT = re.compile(r"\s(?:and|or|und|oder|sowie|y|o|e|plus|as well as|&)\s", re.IGNORECASE)
_HANDLER = re.compile(
    r"\s*(?:→|->|=>|\b(?:are|is|werden|wird|se|lo|la|los|las)?\s*\b(?:handled|solved|fixed|resolved|owned|taken|done|resuelven?|atienden?|gelöst"
    r"|bearbeitet)\s+(?:by|von|por|vom)\b|\b(?:go|goes|going|escalated?|passed|belongs?|straight|directly|handed)\s+(?:\w+ly\s+|straight\s+)?to\b"
    r"|\b(?:always\s+)?needs?\b|\bto\s+(?=(?:tier|level|line|l\d|our\s|(?:the\s+)?(?:engineer|develop|vendor|specialist|expert|back ?office|finance|legal|security)|development|second|third|specialist))"
    r"|\b(?:geht|gehen)\s+(?:direkt\s+)?(?:an|in|zu[mr]?)\b|\ban\s+(?=die\s|das\s|den\s|stufe|level|ebene|l\d|unser)"
    r"|\bvan?\s+(?:directamente\s+)?al?\b|\b(?:se|lo|la|los|las)\s+(?:resuelven?|atienden?|gestionan?|llevan?)\b|\bal?\s+(?=(?:el |la |los |las )?(?:nivel|ingenier|n\d|l\d|segund|tercer|equipo|técnic|especialist|desarroll|finanzas|legal|jurídic|operaciones|sistemas|back ?office)))\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^[\s:–—-]*(?:(?:are|is|be|sind|ist|wird|werden|son|es|mostly|usually|mainly|typically|often|primarily|vor allem|vor|allem|meist|meistens"
    r"|hauptsächlich|überwiegend|häufig|sobre todo|principalmente|normalmente|about|around|um|bei|wegen|of|for|with|like|such as|include|includes"
    r"|including|sometimes|also|manchmal|auch|a veces|también|things|because|weil|por|de|the|our|wie|etwa|z\. ?b\.|e\. ?g\.|como|and|und|y|or"
    r"|then|finally|in particular|especially|insbesondere|probleme mit|problemas de|problemas con|problems with|issues with|either)\b[\s:]*)*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[:–—=]|\s-\s|\(|\[|\b(?:that|which|who|where|when|if|because|get|gets|make|makes|happen|come|comes|take|takes|come up"
    r"|welche|wenn|weil|que|cuando|si|etc|usw|and so on|und so weiter|get escalated|are escalated|most often|again|mostly)\b|\.{2,}).*$",
    re.IGNORECASE | re.DOTALL,
)
_RELATIVE = re.compile(
    r",\s*(?:(?:die|der|das|deren|dessen|bei denen|which|who|que|los cuales|las cuales)\s)[^,;:]*?[.\s]*$",
    re.IGNORECASE,
)
"""A clause that describes the last entry: "and complaints, which end with the ombudsman"."""
_KEEP_CLAUSE = re.compile(r"\b(?:that|which|die|que)\s+\w+(?:\s+\w+)?\s*$", re.IGNORECASE)
_NO_ISSUE = re.compile(
    r"^(?:they|them|these|those|it|this|that|we|you|i|sie|es|diese|ellos|most|some|many|few|several|cases?|tickets?|issues?|problems?|everything"
    r"|(?:half|most|some|none|all|many) of (?:them|these|those)|escalated|eskaliert|escalad[oa]s|reopened|closed|open|solved|resolved|late|others?|etc|usw|sonstiges|more|yes|no|ja|nein|sí|nothing|nichts|nada|alles|todo|of them|davon|(?:only |very |the )*(?:complex|difficult|hard"
    r"|critical|urgent|technical|important)? ?(?:ones|cases|issues|tickets|problems|fälle|anfragen|casos))$"
    r"|^(?:to|by|when|if|after|because|from|within|too|at|without|before|until|only|via|per|into|as|how|why|what|who|can|should|must"
    r"|an|durch|wenn|nach|ohne|zu|cuando|si|al|tras|sin|we|i|you)\b",
    re.IGNORECASE,
)


def items_in(sentence: Sentence, start: int, end: int, *, whole: bool = False) -> list[Found]:
    """The issues that the stretch between two places lists, with hazards, shares and who handles them.

    whole: a bullet point, in which "and" parts nothing.
    """
    found: list[Found] = []
    for first, last in _pieces(sentence, start, end, whole=whole):
        handler = _HANDLER.match(sentence.between(first, last))
        named = [f for f in found if f.slot == "issue"]
        if handler and named and (who := _told(sentence.between(first, last), first, handler)):
            found.append(Found("issue.handled_by", named[-1].subject, named[-1].start, who[2], text=who[0]))
        else:
            found += _item(sentence, first, last)
    return found


def _pieces(sentence: Sentence, start: int, end: int, *, whole: bool) -> list[tuple[int, int]]:
    """The list cut at commas, and its last entry at "and"; nothing is cut inside brackets."""
    end -= len(sentence.between(start, end)) - len(_RELATIVE.sub("", sentence.between(start, end)))
    text = sentence.between(start, end)
    cuts = [m for m in _SEPARATOR.finditer(text) if _outside_brackets(text, m.start())]
    pieces, place = [], 0
    for cut in cuts:
        pieces.append((start + place, start + cut.start()))
        place = cut.end()
    pieces.append((start + place, start + len(text)))
    if whole:
        return pieces
    return [part for piece in pieces for part in _handed(sentence, *piece, last=piece == pieces[-1])]


def _handed(sentence: Sentence, start: int, end: int, *, last: bool) -> Iterator[tuple[int, int]]:
    """A piece, cut at "and" where it is the last of the list or where its parts go to one handler."""
    text = sentence.between(start, end)
    handler = _HANDLER.search(text)
    head = text[: handler.start()] if handler else text
    joints = [m for m in _LAST_JOINT.finditer(head) if _outside_brackets(head, m.start())]
    if not joints or not (last or handler):
        yield start, end
        return
    place = 0
    for joint in joints if handler or len(joints) == 1 else joints[-1:]:
        yield start + place, start + joint.start()
        place = joint.end()
    yield start + place, end


def _outside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) <= text.count(")", 0, place)


def _item(sentence: Sentence, start: int, end: int) -> list[Found]:
    text = sentence.between(start, end)
    handler = _HANDLER.search(text)
    shares = [m for m in sentence.measured("percent") if start <= m.start < end]
    head_end = handler.start() if handler and handler.start() > 2 else len(text)
    name = _name(sentence, text[:head_end], start, [m for m in shares if m.start < start + head_end])
    if name is None:
        return []
    words, place = name
    subject = issue_named(without_article(words))
    base = Found("issue", subject, place, place + len(words), text=without_article(" ".join(words.split())))
    found = [base]
    hazard = hazard_in(sentence, place, end if "(" in text else place + len(words))
    if hazard:
        found.append(replace(base, slot="issue.hazard", text=hazard))
    if shares:
        found.append(
            of_measure(
                "issue.share",
                subject,
                shares[0],
                start=min(place, shares[0].start),
                end=max(place + len(words), shares[0].end),
            )
        )
    who = _handled_by(sentence, text, start, handler)
    if who:
        found.append(Found("issue.handled_by", subject, place, who[2], text=who[0]))
    return found


def _name(sentence: Sentence, head: str, start: int, shares: list[object]) -> tuple[str, int] | None:
    """(the issue's name, its place): the words without lead, share, bracket and subordinate clause."""
    offset = 0
    first_share = next((m for m in sentence.measured("percent") if start <= m.start < start + len(head)), None)
    if first_share is not None:
        before = head[: first_share.start - start]
        if tidy(_LEAD.sub("", before)):
            head = before
        else:
            offset = first_share.end - start
            head = head[offset:]
    lead = _LEAD.match(head)
    if lead:
        offset, head = offset + lead.end(), head[lead.end() :]
    tail = _TAIL.search(head)
    if tail and tail.start() > 0 and not _KEEP_CLAUSE.search(head):
        head = head[: tail.start()]
    words = head.strip(" \t\n.,;:!?-–—*_\"'“”„(")
    if (
        len(words) < 3
        or len(words.split()) > MOST_WORDS
        or any(c.isdigit() for c in words.replace("2FA", "").replace("B2B", ""))
    ):
        return None
    if _NO_ISSUE.search(without_article(words)) or not issue_named(words):
        return None
    inside = head.index(words)
    return words, start + offset + inside


def _handled_by(
    sentence: Sentence, text: str, start: int, handler: re.Match[str] | None
) -> tuple[str, int, int] | None:
    """(who, start, end) from "→ tier 2", "go to engineering", "(tier 3)"."""
    if handler is not None and handler.start() > 2 and (told := _told(text, start, handler)):
        return told
    level = next((k for k in sentence.levels if start <= k.start < start + len(text)), None)
    if level is not None:
        return tidy(level.name), level.start, level.end
    return None


def _told(text: str, start: int, handler: re.Match[str]) -> tuple[str, int, int] | None:
    """(who, start, end): the words behind "go to", "handled by" or an arrow."""
    who = re.split(r"[,;.()]", text[handler.end() :], maxsplit=1)[0].strip()
    if not 1 < len(who) <= 60:
        return None
    place = start + handler.end() + text[handler.end() :].index(who)
    return tidy(without_article(who)), place, place + len(who)


def handler_behind(sentence: Sentence, end: int) -> tuple[str, int, int] | None:
    """(who, start, end) where a sentence says right behind an issue's name who handles it."""
    text = sentence.between(end, sentence.end)
    handler = _HANDLER.match(text)
    return _told(text, end, handler) if handler else None
