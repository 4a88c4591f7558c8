"""Spoken shares: percentages in words, such as "half of our tickets" and "one in eight"."""

from __future__ import annotations

import re

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.numbers import Number
from assistant.models.offline.reading.sentences import Sentence

_OF_WORDS = {"three": 3, "four": 4, "six": 6, "seven": 7, "eight": 8, "nine": 9, "tres": 3, "cuatro": 4, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
             "dritte": 3, "vierte": 4, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9}  # fmt: skip
SHARE = "share"
_ONE_IN = re.compile(
    r"\bone (?:in|out of) (three|four|six|seven|eight|nine|\d{1,2})\b|\b(?:una?|uno) de cada (tres|cuatro|seis|siete|ocho|nueve|\d{1,2})\b"
    r"|\bjede[rs]? (dritte|vierte|sechste|siebte|achte|neunte)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s*(?:of )?(?:them|these|those|davon|de ellos|de ellas|ellos|ellas)\b", re.IGNORECASE)


def shares_in_words(sentence: Sentence) -> list[Measure]:
    """ "half of our tickets" as 50 percent."""
    found = []
    for mention in sentence.of("share_word"):
        if _OF_THEM.match(sentence.between(mention.end, sentence.end)):
            continue
        value = float(mention.value.split()[0])
        number = Number(value, -1, -1, mention.start, mention.end, worded=True)
        found.append(Measure("percent", value, "percent", None, mention.start, mention.end, number))
    for one in _ONE_IN.finditer(sentence.text):
        said = next(group for group in one.groups() if group)
        of = float(said) if said.isdigit() else float(_OF_WORDS[said.lower()])
        start, end = sentence.start + one.start(), sentence.start + one.end()
        number = Number(100 / of, -1, -1, start, end, worded=True)
        if of > 1 and not (sentence.of("share_word") and any(m.start == start for m in sentence.of("share_word"))):
            found.append(Measure("percent", 100 / of, "percent", None, start, end, number, SHARE))
    return found
