"""Tier hours: when each tier is on shift, also for several at once and for "the others"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.models.offline.reading.called import called
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.pairing import paired
from assistant.models.offline.reading.sentences import Found, Hours, Key, Sentence
from schemas.brief import Brief

_OTHERS = re.compile(
    r"\b(?:the (?:others?|rest)|the other (?:tiers|levels|lines|teams|two|ones)|all others|everyone else|everybody else|die (?:anderen|übrigen|restlichen)"
    r"|alle (?:anderen|übrigen)|der rest|los (?:demás|otros)|el resto|the remaining \w+)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:the )?same (?:hours|times|shifts?) (?:as|like)\s+|\b(?:die )?(?:gleiche|selbe|dieselbe|gleichen|selben)n? (?:zeiten|arbeitszeiten) wie\s+"
    r"|\b(?:el )?mismo horario que\s+(?:el\s+)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r" [A-Z]\w+/\S+?(?=;|$)")
_ALSO = re.compile(
    r"\b(?:zusätzlich|außerdem|darüber hinaus|in addition|additionally|as well|on top|además|también)\b", re.IGNORECASE
)
_THERE = r"\s*(?:da|erreichbar|besetzt|im Dienst|anwesend|available|on duty|in|disponibles?)?\s*[,;(.–-]"
_FOR = re.compile(r"\s*[,(:]?\s*(?:for|in|on|at|für|im|in der|para|en)\b", re.IGNORECASE)


def tier_hours(message: Message, found: Sequence[Found]) -> list[Found]:
    """The hours of the tiers that sentences name together with hours. found: the tiers that are known so far."""
    tiers = dict.fromkeys(
        [f.subject for f in found if f.slot == "tier"] + [f.subject for f in message.brief.facts if f.slot == "tier"]
    )
    names = {f.subject: f.text or "" for f in found if f.slot == "tier"}
    settled = {f.subject for f in found if f.slot == "tier.hours"}
    told: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not _speaks_of_shifts(sentence):
            continue
        keys = [key for key in called(sentence, names) if key.id not in settled]
        if sentence.levels or len(keys) > 1:
            told += _in_sentence(sentence, keys, tiers, message.brief)
    return told + _alike(message, [*found, *told])


def zone_of_tiers(message: Message, found: Sequence[Found]) -> list[Found]:
    """The time zone that the tiers' hours are told in, where it is one and no other is known."""
    if any(f.slot == "hours.timezone" for f in found):
        return []
    starts = {f.start for f in found if f.slot == "tier.hours"}
    told = [h for s in message.sentences for h in s.hours if h.start in starts and h.zone and h.zone != "UTC"]
    if len({hours.zone for hours in told}) != 1:
        return []
    return [Found("hours.timezone", "", told[0].start, told[0].end, text=told[0].zone)]


def _speaks_of_shifts(sentence: Sentence) -> bool:
    classes = [key for key in sentence.customers if key.id not in ("*", "other")]
    if not sentence.hours or classes or any(k.start < sentence.hours[-1].start for k in sentence.severities):
        return False
    # "Mon-Fri 8-17, on call otherwise" tells the shift first; "on call 24x7" and "24x7 on call" tell none.
    on_call = sentence.of("on_call")
    return not on_call or bool(_on_shift(sentence))


def _on_shift(sentence: Sentence) -> list[Hours]:
    """The hours but for those behind a word of being on call, and those right before it."""
    on_call = sentence.of("on_call")
    if not on_call:
        return list(sentence.hours)
    told = [h for h in sentence.hours if h.end <= on_call[0].start]
    gap = sentence.between(told[-1].end, on_call[0].start) if told else ""
    return told if re.match(_THERE, gap, re.IGNORECASE) else told[:-1]


def _also_on_call(sentence: Sentence, keys: Sequence[Key], told: Sequence[Hours]) -> list[Key]:
    """Who is on call besides those hours: "the network team is additionally on call"."""
    on_call = sentence.of("on_call")
    if not on_call or not told or not _ALSO.search(sentence.between(told[-1].end, sentence.end)):
        return []
    return [key for key in keys if told[-1].end <= key.start < on_call[0].start]


def _in_sentence(sentence: Sentence, called: Sequence[Key], tiers: Collection[str], brief: Brief) -> list[Found]:
    keys = sorted([*sentence.levels, *called, *_others(sentence)], key=lambda key: key.start)
    named = {key.id for key in keys}
    shifts = _on_shift(sentence)
    also = _also_on_call(sentence, keys, shifts)
    on_shift = [key for key in keys if key not in also]
    if (
        on_shift
        and shifts
        and shifts[0].start < on_shift[0].start
        and on_shift[-1].end <= shifts[-1].start
        and not _FOR.match(sentence.between(shifts[0].end, on_shift[0].start))
    ):
        # The first hours are of nobody who is called here, where the last stand behind the name that they belong to.
        shifts = [hours for hours in shifts if hours.start > on_shift[0].start]
    told = [
        Found("tier.hours", key.id, shifts[-1].start, shifts[-1].end, text=shifts[-1].text) for key in also if shifts
    ]
    for hours, owners in paired(on_shift, shifts, gap=sentence.between):
        if _is_general(sentence, hours):
            continue
        for owner in owners:
            ids = [t for t in tiers if t not in named] if owner.id == "other" else [owner.id]
            told += [
                Found("tier.hours", id, hours.start, hours.end, text=_as_known(brief, id, hours.text)) for id in ids
            ]
    return told


def _as_known(brief: Brief, tier: str, text: str) -> str:
    """The hours; said again without the zone they are what is known with it."""
    known = brief.find("tier.hours", tier)
    return known.text if known is not None and known.text and _ZONE.sub("", known.text) == text else text


def _is_general(sentence: Sentence, hours: Hours) -> bool:
    """Whether the hours are those of all of support: "we are open 9-17; tier 2 joins later"."""
    if not sentence.has("team_hours") or not sentence.levels or hours.end > sentence.levels[0].start:
        return False
    return not _FOR.match(sentence.between(hours.end, sentence.levels[0].start))


def _others(sentence: Sentence) -> list[Key]:
    return [
        Key("other", m.group(), sentence.start + m.start(), sentence.start + m.end())
        for m in _OTHERS.finditer(sentence.text)
    ]


def _alike(message: Message, found: Sequence[Found]) -> list[Found]:
    """ "Same hours as level 3", where those are known."""
    known = {f.subject: f.text for f in found if f.slot == "tier.hours"}
    alike = []
    for sentence in message.sentences:
        for same in _SAME.finditer(sentence.text) if len(sentence.levels) > 1 else ():
            start, end = sentence.start + same.start(), sentence.start + same.end()
            model = next((k for k in sentence.levels if k.start == end), None)
            before = [k for k in sentence.levels if k.start < start]
            if model is not None and before and model.id in known:
                alike.append(Found("tier.hours", before[-1].id, start, model.end, text=known[model.id]))
    return alike
