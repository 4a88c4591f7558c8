"""Wishes: what goes wrong today, also as others are quoted, and what the person wants to reach."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.models.offline.reading.masking import is_order
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import slug, tidy
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_MUST = re.compile(r"\b(?:must|by law|müssen|gesetzlich|deben|por ley)\b", re.IGNORECASE)
_LEAST_WORDS_OF_GOAL = 5
_MOST_WORDS = 24
_LEAST_WORDS_OF_CLAUSE = 7
_WEAK = frozenset(
    (
        "complaint",
        "complaints",
        "beschwerden",
        "quejas",
        "repeat",
        "delays",
        "delayed",
        "stuck",
        "too long",
        "problem is",
    )
)
"""Words that name kinds of cases as often as what goes wrong."""
_LABEL = re.compile(
    r"\s*(?:(?:what|the thing that|das|was|lo que)\s[^:.]{0,40}:|(?:and|but|also|und|aber|auch|y|pero|también)\s+)\s*",
    re.IGNORECASE,
)
_OF_THE_PROCESS = re.compile(
    r"\b(?:want|need|like|möchten|wollen|brauchen|queremos|gustaría)\b.{0,40}\b(?:process|procedure|document|policy|prozess|verfahren|dokument|proceso|procedimiento|documento)\b",
    re.IGNORECASE | re.DOTALL,
)
_LAY = re.compile(
    r"\b(?:lag|lagen|blieb|blieben|hing|hingen|stand|steckte|landete|sat|lay|stayed|remained|estuvo|estuvieron|quedó|quedaron|permaneció|pasó)\b"
    r"(?=.*(?:warteschlange|schlange|postfach|eingang|ablage|liegen\b|unbearbeitet|queue|inbox|mailbox|\bcola\b|buzón|bandeja|sin respuesta|sin atender))",
    re.IGNORECASE | re.DOTALL,
)
"""A case that lay in a queue for a time."""
_ITEM = re.compile(r"\s*,\s*(?:and|und|y)\s+|\s*[,;]\s*")
_HEARD = re.compile(
    r"\b(?:hear|hears|says?|saying|said|tells?|told|complains?|complaint|quote|höre|hören|sagen|sagt|oigo|escucho|dicen|dice)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{12,140})[\"”“»]")
MOST_QUOTED = 6


def wishes(message: Message, *, taken: set[int]) -> list[Found]:
    """Complaints and goals, with their numbers if they have one that nobody else took."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph >= 0 and sentence.text.strip():
            found += _goals(sentence) or _wishes(sentence, taken)
    return found + _quoted(message)


def _goals(sentence: Sentence) -> list[Found]:
    """ "What we want: one page, no more threads": a goal for each entry of the list."""
    cue = next(iter(sentence.of("goal")), None)
    colon = sentence.text.find(":", cue.end - sentence.start) if cue is not None else -1
    if cue is None or colon < 0 or colon - (cue.end - sentence.start) > 40:
        return []
    found, place = [], colon + 1
    for item in [*_ITEM.finditer(sentence.text, colon + 1), None]:
        written = sentence.text[place : item.start() if item else len(sentence.text)]
        text = _clause(tidy(written))
        if len(text.split()) >= 3:
            start = sentence.start + place + len(written) - len(written.lstrip())
            found.append(Found("goal", slug(_head(text)), start, start + len(written.strip(" .")), text=text))
        place = item.end() if item else place
    return found


def _wishes(sentence: Sentence, taken: set[int]) -> list[Found]:
    wishes = sentence.of("wish")
    wanted = sentence.has("goal") or any(
        m.start > wishes[0].start for m in (sentence.measured("percent", "duration") if wishes else ())
    )
    slot = "goal" if wanted else "complaint" if _complains(sentence) else ""
    if not slot or sentence.has("no_promise") or sentence.segment.heading or sentence.text.rstrip().endswith("?"):
        return []
    label = _LABEL.match(sentence.text) if slot == "complaint" else None
    begin = label.end() if label else 0
    text = _clause(tidy(sentence.text[begin:]))
    if slot == "goal" and _is_no_goal(sentence, text):
        return []
    if len(text.split()) < 3 or (slot == "complaint" and _MUST.search(text)):
        return []
    start = sentence.start + sentence.text.find(text.split()[0], begin)
    end = sentence.start + len(sentence.text.rstrip())
    measured = [m for m in sentence.measured("percent", "duration") if m.at not in taken]
    if not measured:
        return [Found(slot, slug(_head(text)), start, end, text=text)]
    return [replace(of_measure(slot, slug(_head(text)), measured[0], start=start, end=end), text=text)]


def _complains(sentence: Sentence) -> bool:
    if _LAY.search(sentence.text) and sentence.measured("duration") and not sentence.levels:
        return True
    cues = sentence.of("complaint")
    if sentence.has("obligation", "issue_cue") or not cues:
        return False
    strong = [m for m in cues if sentence.between(m.start, m.end).lower() not in _WEAK]
    return not sentence.levels or (bool(strong) and not sentence.measured("people", "duration"))


def _is_no_goal(sentence: Sentence, text: str) -> bool:
    """Whether a wish is for a process or a document as such, or too little to be a goal."""
    named = sentence.levels and not sentence.has("goal")
    return bool(
        len(text.split()) < _LEAST_WORDS_OF_GOAL or sentence.severities or named or _OF_THE_PROCESS.search(text)
    )


def _clause(text: str) -> str:
    """The text, cut at the end of a clause where it is long."""
    words = text.split()
    if len(words) <= _MOST_WORDS:
        return text
    ends = [at for at, word in enumerate(words[:_MOST_WORDS], start=1) if word.endswith((",", ";", ":"))]
    cut = max((at for at in ends if at >= _LEAST_WORDS_OF_CLAUSE), default=_MOST_WORDS)
    return tidy(" ".join(words[:cut]))


def _head(text: str) -> str:
    return " ".join(re.sub(r"\d+", "", text).split()[:6])


def _quoted(message: Message) -> list[Found]:
    """What others are quoted with: the thing I hear most from agents: "I never heard again"."""
    heard = {s.segment.paragraph for s in message.sentences if s.segment.paragraph >= 0 and _HEARD.search(s.text)}
    found: list[Found] = []
    for sentence in message.sentences:
        written = message.text[sentence.start : sentence.end]
        if sentence.segment.paragraph not in heard or sentence.text == written:
            continue
        for quote in _QUOTED.finditer(written):
            text = tidy(quote[1])
            if len(text.split()) >= 4 and not is_order(text):
                start, end = sentence.start + quote.start(1), sentence.start + quote.end(1)
                found.append(Found("complaint", slug(_head(text)), start, end, text=text))
    return found[:MOST_QUOTED]
