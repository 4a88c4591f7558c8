"""Duties: laws and regulators, rules of conduct, deadlines that others set, and who may decide what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.laws import MUST, laws_in
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, slug, tidy
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_NEXT_RULE = re.compile(r"(?:,\s*(?:and|und|y|but|aber|pero)|;)\s+", re.IGNORECASE)
_JOINT = re.compile(r"(?:,\s*(?:and|und|y|but|aber|pero)|;)\s*$", re.IGNORECASE)
_NOBODY = re.compile(r"\s*(?:nobody|no one|never|niemand|nie\b|nadie|nunca)\b", re.IGNORECASE)
_REGULATED = re.compile(
    r"\W*(?:the |our |die |la |el )?((?!(?:we|it|they|this|that|wir|es|sie)\b)[^\W\d_][^.,;:\d]{2,30}?)\s+(?:is|are|ist|sind|está|están)\s+(?:\w+\s+)?"
    r"(?:regulated|reguliert|gesetzlich geregelt|regulad[oa]s?)\b",
    re.IGNORECASE,
)
_APPLIES = re.compile(
    r"\b((?:[A-ZÄÖÜ][\w-]*|(?<=[.,;] )the)(?: [\w-]+){0,4}? (?:rules|law|laws|regulations?|act|directive|code)) appl(?:y|ies)\b"
    r"|\b(?:es gilt|gilt|gelten) (?:für uns )?(?:das |die |der )?([A-ZÄÖÜ][\w-]*(?:gesetz|verordnung|richtlinie|recht))\b",
)
_NO_RULE = re.compile(
    r"\b(?:I|i['’]ve|we['’]ve|ich|yo)\s+(?:have\s+)?never\b|\bnever (?:happen|heard|hear back|count|counted|measured|wrote|written|worked|got|again)\b|\b(?:not|never) happen again\b"
    r"|\bdarf (?:so )?(?:etwas )?nicht (?:wieder|noch einmal|mehr) (?:passieren|vorkommen)\b|\bno (?:puede|debe) volver a (?:pasar|ocurrir)\b"
    r"|\bnie (?:wieder|gehört|gezählt|gemessen|passieren)\b|\bnunca (?:más|supimos|lo hemos|he)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "agents agent may can up to the our give without asking are allowed dürfen darf bis zu ohne rückfrage die unsere pueden puede hasta sin los las dar mitarbeiter agentes i we"
    " a an of and und y is".split()
)
_ALIKE = 0.5
_MONEY = frozenset(("eur", "euro", "euros", "gbp", "usd", "chf", "pounds", "dollars", "franken"))
_CLAUSE = re.compile(r"(?:[^,;]|,(?=\d))+")
_MOST_WORDS = 20


def duties(message: Message, *, taken: set[int], listed: Sequence[Found] = ()) -> list[Found]:
    """Obligations with their deadlines, conduct, deadlines and authority limits; numbers in taken are left alone.

    listed: the issues; "complaints to the regulator" among them names no obligation.
    """
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text.strip():
            continue
        found += _obligations(sentence, taken, listed)
        found += _conduct(sentence)
        found += _authority(message, sentence, taken)
        found += _deadlines(sentence)
    return found


def _obligations(sentence: Sentence, taken: set[int], listed: Sequence[Found]) -> list[Found]:
    laws = [
        Found("obligation", slug(m.value), m.start, m.end, text=m.value)
        for m in sentence.of("obligation")
        if not (m.value.islower() and _is_listed(sentence, m.start, listed))
    ] or laws_in(sentence)
    regulated = _REGULATED.match(sentence.text) or _APPLIES.search(sentence.text)
    if regulated and not laws:
        named = regulated[regulated.lastindex or 1]
        start = sentence.start + regulated.start(regulated.lastindex or 1)
        laws = [Found("obligation", slug(named), start, sentence.start + regulated.end(), text=tidy(named))]
    durations = [d for d in sentence.measured("duration") if d.at not in taken]
    if laws and not sentence.severities and not sentence.customers:
        return laws + [
            of_measure("obligation.deadline", _law_of(laws, at, d).subject, d) for at, d in enumerate(durations)
        ]
    if laws or not durations or not MUST.search(sentence.text) or sentence.has("promise") or sentence.severities:
        return laws
    if sentence.customers or sentence.levels or not sentence.has("promise.kind", "reporting"):
        return []
    text = clipped(tidy(sentence.text), words=_MOST_WORDS)
    subject = slug(clipped(re.sub(r"\d+", "", text), words=4))
    return [
        _whole("obligation", subject, sentence, text),
        of_measure("obligation.deadline", subject, durations[0]),
    ]


def _is_listed(sentence: Sentence, place: int, listed: Sequence[Found]) -> bool:
    """Whether a place is in the name of an issue, or behind one in a list that asks for nothing by law."""
    inside = [f for f in listed if sentence.start <= f.start < sentence.end]
    behind = any(f.start < place for f in inside) and not MUST.search(sentence.text)
    return behind or any(f.start <= place < f.end for f in inside)


def _law_of(laws: Sequence[Found], at: int, duration: Measure) -> Found:
    """The law that a deadline belongs to: the last one named before it."""
    before = [law for law in laws if law.start < duration.start]
    return before[-1] if before else laws[min(at, len(laws) - 1)]


def _whole(slot: str, subject: str, sentence: Sentence, text: str) -> Found:
    start = sentence.start + max(0, sentence.text.find(text.split()[0]))
    return Found(slot, subject, start, sentence.start + len(sentence.text.rstrip()), text=text)


def _conduct(sentence: Sentence) -> list[Found]:
    """The rules of a sentence, each a rule of its own; what precedes the first is none."""
    if not sentence.has("conduct") or sentence.has("decided", "promise") or _NO_RULE.search(sentence.text):
        return []
    found = []
    for start, end in _rules(sentence):
        text = clipped(tidy(sentence.between(start, end)), words=_MOST_WORDS)
        if len(text.split()) >= 3:
            place = start + max(0, sentence.between(start, end).find(text.split()[0]))
            stop = start + len(sentence.between(start, end).rstrip())
            found.append(Found("conduct", slug(clipped(text, words=6)), place, stop, text=text))
    return found


def _rules(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the rules of a sentence stand: it is parted at ", and" before another rule."""
    cues = [m.start for m in sentence.of("conduct")]
    rules: list[tuple[int, int]] = []
    place = sentence.start
    for cut in [*(sentence.start + m.end() for m in _NEXT_RULE.finditer(sentence.text)), sentence.end]:
        following = sentence.between(cut, sentence.end)
        ends = cut == sentence.end or any(cut <= cue for cue in cues) or _NOBODY.match(following)
        if not ends:
            continue
        if any(place <= cue < cut for cue in cues) or _NOBODY.match(sentence.between(place, cut)):
            rules.append((place, cut))
        place = cut
    return [(start, start + len(_JOINT.sub("", sentence.between(start, end)))) for start, end in rules]


