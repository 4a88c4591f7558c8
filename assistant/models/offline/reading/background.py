"""Background: the organisation, the person who writes, the platform, what goes wrong, what is wanted."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, slug, tidy
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_LEADS_AT = re.compile(
    r"\b(?:support|service|care|desk|operations|kundendienst|kundenservice|soporte|atención al cliente|helpdesk)\b[^.,;:]{0,40}?\s"
    r"(?:at|for|bei|in|en|de|of)\s+((?:an?|the|einem|einer|eines|una?)\s+[^.,;:]{6,120})",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:must|by law|müssen|gesetzlich|deben|por ley)\b", re.IGNORECASE)
_LEAST_WORDS_OF_GOAL = 5
_MOST_WORDS = 18
_NOT_WHAT_WE_ARE = re.compile(
    r"^\s*(?:\d|not\b|open\b|using\b|up\b|in\b|on\b|at\b|three\b|two\b|four\b|drei\b|zwei\b|tres\b|dos\b|nicht\b|tiers?\b|team of\b|(?:flat |small |single )?team\b|equipo de \d|equipo\b|zu \w+t\b|only\b|nur\b|solo\b|about to\b|missing\b|losing\b|struggling\b|happy\b|sorry\b)",
    re.IGNORECASE,
)


def background(message: Message, *, taken: set[int]) -> list[Found]:
    """The organisation, the lead's role, the platform, complaints and goals; numbers in taken are left alone."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text.strip():
            continue
        found += _platform(message, sentence)
        if not any(f.slot == "lead.role" for f in found):
            found += _role(sentence)
        if not any(f.slot == "organisation" for f in found):
            found += _organisation(sentence)
        found += _wishes(sentence, taken)
    return found


def _platform(message: Message, sentence: Sentence) -> list[Found]:
    found = [Found("platform", "", m.start, m.end, text=m.value) for m in sentence.of("platform")[:1]]
    if not found and message.asked == "platform" and len(sentence.text.split()) <= 6:
        text = tidy(sentence.text)
        start = sentence.start + sentence.text.find(text)
        found = [Found("platform", "", start, start + len(text), text=text)]
    return found


def _role(sentence: Sentence) -> list[Found]:
    roles = sentence.of("role")
    opening = sentence.of("i_am")
    if roles and (sentence.index < 3 or opening):
        return [
            Found("lead.role", "", roles[0].start, roles[0].end, text=sentence.between(roles[0].start, roles[0].end))
        ]
    return []


def _organisation(sentence: Sentence) -> list[Found]:
    leads = _LEADS_AT.search(sentence.text)
    if leads and sentence.index < 4:
        text = clipped(tidy(leads[1]), words=_MOST_WORDS)
        start = sentence.start + leads.start(1)
        return [Found("organisation", "", start, start + len(leads[1].rstrip()), text=text)]
    for cue in sentence.of("we_are"):
        rest = sentence.between(cue.end, sentence.end)
        words = re.split(r"[.;:]|,\s|\bwith\s+(?:\d|about|some)|\bmit\s+\d|\bcon\s+\d|\s[–—]\s", rest, maxsplit=1)[0]
        written = words.strip()
        if (
            len(written) < 4
            or _NOT_WHAT_WE_ARE.match(words)
            or any(k.start < cue.end + len(words) for k in sentence.levels)
        ):
            continue
        start = cue.start
        text = clipped(tidy(words), words=_MOST_WORDS)
        return [Found("organisation", "", start, cue.end + len(words.rstrip()), text=text)]
    return []


def _wishes(sentence: Sentence, taken: set[int]) -> list[Found]:
    """A complaint or a goal, with its number if it has one that nobody else took."""
    slot = (
        "goal"
        if sentence.has("goal", "wish") and (sentence.has("goal") or sentence.measured("percent", "duration"))
        else ""
    )
    if not slot and sentence.has("complaint") and not sentence.levels:
        slot = "complaint"
    if (
        not slot
        or sentence.has("promise.none", "no_promise")
        or sentence.segment.heading
        or sentence.text.rstrip().endswith("?")
    ):
        return []
    text = clipped(tidy(sentence.text), words=_MOST_WORDS)
    if slot == "goal" and (
        len(text.split()) < _LEAST_WORDS_OF_GOAL
        or sentence.severities
        or (sentence.levels and not sentence.has("goal"))
    ):
        return []
    if len(text.split()) < 3 or (
        slot == "complaint" and (sentence.has("obligation", "issue_cue") or _MUST.search(text))
    ):
        return []
    start = sentence.start + max(0, sentence.text.find(text.split()[0]))
    end = sentence.start + len(sentence.text.rstrip())
    subject = slug(clipped(re.sub(r"\d+", "", text), words=6))
    measured = [m for m in sentence.measured("percent", "duration") if m.at not in taken]
    if not measured:
        return [Found(slot, subject, start, end, text=text)]
    return [replace(of_measure(slot, subject, measured[0], start=start, end=end), text=text)]
