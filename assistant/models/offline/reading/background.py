"""Background: the organisation, the person who writes, the platform, what goes wrong, what is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, tidy, without_article
from assistant.models.offline.reading.sentences import Found, Sentence

_LEADS_AT = re.compile(
    r"\b(?:support|service|care|desk|operations|mesa de ayuda|mesa de servicio|servicio de atención|kundendienst|kundenservice|soporte|atención al cliente|helpdesk)\b[^.,;:]{0,40}?\s"
    r"(?:at|for|bei|in|en|de|of)\s+((?:an?|the|einem|einer|eines|una?)\s+[^.,;:]{6,120})",
    re.IGNORECASE,
)
_MOST_WORDS = 18
_MOST_WORDS_OF_TOOL = 6
MOST_BETWEEN = 250
"""Characters between an organisation's name and what it sells."""
_WHAT_EN = r"((?:the |our )?[a-z][\w&-]*(?: [a-z][\w&-]*){0,3}?)(?=\s+(?:at|for|of|in|with)\b|\s*[.,;:(]|\s*$)"
_WHAT_DE = (
    r"((?:den |die |das |unseren? )?[\w-]+(?: [\w-]+){0,2}?)(?=\s+(?:bei|in|von|der|eines|einer)\b|\s*[.,;:(]|\s*$)"
)
_WHAT_ES = r"((?:el |la |los |las )?[\w-]+(?: [\w-]+){0,3}?)(?=\s+(?:en|de una?|con)\b|\s*[.,;:(]|\s*$)"
_ABOUT_US = re.compile(
    r"\W*(?:who we are|about us|about the company|company|organi[sz]ation|background|über uns|wer wir sind|unternehmen|quiénes somos|empresa|organización)\b.{0,20}$",
    re.IGNORECASE,
)
_WE_HAVE = re.compile(
    r"\W*(?:[Tt]enemos|[Ll]levamos|[Ww]e have|[Ww]ir (?:haben|führen))\s+((?:una?|an?|eine?n?)\s+(?:\w+\s+){0,2}?"
    r"(?:tienda|empresa|negocio|agencia|clínica|taller|cadena|despacho|shop|store|company|business|agency|laden|geschäft|firma|betrieb|onlineshop|kanzlei|praxis)\b"
    r"[^.;:,\d]{0,80})",
    re.IGNORECASE,
)
_LEADS = (
    (re.compile(rf"\bI (?:head|direct)\s+(?:up\s+)?{_WHAT_EN}", re.IGNORECASE), "head of {what}"),
    (re.compile(rf"\bI (?:lead|run|manage)\s+{_WHAT_EN}", re.IGNORECASE), "lead of {what}"),
    (re.compile(rf"\bich leite\s+{_WHAT_DE}", re.IGNORECASE), "Leitung {what}"),
    (re.compile(rf"\b(?:dirijo|lidero|llevo)\s+{_WHAT_ES}", re.IGNORECASE), "responsable de {what}"),
)
_IS_SUPPORT = re.compile(
    r"support|service|operations|care\b|desk|help|customer|kunden|betrieb|soporte|atención|servicio|ayuda|operaciones|cliente",
    re.IGNORECASE,
)
_SELLS = re.compile(
    r"\s*(?:We (?:issue|sell|make|provide|offer|run|operate|build|process|ship|deliver|develop|rent|host|produce)"
    r"|Wir (?:verkaufen|bieten|betreiben|liefern|entwickeln|vermieten|produzieren)|Vendemos|Ofrecemos|Operamos|Emitimos|Fabricamos)\s+([^.;:(]{8,120})",
    re.IGNORECASE,
)
_SECOND_VERB = re.compile(
    r"\s*(?:and|und|y)\s+(?:service|install|repair|maintain|run|host|operate|deliver|rent|support|warten|reparieren|liefern|betreiben|instalamos|reparamos|mantenemos)\s+",
    re.IGNORECASE,
)
_NOT_WHAT_WE_ARE = re.compile(
    r"^\s*(?:\d|not\b|open\b|using\b|up\b|in\b|on\b|at\b|three\b|two\b|four\b|drei\b|zwei\b|tres\b|dos\b|nicht\b|tiers?\b|team of\b|(?:flat |small |single )?team\b|equipo de \d|equipo\b|zu \w+t\b|only\b|nur\b|solo\b|about to\b|missing\b|losing\b|struggling\b|happy\b|sorry\b)",
    re.IGNORECASE,
)