def _authority(message: Message, sentence: Sentence, taken: set[int]) -> list[Found]:
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
        bare = text.replace(sentence.between(measure.start, measure.end), " ")
        subject = _known_limit(message, bare) or slug(bare)
        end = sentence.start + clause.start() + len(clause.group().rstrip(" .;"))
        found.append(replace(of_measure("authority", subject, measure, start=start, end=end), text=text))
    return found


def _known_limit(message: Message, text: str) -> str | None:
    """The id of a limit in the brief that speaks of the same: what is said anew replaces it."""
    words = _content(text)
    for fact in message.brief.facts:
        known = _content(fact.text or "") if fact.slot == "authority" else set()
        if known and len(words & known) >= _ALIKE * len(words | known):
            return fact.subject
    return None


def _content(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{2,}|(?<=tier )\d|(?<=level )\d|(?<=stufe )\d|(?<=nivel )\d", text.lower())
    return {word for word in words if word not in _COMMON and word not in _MONEY}


def _deadlines(sentence: Sentence) -> list[Found]:
    if not sentence.has("deadline") or not any(c.isdigit() for c in sentence.text) or sentence.has("promise"):
        return []
    text = clipped(tidy(sentence.text), words=_MOST_WORDS)
    return [_whole("deadline", slug(clipped(re.sub(r"\d+", "", text), words=5)), sentence, text)]
