"""Emergencies: promises for a grave case that has no severity of its own, "if the servers are down, 15 minutes".

Where nobody counts severities, such a case is the first of them, and what makes it so is in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.cases import GRAVE, cases_in
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import tidy
from assistant.models.offline.reading.sentences import Found, Key, Sentence
from schemas.quantity import MINUTES_PER

MOST = 4
LEAST_LISTED = 2
"""Cases that a list of nothing else must hold."""
_IF = re.compile(
    r"\b(?:if|when|whenever|where|wenn|falls|sobald|si|cuando)\s+([^,;.:]{6,70}?)(?=\s*(?:[,;.]|$)|\s+(?:we|it['’]s|it is|then|everybody|everyone|gibt|bekomm\w+"
    r"|gilt|antworten|prometemos|respondemos|damos)\b)",
    re.IGNORECASE,
)
_IS_SO = re.compile(
    r"^\s*(?:ist|sind|steht|stehen|fällt|fallen|liegt|liegen)\s+([^,;.:]{4,70}?),\s+(?:reagier|antwort|gibt|bekomm|gilt|melde|nehmen|sind wir)",
    re.IGNORECASE,
)
"""A German condition without "if": "is a server down, we answer"."""
_LABEL = re.compile(r"\s*([^:,;.]{6,70}?)\s*:\s")
_CASE = re.compile(
    r"\b(?:faults?|problems?|questions?|incidents?|issues?|requests?|defects?|degraded|slow|errors?|anfragen?|fragen?|fehler|problem\w*|averías?|consultas?|incidencias?|dudas?|fallos?"
    r"|peticiones)\b|störung",
    re.IGNORECASE,
)
_THERE_IS = re.compile(r"^(?:hay|there (?:is|are))\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they|this|that|he|she|es|sie|dies|das|eso|esto|ellos?)\b", re.IGNORECASE)


def as_severities(message: Message, found: Sequence[Found]) -> list[Found]:
    """The promises, those for an emergency under a severity of its own; untouched where severities are counted."""
    if any(s.severities for s in message.sentences) or message.brief.subjects("severity"):
        return list(found)
    timed = [f for f in found if f.number is not None and f.slot.startswith("promise.") and f.subject.endswith("/*")]
    cases = {f.at: case for f in timed if (case := _case_of(message, f)) is not None}
    soonest: dict[str, float] = {}
    for each in timed:
        if case := cases.get(each.at):
            soonest[case.id] = min(_minutes(each), soonest.get(case.id, _minutes(each)))
    kinds = sorted(soonest, key=soonest.__getitem__)
    if not cases or len(kinds) > MOST or (len(cases) == len(timed) and len(kinds) < LEAST_LISTED):
        return list(found)
    ranks = {id: f"p{rank}" for rank, id in enumerate(kinds, start=1)}
    graded = [
        replace(f, subject=f.subject[:-1] + ranks[cases[f.at].id]) if f in timed and f.at in cases else f for f in found
    ]
    for case in {case.id: case for case in cases.values()}.values():
        rank = ranks[case.id]
        graded.append(Found("severity", rank, case.start, case.end, text=rank.upper()))
        graded.append(Found("severity.meaning", rank, case.start, case.end, text=case.name))
    return graded


def _case_of(message: Message, found: Found) -> Key | None:
    """The grave case that a promise is for."""
    sentence = next((s for s in message.sentences if s.start <= found.at < s.end), None)
    if sentence is None or sentence.levels:
        return None
    label = _LABEL.match(sentence.text)
    if label and sentence.start + label.end() <= found.at and _is_case(sentence, label, listed=True):
        return _key(sentence, label)
    case = next((c for c in cases_in(sentence) if c.covers(found.at)), None)
    if case is not None:
        return Key(case.name.casefold(), case.name, case.start, case.end)
    if (so := _IS_SO.match(sentence.text)) and _is_case(sentence, so):
        return _key(sentence, so)
    return next((_key(sentence, m) for m in _IF.finditer(sentence.text) if _is_case(sentence, m)), None)


def _is_case(sentence: Sentence, match: re.Match[str], *, listed: bool = False) -> bool:
    start, end = sentence.start + match.start(1), sentence.start + match.end(1)
    names = [key.start for key in sentence.customers]
    names += [m.start for label in ("promise.kind", "everything_else") for m in sentence.of(label)]
    return (
        bool(GRAVE.search(match[1]) or (listed and _CASE.search(match[1])))
        and not _PRONOUN.match(match[1])
        and not any(start <= place < end for place in names)
    )


def _key(sentence: Sentence, match: re.Match[str]) -> Key:
    text = _THERE_IS.sub("", tidy(match[1]))
    return Key(text.casefold(), text, sentence.start + match.end(1) - len(text), sentence.start + match.end(1))


def _minutes(found: Found) -> float:
    return (found.number or 0) * MINUTES_PER.get(found.unit or "min", 1)