def background(message: Message) -> list[Found]:
    """The organisation and what it sells, the lead's role, the platform."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text.strip():
            continue
        found += _platform(message, sentence)
        if not any(f.slot == "lead.role" for f in found):
            found += _role(sentence)
        if not any(f.slot == "organisation" for f in found):
            found += _organisation(message, sentence)
        if not any(f.slot in ("organisation", "organisation.product") and f.start >= sentence.start for f in found):
            found += _product(sentence, found)
    return found


def _platform(message: Message, sentence: Sentence) -> list[Found]:
    named = sentence.of("platform")
    found = []
    if named:
        text = ", ".join(dict.fromkeys(m.value for m in named))
        found = [Found("platform", "", named[0].start, named[-1].end, text=text)]
    if not found and message.asked == "platform" and _names_a_tool(sentence):
        text = tidy(sentence.text)
        start = sentence.start + sentence.text.find(text)
        found = [Found("platform", "", start, start + len(text), text=text)]
    return found


def _names_a_tool(sentence: Sentence) -> bool:
    """Whether a bare answer names something, and is no "you decide" and no question."""
    return len(sentence.text.split()) <= _MOST_WORDS_OF_TOOL and not sentence.has("delegate", "accept", "question_word")


def _role(sentence: Sentence) -> list[Found]:
    roles = sentence.of("role")
    opening = sentence.of("i_am")
    if roles and (sentence.index < 3 or opening):
        return [
            Found("lead.role", "", roles[0].start, roles[0].end, text=sentence.between(roles[0].start, roles[0].end))
        ]
    return _leads(sentence) if sentence.index < 6 else []


def _leads(sentence: Sentence) -> list[Found]:
    """ "I head customer operations": the head of customer operations."""
    for pattern, title in _LEADS:
        led = pattern.search(sentence.text)
        if led and _IS_SUPPORT.search(led[1]):
            start, end = sentence.start + led.start(), sentence.start + led.end(1)
            return [
                Found(
                    "lead.role",
                    "",
                    start,
                    end,
                    text=title.format(what=tidy(led[1]) if title[0].islower() else without_article(tidy(led[1]))),
                )
            ]
    return []


def _product(sentence: Sentence, found: Sequence[Found]) -> list[Found]:
    """What the organisation sells or runs, where the sentences behind its name say it: "We issue cards"."""
    named = [f for f in found if f.slot == "organisation"]
    product = _SELLS.match(sentence.text)
    if not named or not product or sentence.start - named[0].end > MOST_BETWEEN or any(c.isdigit() for c in product[1]):
        return []
    start = sentence.start + product.start(1)
    text = clipped(tidy(product[1]), words=_MOST_WORDS)
    return [Found("organisation.product", "", start, sentence.start + product.end(1), text=text)]


def _organisation(message: Message, sentence: Sentence) -> list[Found]:
    leads = _LEADS_AT.search(sentence.text)
    if leads and sentence.index < 4:
        text = clipped(tidy(leads[1]), words=_MOST_WORDS)
        start = sentence.start + leads.start(1)
        return [Found("organisation", "", start, start + len(leads[1].rstrip()), text=text)]
    if any(_ABOUT_US.match(h.text) for h in message.headings(sentence)[:1]) and len(sentence.text.split()) > 2:
        words = re.split(r"[.;:]|,\s", sentence.text.strip(), maxsplit=1)[0]
        start = sentence.start + sentence.text.index(words)
        return [Found("organisation", "", start, start + len(words), text=clipped(tidy(words), words=_MOST_WORDS))]
    has = _WE_HAVE.match(sentence.text)
    if has and sentence.index < 4:
        start = sentence.start + has.start(1)
        return [
            Found(
                "organisation", "", start, start + len(has[1].rstrip()), text=clipped(tidy(has[1]), words=_MOST_WORDS)
            )
        ]
    for cue in sentence.of("we_are"):
        second = _SECOND_VERB.match(sentence.between(cue.end, sentence.end))
        begin = cue.end + (second.end() if second else 0)
        rest = sentence.between(begin, sentence.end)
        words = re.split(
            r"[;:]|\.(?!\d)|,\s|\s\([^()]*\d|\bwith\s+(?:\d|about|some)|\bmit\s+(?:\d|rund|etwa|ca\b|über)|\bcon\s+(?:\d|un[oa]s|cerca)|\s[–—]\s",
            rest,
            maxsplit=1,
        )[0]
        written = words.strip()
        if (
            len(written) < 4
            or _NOT_WHAT_WE_ARE.match(words)
            or any(k.start < begin + len(words) for k in sentence.levels)
        ):
            continue
        start = cue.start
        text = clipped(tidy(words), words=_MOST_WORDS)
        return [Found("organisation", "", start, begin + len(words.rstrip()), text=text)]
    return []
