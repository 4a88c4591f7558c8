"""Partners: outside companies on which a case may depend, what they own and what they owe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import slug, tidy
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure

_CAPITALS = r"[A-ZÄÖÜÁÉÍÓÚ][\w&+'’-]*"
_NAME = rf"{_CAPITALS}(?: (?:&|de|del|of|und|and)? ?{_CAPITALS}){{0,3}}"
_BEHIND = re.compile(
    rf"[\s,:(–—-]*(?:(?:is|are|called|named|ist|heißt|es|se llama|namens|llamado|like|such as|wie|como|the|la|el|der|die)\s+)*({_NAME})"
)
_BEFORE = re.compile(
    rf"({_NAME})\s*(?:,|\(|is|are|ist|es|as|als|como|–|—|-)\s*(?:our|the|an?|unser\w*|der|die|ein\w*|nuestro|nuestra|el|la|un|una|your)?\s*"
    r"(?:[a-zäöüáéíóúñ-]+\s+){0,3}$"
)
_MORE = re.compile(
    rf"(?:(?:,\s+|,?\s+(?:and|und|y)\s+){_CAPITALS}(?: {_CAPITALS}){{0,2}}(?=\s*(?:,|\.|$|and\b|und\b|y\b)))+"
)
_JOINT = re.compile(r",?\s+(?:and|und|y)\s+|,\s+")
_NO_NAME = frozenset(
    "we our the they it if when tier level support sla slas p1 p2 p3 p4 i you in on at and or for monday wir unser unsere die der das wenn"
    " im am sie nuestro nuestra el la los las si en no nosotros escalations customers tickets agents all most each".split()
)
_OWNS = re.compile(
    r"\b(?:which|who|that|and|die|der|que|y)?\s*(?:also\s+)?(?:owns|handles|does|runs|operates|carries|delivers|repairs|processes|provides|hosts|maintains"
    r"|supplies|is responsible for|takes care of|looks after|verantwortet|übernimmt|betreibt|liefert|repariert|wartet|kümmert sich um|ist zuständig für"
    r"|se encarga de|gestiona|opera|suministra|repara|mantiene|lleva)\s+([^,.;()]{3,80}?)"
    r"(?=\s+(?:and|und|y|but|aber|pero)\s+(?:answers?|responds?|replies|owes?|has|must|antwortet|reagiert|responde|contesta|tiene|hat)|\s*[,.;()]|\s*$)",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?<![^\W\d_])((?:[a-zäöüáéíóúñ-]+[\s-]){1,2})$")
_NO_KIND = frozenset(
    "our the an a by from to with of for on and two three other outside external an via unser unsere unserem unseren dem den der die das vom von"
    " beim zum ein eine einen einem nuestro nuestra el la del un una al por con are is as done carried third depend rely external extern".split()
)


def partners(message: Message) -> list[Found]:
    """Partners by name with what they own, their duty to answer, and their hours."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text.strip():
            continue
        keys = list(_named(message, sentence))
        for at, key in enumerate(keys):
            until = keys[at + 1].start if at + 1 < len(keys) else sentence.end
            found += _facts(sentence, key, keys, until)
    return found


def _named(message: Message, sentence: Sentence) -> Iterator[Key]:
    """The partners that a sentence names."""
    seen: set[str] = set()
    known = [Key(m.value, sentence.between(m.start, m.end), m.start, m.end) for m in sentence.of("partner_known")]
    for key in sorted([*known, *_new(message, sentence)], key=lambda k: k.start):
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
    """The names of a list, "DHL, UPS and Hermes", cut apart."""
    behind = _MORE.match(sentence.text, place + len(names))
    written = sentence.text[place : behind.end() if behind else place + len(names)]
    at = 0
    for name in _JOINT.split(written):
        start = sentence.start + place + written.index(name, at)
        at = written.index(name, at) + len(name)
        if _is_name(name):
            yield Key(slug(name), tidy(name), start, start + len(name))


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


def _facts(sentence: Sentence, key: Key, keys: Sequence[Key], until: int) -> list[Found]:
    found = [Found("partner", key.id, key.start, key.end, text=key.name)]
    owns = _owned(sentence, key, until, alone=len(keys) == 1)
    if owns:
        found.append(Found("partner.owns", key.id, owns[1], owns[2], text=owns[0]))
    durations = [d for d in sentence.measured("duration") if key.start <= d.start < until]
    none = [m for m in sentence.of("no_duty") if key.start <= m.start < until]
    if len(keys) == 1 and not durations and not none:
        durations, none = sentence.measured("duration"), sentence.of("no_duty")
    if none:
        found.append(Found("partner.obligation", key.id, none[0].start, none[0].end, text="none"))
    elif durations and (sentence.has("promise.kind", "promise", "within") or len(durations) == 1):
        found.append(of_measure("partner.obligation", key.id, durations[0]))
    for hours in sentence.hours:
        if key.start <= hours.start < until or len(keys) == 1:
            found.append(Found("partner.hours", key.id, hours.start, hours.end, text=hours.text))
            break
    return found


def _owned(sentence: Sentence, key: Key, until: int, *, alone: bool) -> tuple[str, int, int] | None:
    """(what the partner is responsible for, start, end)."""
    owns = _OWNS.search(sentence.text, key.end - sentence.start, until - sentence.start)
    if owns:
        return tidy(owns[1]), sentence.start + owns.start(1), sentence.start + owns.end(1)
    bracket = re.match(r"\s*\(([^()\d]{3,60})\)", sentence.between(key.end, until))
    if bracket and "," not in bracket[1]:
        start = key.end + bracket.start(1)
        return tidy(bracket[1]), start, start + len(bracket[1])
    headed = re.match(r"\s*[:–—-]\s*([^,;.()\d]{3,60})", sentence.between(key.end, until))
    if headed:
        start = key.end + headed.start(1)
        return tidy(headed[1]), start, start + len(headed[1].rstrip())
    for mention in sentence.of("partner_word") if alone else ():
        kind = _KIND.search(sentence.between(max(sentence.start, mention.start - 50), mention.start))
        words = [w for w in (kind[1].split() if kind else []) if w.lower() not in _NO_KIND]
        if words:
            written = " ".join(words)
            place = sentence.text.find(written, max(0, mention.start - sentence.start - 50))
            if place >= 0:
                return written, sentence.start + place, sentence.start + place + len(written)
    return None
