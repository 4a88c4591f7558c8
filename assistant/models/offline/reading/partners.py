"""Partners: outside companies on which a case may depend, what they own and what they owe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import tidy
from assistant.models.offline.reading.partner_names import partners_in
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure

_OWNS = re.compile(
    r"\b(?:which|who|that|and|die|der|que|y)?\s*(?:also\s+)?(?:owns|handles|does|runs|operates|carries|sends|dispatches|ships|makes|schickt|entsendet|stellt|envía|delivers|repairs|processes|provides|hosts|maintains"
    r"|supplies|is responsible for|takes care of|looks after|verantwortet|übernimmt|betreibt|liefert|repariert|wartet|kümmert sich um|ist zuständig für"
    r"|se encarga de|gestiona|opera|suministra|repara|mantiene|lleva)\s+([^,.;()]{3,80}?)"
    r"(?=\s+(?:and|und|y|but|aber|pero)\s+(?:answers?|responds?|replies|owes?|has|must|should|schuldet|debe|antwortet|reagiert|responde|contesta|tiene|hat)|\s*[,.;()]|\s*$)",
    re.IGNORECASE,
)
_TRADE = (
    r"(?:carrier|courier|supplier|vendor|maker|manufacturer|provider|processor|contractor|operator|distributor|partner|agency|wholesaler|firm"
    r"|dienstleister|lieferant|hersteller|spediteur|betreiber|partner|proveedor|fabricante|transportista|operador|socio)s?"
)
_ROLE = re.compile(
    rf"\s*,?\s*(?:is|are|ist|sind|es|son)?\s*(?:the|our|an?|unser\w*|der|die|ein\w*|el|la|nuestr[oa]|un|una)\s+(?:[a-zäöüáéíóúñ-]+\s+)?{_TRADE}\s+"
    r"(?:for|of|für|von|de|para)\s+(?:the |our |unsere |die |los |las )?([^.,;()\d]{3,60}?)(?=\s*(?:[.,;()]|$|\b(?:and|und|y|who|which)\b))",
    re.IGNORECASE,
)
_RUN_BY = re.compile(
    r"(?:^|[,;:.]\s|\b(?:the|our|die|der|das|unser\w*|el|la)\s)\s*([a-zäöüáéíóúñA-ZÄÖÜ][\w-]*(?: [\w-]+){0,2}?)\s+(?:is|are|ist|sind|está|están)\s+"
    r"(?:outsourced to|run by|operated by|hosted by|hosted at|managed by|provided by|ausgelagert an|betrieben von|gehostet bei|externalizad[oa] en|gestionad[oa] por|operad[oa] por)\s+$",
)
_TRADE_OF = re.compile(rf"\b({_TRADE}\s+de\s+(?:la\s+|el\s+)?[a-záéíóúñ]+)\s+$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(
    rf"\b(?:the|our|unser\w*|der|die|den|dem|el|la|nuestr[oa])\s+((?:[a-zäöüáéíóúñ-]+\s+){{1,3}}){_TRADE},?\s*$",
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
        keys = list(partners_in(message, sentence))
        for at, key in enumerate(keys):
            until = keys[at + 1].start if at + 1 < len(keys) else sentence.end
            found += _facts(sentence, key, keys, until)
    return found


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
        if key.start <= hours.start < until or (len(keys) == 1 and not sentence.levels):
            found.append(Found("partner.hours", key.id, hours.start, hours.end, text=hours.text))
            break
    return found


def _owned(sentence: Sentence, key: Key, until: int, *, alone: bool) -> tuple[str, int, int] | None:
    """(what the partner is responsible for, start, end)."""
    owns = _OWNS.search(sentence.text, key.end - sentence.start, until - sentence.start)
    if owns:
        return tidy(owns[1]), sentence.start + owns.start(1), sentence.start + owns.end(1)
    role = _ROLE.match(sentence.between(key.end, until)) or _ROLE_BEFORE.search(
        sentence.between(sentence.start, key.start)
    )
    if role:
        behind = role.re is _ROLE
        start = (key.end if behind else sentence.start) + role.start(1)
        end = start + len(role[1].rstrip())
        if not behind and len(role[1].split()) == 1:
            end = sentence.start + len(sentence.between(sentence.start, key.start).rstrip(" ,"))
        return tidy(sentence.between(start, end)), start, end
    before = _RUN_BY.search(sentence.between(sentence.start, key.start)) or _TRADE_OF.search(
        sentence.between(sentence.start, key.start)
    )
    if before:
        start = sentence.start + before.start(1)
        return tidy(before[1]), start, start + len(before[1].rstrip())
    bracket = None if sentence.of("no_duty") else re.match(r"\s*\(([^()\d]{3,60})\)", sentence.between(key.end, until))
    if bracket and "," not in bracket[1]:
        start = key.end + bracket.start(1)
        return tidy(bracket[1]), start, start + len(bracket[1])
    headed = re.match(r"\s*[:–—-]\s*([^,;.()\d]{3,60})", sentence.between(key.end, until))
    if headed and not any(key.end <= m.start < until for m in sentence.of("no_duty")):
        start = key.end + headed.start(1)
        return tidy(headed[1]), start, start + len(headed[1].rstrip())
    for mention in sentence.of("partner_word") if alone else ():
        kind = _KIND.search(sentence.between(max(sentence.start, mention.start - 50), mention.start))
        words = [w for w in (kind[1].split() if kind else []) if w.lower() not in _NO_KIND and len(w) > 2]
        if words:
            written = " ".join(words)
            place = sentence.text.find(written, max(0, mention.start - sentence.start - 50))
            if place >= 0:
                return written, sentence.start + place, sentence.start + place + len(written)
    return None
