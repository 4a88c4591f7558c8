"""Partner names: where a sentence names an outside company that a case may depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import slug, tidy, without_article
from assistant.models.offline.reading.sentences import Key, Sentence

_CAPITALS = r"[A-ZÄÖÜÁÉÍÓÚ][\w&+'’-]*"
_NAME = rf"{_CAPITALS}(?: (?:&|de|del|of|und|and)? ?{_CAPITALS}){{0,3}}"
_BEHIND = re.compile(
    rf"[\s,:(–—-]*(?:(?:is|are|called|named|ist|heißt|es|se llama|namens|llamado|like|such as|wie|como|the|la|el|der|die)\s+)*({_NAME})"
)
_BEFORE = re.compile(
    rf"({_NAME})\s*(?:,|\(|is|are|ist|es|as|als|como|–|—|-)\s*(?:our|the|an?|unser\w*|der|die|ein\w*|nuestro|nuestra|el|la|un|una|your)?\s*"
    r"(?:[a-zäöüáéíóúñ-]+\s+){0,3}$"
)
_BRACKETS = re.compile(r"\([^()\n]{0,60}\)")
_MORE = re.compile(
    rf"(?:(?:\s*\([^()\n]{{0,60}}\))?(?:,\s+(?:and |und |y )?|\s+(?:and|und|y)\s+){_CAPITALS}(?: {_CAPITALS}){{0,2}}(?=\s*(?:,|\.|\(|$|and\b|und\b|y\b)))+"
)
_JOINT = re.compile(r"\s*,\s*(?:(?:and|und|y)\s+)?|\s+(?:and|und|y)\s+")
_NO_NAME = frozenset(
    "we our the they it if when tier level support sla slas p1 p2 p3 p4 i you in on at and or for monday wir unser unsere die der das wenn"
    " im am sie nuestro nuestra el la los las si en no nosotros escalations customers tickets agents all most each".split()
)
MOST_BETWEEN = 6
_ACTS = (
    r"(?:owes?|sends?|dispatch(?:es)?|delivers?|ships?|runs?|operates?|handles?|does|makes?|repairs?|hosts?|provides?|supplies|supply|maintains?|processes|prints?"
    r"|answers?|responds?|replies|must|should|is|are|has|have|takes?|schuldet|liefert|betreibt|repariert|wartet|antwortet|reagiert|muss|soll|hat|ist|übernimmt"
    r"|debe|responde|contesta|envía|entrega|opera|gestiona|repara|tiene|es|suministra)"
)
_FIRST = re.compile(rf"\s*(?:and |und |y )?({_NAME})\s+{_ACTS}\b")
_AFTER_KIND = re.compile(
    rf"\s*(?:The|Our|And the|Der|Die|Das|Unser\w*|El|La|Nuestr[oa])\s+(?:[\w-]+\s+){{0,4}}?[\w-]+,\s*({_NAME}),?\s+{_ACTS}\b"
)
_OBLIGED = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur|[Ee]l|[Ll]a|[Nn]uestr[oa])\s+(?:[a-záéíóúñ-]+\s+){{1,4}}({_NAME}),?\s+(?:(?:which|who|que)\s+)?"
    r"(?:must|has to|should|owes|answers|responds|debe|responde|contesta|tiene que)\b"
)
_FROM = re.compile(
    rf"\b(?:from|by|von|de)\s+({_NAME}),\s+(?:which|who|that|die|der|que)\s+(?:must|should|owes|answers|responds|replies|muss|antwortet|reagiert|debe|responde|contesta)\b"
)
_DEPARTMENT = re.compile(
    r"(?:Legal|Sales|Finance|Engineering|IT|HR|Development|Operations|Product|Marketing|Security|Compliance|Ventas|Finanzas|Desarrollo)\b"
)
_OUR = re.compile(r"\b(?:our|unser\w*|nuestr[oa])\s+((?:[a-zäöüáéíóúñ-]+\s+){0,2})$", re.IGNORECASE)
_RELY = re.compile(
    r"\b(?:depends?|rel(?:y|ies)|waits?|waiting)\s+(?:\w+\s+)?(?:on|for)\s+|\b(?:dependemos|depende|dependen)\s+(?:\w+\s+)?de\s+"
    r"|\b(?:sind|ist|hängen|hängt)\s+(?:\w+\s+)?(?:auf|von)\s+",
    re.IGNORECASE,
)
_ON_WHAT = re.compile(
    rf"(?:the |our |on |den |dem |unser\w* |el |la |los |las )*((?:[a-zäöüáéíóúñ-]+ ){{0,3}}?)({_NAME})(?=\s*(?:[,.;()]|$|\b(?:and|und|y|for|für|para|who|which)\b))"
)
_A_KIND = re.compile(
    r"(?:,|\b(?:and|und|y))\s+(?:on|von|auf|de)\s+(?:the |our |den |die |unsere\w? |los |las |el |la )?([a-zäöüáéíóúñ-]+(?: [a-zäöüáéíóúñ-]+)?)(?=\s*(?:[,.;(]|$|\b(?:where|who|which|with)\b))"
)
_NO_PARTNER = re.compile(
    r"^(?:others?|people|them|it|us|that|this|each other|customers?|weather|tier|level)\b", re.IGNORECASE
)


def partners_in(message: Message, sentence: Sentence) -> Iterator[Key]:
    """The partners that a sentence names, in order."""
    seen: set[str] = set()
    known = [Key(m.value, sentence.between(m.start, m.end), m.start, m.end) for m in sentence.of("partner_known")]
    called = [*known, *_new(message, sentence), *_relied_on(sentence), *_introduced(message, sentence)]
    called += _obliged(sentence)
    for key in sorted(called or _unnamed(sentence), key=lambda k: k.start):
        if key.id and key.id not in seen:
            seen.add(key.id)
            yield key


def _new(message: Message, sentence: Sentence) -> Iterator[Key]:
    text = sentence.text
    for mention in (*sentence.of("partner_word"), *sentence.of("outsourced")):
        for match in (_BEHIND.match(text, mention.end - sentence.start), _before(text, mention.start - sentence.start)):
            if match and _is_name(match[1]) and not sentence.has("paging_tool"):
                yield from _listed(sentence, match.start(1), match[1])
                break
    headed = any(h.has("partner_word") and h.segment.heading for h in message.headings(sentence)[:1])
    first = re.match(rf"\s*[*_]*({_NAME})", text)
    if headed and first and _is_name(first[1]):
        start = sentence.start + first.start(1)
        yield Key(slug(first[1]), tidy(first[1]), start, start + len(first[1]))


def _listed(sentence: Sentence, place: int, names: str) -> Iterator[Key]:
    """The names of a list, "DHL (2 h), UPS and Hermes", cut apart."""
    behind = _MORE.match(sentence.text, place + len(names))
    written = sentence.text[place : behind.end() if behind else place + len(names)]
    at = 0
    for piece in _JOINT.split(_BRACKETS.sub(lambda m: " " * len(m.group()), written)):
        name = piece.strip()
        if _is_name(name):
            at = written.index(name, at)
            yield Key(slug(name), tidy(name), sentence.start + place + at, sentence.start + place + at + len(name))
            at += len(name)


def _before(text: str, place: int) -> re.Match[str] | None:
    window = text[max(0, place - 90) : place]
    match = _BEFORE.search(window)
    return None if match is None else re.compile(re.escape(match[1]).join("()")).search(text, max(0, place - 90))


def _is_name(name: str) -> bool:
    return (
        bool(name.strip())
        and name.split()[0].lower() not in _NO_NAME
        and len(name) > 1
        and not re.fullmatch(r"[PLT]\d", name)
    )


def _introduced(message: Message, sentence: Sentence) -> Iterator[Key]:
    """ "FixHome sends the engineers" behind "we have three partners", in the same paragraph."""
    if (
        sentence.has("paging_tool", "platform")
        or sentence.levels
        or sentence.severities
        or not _announced(message, sentence)
    ):
        return
    match = _FIRST.match(sentence.text) or _AFTER_KIND.match(sentence.text)
    if match and _is_name(match[1]):
        start = sentence.start + match.start(1)
        yield Key(slug(match[1]), tidy(match[1]), start, start + len(match[1]))


def _announced(message: Message, sentence: Sentence) -> bool:
    """Whether a sentence before it in its paragraph, or the heading above, says that there are several partners."""
    before = message.sentences[max(0, sentence.index - MOST_BETWEEN) : sentence.index]
    near = [s for s in before if s.segment.paragraph == sentence.segment.paragraph] + message.headings(sentence)[:1]
    return any(
        re.match(r"\w+s\b|\w+en\b|\w+er\b|\w+es\b", s.between(m.start, m.end)) and s.measures
        for s in near
        for m in s.of("partner_word")
    )


def _obliged(sentence: Sentence) -> Iterator[Key]:
    """ "The ground handler Menzies must answer within 2 hours": a company behind the words for what it is."""
    if not sentence.measured("duration") or sentence.severities or sentence.levels:
        return
    match = _OBLIGED.search(sentence.text) or _FROM.search(sentence.text)
    if match and _is_name(match[1]) and not _DEPARTMENT.match(match[1]):
        start = sentence.start + match.start(1)
        if not any(k.start <= start < k.end for k in sentence.customers):
            yield Key(slug(match[1]), tidy(match[1]), start, start + len(match[1]))


def _unnamed(sentence: Sentence) -> Iterator[Key]:
    """ "Our card processor answers within 1 hour": a partner that is called by its trade alone."""
    if not (sentence.measured("duration") or sentence.of("no_duty")) or sentence.severities or sentence.levels:
        return
    for mention in sentence.of("partner_word"):
        before = _OUR.search(sentence.between(sentence.start, mention.start))
        named = re.match(rf"[\s,:(]*{_NAME}", sentence.between(mention.end, sentence.end))
        several = sentence.between(mention.start, mention.end).endswith("s")
        if before and not named and not several:
            start = sentence.start + before.start(1)
            name = tidy(sentence.between(start, mention.end))
            yield Key(slug(name), name, start, mention.end)


def _relied_on(sentence: Sentence) -> Iterator[Key]:
    """ "We depend on the wholesaler BedsDirect and on the airlines"."""
    rely = _RELY.search(sentence.text)
    if rely is None or sentence.levels or sentence.has("platform"):
        return
    what = _ON_WHAT.match(sentence.text, rely.end())
    if what and _is_name(what[2]):
        start = sentence.start + what.start(2)
        yield Key(slug(what[2]), tidy(what[2]), start, start + len(what[2]))
        for kind in _A_KIND.finditer(sentence.text, what.end()):
            name = without_article(tidy(kind[1]))
            if not _NO_PARTNER.match(name):
                yield Key(slug(name), name, sentence.start + kind.start(1), sentence.start + kind.end(1))
