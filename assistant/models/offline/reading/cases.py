"""Cases: clauses that say how soon a kind of case is taken, "disruptions are answered at once, within 10 minutes"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.offline.reading.names import tidy, without_article
from assistant.models.offline.reading.sentences import Sentence

GRAVE = re.compile(
    r"\bdown\b|blocked|outage|stopp|standstill|\bfail|danger|emergenc|stranded|in progress|cannot work|can['’]t work|leak|\bfire\b|safety|breach"
    r"|no power|no heating|no water|accident|injur|trapped|bleeding|gefahr|ausfall|ausfäll|ausgefallen|notfall|notfäll|stillstand|steht|blockiert"
    r"|unfall|unfäll|leck|brand|eingeschlossen|verletzt|caíd|caída|bloquead|emergencia|urgencia|peligro|parad|averiad|accidente|fuga|incendio"
    r"|sin servicio|encerrad|atrapad|varad|herid|sangrad",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:sofort|umgehend|unverzüglich|immediately|at once|straight away|right away|enseguida|inmediatamente|de inmediato|al momento)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"(?:^|[.,;:]\s+|\b(?:und|and|y)\s+)\s*([^\W\d_][^,;:.()\d]{2,60}?)\s+"
    r"(?:werden|wird|nehmen wir|beantworten wir|se\s+(?:atienden?|responden?|contestan?|recogen?)"
    r"|(?:is|are)\s+(?:always\s+)?(?:picked up|answered|taken|acknowledged))\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"\b(?:angenommen|entgegengenommen|aufgenommen|beantwortet|bearbeitet|an)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:werden|wird|wir)$", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they|this|that|he|she|es|sie|dies\w*|das|eso|esto|ellos?|wir|we)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A kind of case with the stretch of its sentence that speaks of it."""

    name: str
    start: int
    end: int
    until: int
    """Where its clause ends."""

    def covers(self, place: int) -> bool:
        return self.start <= place < self.until


def cases_in(sentence: Sentence) -> tuple[Case, ...]:
    """The grave cases of a sentence, each with how soon it is taken; those of a class of customers are none."""
    starts = [m for m in _TAKEN.finditer(sentence.text) if _names_a_case(sentence, m)]
    cases = []
    for match in starts:
        following = [m.start(1) for m in starts if m.start() > match.start()]
        until = sentence.start + min(following, default=len(sentence.text))
        clause = sentence.between(sentence.start + match.start(1), until)
        received = not _PASSIVE.search(match.group()) or _RECEIVED.search(clause, match.end() - match.start(1))
        timed = [m for m in sentence.measured("duration") if sentence.start + match.end() <= m.start < until]
        if timed and received and (_AT_ONCE.search(clause) or GRAVE.search(match[1])):
            name = without_article(tidy(match[1]))
            start = sentence.start + match.start(1) + match[1].find(name)
            cases.append(Case(name, start, start + len(name), until))
    return tuple(cases)


def _names_a_case(sentence: Sentence, match: re.Match[str]) -> bool:
    start, end = sentence.start + match.start(1), sentence.start + match.end(1)
    keys: Sequence[int] = [k.start for k in (*sentence.customers, *sentence.levels, *sentence.severities)]
    return not any(start <= place < end for place in keys) and not _PRONOUN.match(match[1])
