"""Later teams: those behind the first, as one tells them: "then our own support, 6 of us, after that the developers, maybe 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import tidy, without_article
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_THEN = re.compile(
    r"\b(?:then|after (?:that|them)|behind (?:them|that|it|those)|next|danach|dahinter|dann|luego|después|detrás)\b,?\s+"
    r"(?:(?:it['’]s|comes?|there (?:is|are)|there['’]s|we have|we['’]ve got|kommen|kommt|sitzen|stehen|haben wir|gibt es|vienen?|están?|hay|tenemos)\s+)?"
    r"(?:(?:the|our own|our|die|der|das|unsere?|los|las|el|la|nuestr[oa]s?)\s+)?([^,.;:\d()]{3,40}?)\s*(?:,|\(|with|mit|con|of|–|-)?\s*"
    r"(?:(?:about|maybe|some|perhaps|around|etwa|rund|vielleicht|unos|unas|quizás)\s+)?$",
    re.IGNORECASE,
)
_NO_TEAM = re.compile(
    r"\b(?:we|i|it|they|customers?|tickets?|cases?|hours?|minutes?|wir|kunden|clientes|nosotros)\b", re.IGNORECASE
)
MOST_PEOPLE = 2_000


def later_teams(message: Message, found: Sequence[Found]) -> list[Found]:
    """The teams that are told behind the last known tier, in the same paragraph, with their hours."""
    heads = [f for f in found if f.slot == "tier.headcount"]
    ranks = [int(f.subject[1:]) for f in heads if f.subject[1:].isdigit()]
    if not ranks or len(ranks) != len(heads):
        return []
    last = max(heads, key=lambda f: f.start)
    first = next((s for s in message.sentences if s.start <= last.start < s.end), None)
    taken = {f.at for f in found}
    told: list[Found] = []
    for rank, (name, measure, sentence, until) in enumerate(
        _told(message, first, last.end, taken), start=max(ranks) + 1
    ):
        tier = f"t{rank}"
        told.append(Found("tier", tier, measure.start, measure.end, text=name[:1].upper() + name[1:]))
        told.append(replace(of_measure("tier.headcount", tier, measure), unit="people"))
        hours = [h for h in sentence.hours if measure.end <= h.start < until and not sentence.has("on_call")]
        told += [Found("tier.hours", tier, h.start, h.end, text=h.text) for h in hours[:1]]
    return told


def _told(
    message: Message, first: Sentence | None, since: int, taken: set[int]
) -> Iterator[tuple[str, Measure, Sentence, int]]:
    """(name, headcount, sentence, where the next team begins) of each team."""
    if first is None:
        return
    for sentence in message.sentences[first.index :]:
        if sentence.segment.paragraph != first.segment.paragraph or sentence.has("on_call"):
            return
        counts = [
            m for m in sentence.measures if m.kind in ("people", "bare") and m.start >= since and m.at not in taken
        ]
        for at, measure in enumerate(counts):
            then = _THEN.search(sentence.between(sentence.start, measure.start))
            name = without_article(tidy(then[1])) if then else ""
            whole = measure.value == int(measure.value) and 0 < measure.value <= MOST_PEOPLE
            if len(name) > 2 and whole and not _NO_TEAM.search(name):
                until = counts[at + 1].start if at + 1 < len(counts) else sentence.end
                yield name, measure, sentence, until
