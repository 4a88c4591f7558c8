"""Coverage: when support is on shift, who is on call and when, the time zone, and whose holidays are free."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, tidy
from assistant.models.offline.reading.sentences import Found, Hours, Sentence, of_measure
from schemas.zones import zone_named

_ZONE_CUE = re.compile(
    r"\b(?:time ?zone|zeitzone|zona horaria|huso horario|based in|located in|office(?:s)? in|offices are in|sitzen in|mit sitz in|sitz in|büro in"
    r"|con sede en|ubicados en|oficina en|local time (?:of|in)|headquarter(?:s|ed) in)\s*(?:(?:is|are|ist|es)\b|:)?\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[A-ZÄÖÜÁÉÍÓÚ][\w/+-]*(?: [A-ZÄÖÜ][\w/+-]*){0,2}")
_EUROPE = re.compile(r"^Europ\w+/")
_ASKS = re.compile(r"\b(?:please|tell me|bitte|sag mir|por favor|dime)\b", re.IGNORECASE)
_LONGEST_WHO = 24


def coverage(message: Message, *, told: set[int]) -> list[Found]:
    """Hours of support and of on-call, the people on the rota, the time zone and the holidays.

    told: places of hours that are known to be a tier's or a partner's.
    """
    found: list[Found] = []
    for sentence in message.sentences:
        if not sentence.text.strip() or sentence.segment.paragraph < 0:
            continue
        found += [f for f in _hours(message, sentence) if f.start not in told]
        found += _on_call(sentence)
        found += _zone(sentence)
        found += _holidays(sentence)
    return found


def _hours(message: Message, sentence: Sentence) -> list[Found]:
    found: list[Found] = []
    for hours in sentence.hours:
        if _is_promised(message, sentence) or sentence.has("partner_word", "partner_known"):
            continue
        on_call = _is_on_call(message, sentence, hours)
        if not on_call and sentence.levels and not _is_general(sentence):
            continue
        if not on_call and any(heading.levels for heading in message.headings(sentence)[:1]):
            level = message.headings(sentence)[0].levels[0]
            found.append(Found("tier.hours", level.id, hours.start, hours.end, text=hours.text))
            continue
        if not on_call and sentence.has("deadline", "peak", "spoken_duration"):
            continue
        found.append(
            Found("hours.on_call" if on_call else "hours.support", "", hours.start, hours.end, text=hours.text)
        )
        if hours.zone and not on_call and hours.zone != "UTC":
            found.append(Found("hours.timezone", "", hours.start, hours.end, text=hours.zone))
    return found


def _is_promised(message: Message, sentence: Sentence) -> bool:
    """Whether the hours are those of a promise or a severity, not of a team."""
    if sentence.severities or sentence.measured("duration"):
        return not _is_general(sentence) and not sentence.has("on_call")
    if sentence.customers and any(k.id not in ("*",) for k in sentence.customers):
        return not _is_general(sentence)
    return sentence.has("promise", "promise.kind") and not sentence.has("team_hours", "on_call")


def _is_general(sentence: Sentence) -> bool:
    """Whether the sentence speaks of the whole team's hours."""
    return sentence.has("team_hours") and not sentence.customers


def _is_on_call(message: Message, sentence: Sentence, hours: Hours) -> bool:
    cues = sentence.of("on_call")
    if sentence.has("no_on_call"):
        return False
    if not cues:
        return any(h.has("on_call") for h in message.headings(sentence)[:1])
    others = [m for m in sentence.of("team_hours") if m.start < hours.start]
    if len(sentence.hours) > 1:
        near = min(cues, key=lambda m: abs(m.start - hours.start))
        return all(abs(near.start - hours.start) <= abs(near.start - h.start) for h in sentence.hours)
    if others:
        return any(m.start < hours.start for m in cues) and max(m.start for m in cues) > max(m.start for m in others)
    behind = [m for m in cues if m.start >= hours.end]
    return len(behind) < len(cues) or not re.search(r"[,;.]\s", sentence.between(hours.end, behind[0].start))


def _on_call(sentence: Sentence) -> list[Found]:
    if not sentence.has("on_call") or sentence.segment.heading or _ASKS.search(sentence.text):
        return []
    if sentence.has("no_on_call") or re.search(
        r"\b(?:nobody|no one|noone|niemand|nadie)\b[^.,;]{0,40}\b(?:call|bereitschaft|guardia)",
        sentence.text,
        re.IGNORECASE,
    ):
        text = tidy(sentence.text)
        start = sentence.start + max(0, sentence.text.find(text))
        return [Found("oncall.who", "", start, start + len(text), text=clipped(text, words=_LONGEST_WHO))]
    cue = sentence.of("on_call")[0]
    people = [m for m in sentence.measures if abs(m.start - cue.start) <= 90 and _are_people(sentence, m)]
    found = []
    if people:
        near = min(people, key=lambda m: abs(m.start - cue.start))
        found.append(replace(of_measure("oncall.people", "", near), unit="people"))
    text = clipped(tidy(sentence.text), words=_LONGEST_WHO)
    place = sentence.text.find(text.split()[0]) if text else -1
    if place >= 0 and (people or not sentence.severities):
        start = sentence.start + place
        found.append(Found("oncall.who", "", start, sentence.start + len(sentence.text.rstrip()), text=text))
    return found


def _are_people(sentence: Sentence, measure: Measure) -> bool:
    """Whether people are counted, also as "two of the developers"."""
    part = re.match(
        r"\s*(?:of|von|der|de)\s+(?:the|our|den|unseren|los|las|nuestros)\b",
        sentence.between(measure.end, measure.end + 16),
    )
    rota = re.match(
        r"\s*(?:in|on)\s+(?:the |our )?(?:rota|roster|rotation)", sentence.between(measure.end, measure.end + 20)
    )
    return measure.kind == "people" or (measure.kind == "bare" and (part or rota) is not None)


def _zone(sentence: Sentence) -> list[Found]:
    for cue in _ZONE_CUE.finditer(sentence.text):
        place = _PLACE.match(sentence.text, cue.end())
        if not place:
            continue
        words = place.group().split(" ")
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            zone = zone_named(_EUROPE.sub("Europe/", name))
            if zone:
                start = sentence.start + place.start()
                return [Found("hours.timezone", "", start, start + len(name), text=zone)]
    return []


def _holidays(sentence: Sentence) -> list[Found]:
    if not sentence.has("holidays"):
        return []
    countries = sentence.of("country")
    cue = sentence.of("holidays")[0]
    near = [m for m in countries if abs(m.start - cue.start) <= 40]
    if not near:
        return []
    start, end = min(near[0].start, cue.start), max(near[0].end, cue.end)
    return [Found("hours.holidays", "", start, end, text=near[0].value)]
