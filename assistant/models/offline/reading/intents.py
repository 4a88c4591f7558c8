"""Intents: what a person wants with a message, and what is left to the assistant."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.models.offline.reading.answers import is_nothing
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Sentence
from schemas.reading import Intent

SHORT = 12
"""Words up to which a whole message may be an answer such as "yes" or "you decide"."""
_ABOUT = {
    "volume": re.compile(
        r"volume|how many|tickets|handle time|menge|wie viele|bearbeitungszeit|volumen|cuántos", re.IGNORECASE
    ),
    "hours": re.compile(r"hours|on.?call|zeiten|bereitschaft|horario|guardia", re.IGNORECASE),
    "promises": re.compile(r"\bslas?\b|promis|response time|zusage|reaktionszeit|promes|compromiso", re.IGNORECASE),
    "issues": re.compile(r"issue|kinds of|problem|themen|incidencia", re.IGNORECASE),
    "structure": re.compile(r"tiers?\b|team size|stufen|niveles", re.IGNORECASE),
    "obligations": re.compile(r"partner|vendor|law|regulat|gesetz|proveedor|\bley", re.IGNORECASE),
}
_SLOT_ABOUT = {
    "volume": ("volume.tickets", "volume.escalations", "tier.handle_time"),
    "hours": ("hours.support", "hours.on_call"),
    "promises": ("promise.first_response",),
    "issues": ("issue",),
    "structure": ("tier",),
    "obligations": ("obligation",),
}
_OPTIONAL = ("hours", "volume", "obligations")
"""Inputs to which "none" is an answer: then what the assistant would take stands."""
_WORD = re.compile(r"\w+")


def intent_of(message: Message, *, facts: bool, document: bool) -> Intent:
    """The intent of a message, `facts` telling whether it states any."""
    words = len(_WORD.findall(message.visible))
    if _has(message, "insist"):
        return "insist"
    if document and _wants_change(message):
        return "change"
    if message.asked in _OPTIONAL and not facts and is_nothing(message):
        return "delegate"
    if _has(message, "delegate") and not facts and words <= SHORT * 3:
        return "delegate"
    if _is_question(message) and not facts:
        return "question"
    if _has(message, "accept") and not facts and words <= SHORT and _opens_with(message, "accept"):
        return "accept"
    if facts:
        return "inform"
    return "question" if "?" in message.visible else "other"


def delegated(message: Message, *, facts: bool, known: Collection[str]) -> tuple[str, ...]:
    """The slots that the person does not know or leaves open, where the sentence says which."""
    found: list[str] = []
    for sentence in message.sentences:
        if not sentence.has("delegate"):
            continue
        about = [topic for topic, words in _ABOUT.items() if words.search(sentence.text)]
        if about and about != [message.asked]:
            found += [slot for topic in about if topic != message.asked for slot in _SLOT_ABOUT[topic]]
        elif facts and message.asked in _SLOT_ABOUT and not sentence.measures:
            found += _SLOT_ABOUT[message.asked]
    return tuple(slot for slot in dict.fromkeys(found) if slot in known)


def _has(message: Message, label: str) -> bool:
    return any(sentence.has(label) for sentence in message.sentences)


def _opens_with(message: Message, label: str) -> bool:
    """Whether a sentence begins with such words, and not with their opposite ("not good")."""
    return any(
        mention.start - sentence.start <= 6 and not re.match(r"\s*(?:not|nicht|no)\b", sentence.text, re.IGNORECASE)
        for sentence in message.sentences
        for mention in sentence.of(label)
    )


def _wants_change(message: Message) -> bool:
    if _is_question(message) and not _has(message, "change_wish"):
        return False
    return _has(message, "change_wish") or any(_orders(s) for s in message.sentences) or _corrects(message)


def _corrects(message: Message) -> bool:
    return any(corrects(s) and s.measures for s in message.sentences)


def _orders(sentence: Sentence) -> bool:
    return any(mention.start - sentence.start <= 14 for mention in sentence.of("change"))


def asks(sentence: Sentence) -> bool:
    """Whether a sentence asks the assistant something, so that it states nothing."""
    return sentence.text.rstrip().endswith("?") and any(
        m.start - sentence.start <= 10 for m in sentence.of("question_word")
    )


def _is_question(message: Message) -> bool:
    return any(asks(s) for s in message.sentences)


def corrects(sentence: Sentence) -> bool:
    """Whether a sentence takes back something said before."""
    if sentence.has("correction"):
        return True
    if any(m.start - sentence.start <= 3 and _stops(sentence, m.end) for m in sentence.of("correction_start")):
        return True
    return any(
        re.match(r"\s*(?:the |a |son |es |de |unos )?\d", sentence.between(m.end, sentence.end))
        for m in sentence.of("instead_of")
    )


def _stops(sentence: Sentence, place: int) -> bool:
    return sentence.between(place, place + 1) in (",", ":", ".", "!", "–", "—", ";") or sentence.between(
        place, place + 2
    ) in (" -", " –")
