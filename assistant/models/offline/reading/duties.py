"""Duties: laws and regulators, rules of conduct, deadlines that others set, and who may decide what."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, slug, tidy
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_MUST = re.compile(
    r"\b(?:must|have to|has to|by law|legally|required to|statutory|gesetzlich|müssen|muss|vorgeschrieben|obligados?|por ley|deben|debe|hay que)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:[^,;]|,(?=\d))+")
_MOST_WORDS = 20


def duties(message: Message, *, taken: set[int]) -> list[Found]:
    """Obligations with their deadlines, conduct, deadlines and authority limits; numbers in taken are left alone."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text.strip():
            continue
        found += _obligations(sentence, taken)
        found += _conduct(sentence)
        found += _authority(sentence, taken)
        found += _deadlines(sentence)
    return found


def _obligations(sentence: Sentence, taken: set[int]) -> list[Found]:
    found = [Found("obligation", slug(m.value), m.start, m.end, text=m.value) for m in sentence.of("obligation")]
    durations = [d for d in sentence.measured("duration") if d.at not in taken]
    if found and not sentence.severities and not sentence.customers:
        for at, duration in enumerate(durations):
            before = [f for f in found if f.start < duration.start]
            key = before[-1] if before else found[min(at, len(found) - 1)]
            found.append(of_measure("obligation.deadline", key.subject, duration))
    elif (
        durations
        and not found
        and _MUST.search(sentence.text)
        and not sentence.has("promise")
        and not sentence.severities
    ):
        if sentence.customers or sentence.levels or not sentence.has("promise.kind", "reporting"):
            return []
        text = clipped(tidy(sentence.text), words=_MOST_WORDS)
        subject = slug(clipped(re.sub(r"\d+", "", text), words=4))
        found.append(_whole("obligation", subject, sentence, text))
        found.append(of_measure("obligation.deadline", subject, durations[0]))
    return found


def _whole(slot: str, subject: str, sentence: Sentence, text: str) -> Found:
    start = sentence.start + max(0, sentence.text.find(text.split()[0]))
    return Found(slot, subject, start, sentence.start + len(sentence.text.rstrip()), text=text)


def _conduct(sentence: Sentence) -> list[Found]:
    if not sentence.has("conduct") or sentence.has("decided", "promise"):
        return []
    text = clipped(tidy(sentence.text), words=_MOST_WORDS)
    return [_whole("conduct", slug(clipped(text, words=6)), sentence, text)] if len(text.split()) >= 3 else []


def _authority(sentence: Sentence, taken: set[int]) -> list[Found]:
    """ "Agents may refund up to 80 EUR, the second line up to 400 EUR": one for each limit."""
    if not sentence.has("decided") or not sentence.has("may_decide") or sentence.has("promise", "penalty_for"):
        return []
    found = []
    for measure in sentence.measured("money"):
        if measure.at in taken:
            continue
        clause = next(
            (m for m in _CLAUSE.finditer(sentence.text) if m.start() <= measure.start - sentence.start < m.end()), None
        )
        if clause is None:
            continue
        text = clipped(tidy(clause.group()), words=_MOST_WORDS)
        start = sentence.start + clause.start() + max(0, clause.group().find(text.split()[0]))
        subject = slug(text.replace(sentence.between(measure.start, measure.end), " "))
        end = sentence.start + clause.start() + len(clause.group().rstrip(" .;"))
        found.append(replace(of_measure("authority", subject, measure, start=start, end=end), text=text))
    return found


def _deadlines(sentence: Sentence) -> list[Found]:
    if not sentence.has("deadline") or not any(c.isdigit() for c in sentence.text) or sentence.has("promise"):
        return []
    text = clipped(tidy(sentence.text), words=_MOST_WORDS)
    return [_whole("deadline", slug(clipped(re.sub(r"\d+", "", text), words=5)), sentence, text)]
