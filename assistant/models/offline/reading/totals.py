"""Totals: the number of all people, told before the teams that add up to it."""

from __future__ import annotations

import re

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Sentence

LEAST_TEAMS = 2
_OF_THEM = re.compile(
    r"\s*(?:davon|darunter|of (?:these|those|them|whom)|de ell[oa]s|de (?:estas|estos|las cuales|los cuales)|entre ell[oa]s)\b",
    re.IGNORECASE,
)


def summed_total(message: Message, sentence: Sentence) -> Measure | None:
    """The people that a sentence names first, where the numbers behind them add up to theirs.

    "46 people: 28 on the phone, 12 in the office, 6 in the field", also with "of them" in the next sentence.
    """
    people = sentence.measured("people")
    if not people or people[0].number.low is not None:
        return None
    total = people[0]
    parts = [m for m in sentence.measures if m.start > total.start]
    if not parts or ":" not in sentence.between(total.end, parts[0].start):
        parts = []
    following = message.sentences[sentence.index + 1 : sentence.index + 2]
    if following and (_OF_THEM.match(following[0].text) or sentence.text.rstrip().endswith(":")):
        parts = [*parts, *following[0].measures]
    reached, counted = 0.0, 0
    for part in parts:
        if part.kind not in ("people", "bare") or part.value != int(part.value) or part.value < 1:
            continue
        reached, counted = reached + part.value, counted + 1
        if reached >= total.value:
            break
    return total if reached == total.value and counted >= LEAST_TEAMS else None
