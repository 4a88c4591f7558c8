"""Clocks: on which hours a promise runs, said beside it or in a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Found, Sentence

KINDS = ("first_response", "update", "resolution")
_TIMED = tuple(f"promise.{kind}" for kind in KINDS)
_WHOLE_DAY_CLOCKS = ("24x7", "24x5")
_BUSINESS = re.compile(
    r"business (?:hours?|days?)|working (?:hours?|days?)|office hours?|geschäftszeit|servicezeit|bürozeit|arbeitstag|werktag"
    r"|horario (?:laboral|de oficina|comercial)|hábil|laborable",
    re.IGNORECASE,
)
_REST_IN_BUSINESS_HOURS = re.compile(
    r"\b(?:everything else|the rest|all others?|other promises|anything else|alles andere|alles übrige|der rest|übrige|todo lo demás|lo demás|el resto)\b"
    r"[^.;]{0,50}\b(?:business|office|opening|working|our) hours|\b(?:alles andere|alles übrige|der rest|übrige)\b[^.;]{0,50}zeiten"
    r"|\b(?:lo demás|el resto)\b[^.;]{0,50}horario",
    re.IGNORECASE,
)


def on_their_clocks(message: Message, found: Sequence[Found]) -> list[Found]:
    """The promises, those put on a clock by a sentence of their own ("for enterprise, P1 runs around the clock") on it."""
    clocked = list(found)
    for sentence in message.sentences:
        clock = next((h.text for h in sentence.hours if h.text in _WHOLE_DAY_CLOCKS), None)
        named = bool(sentence.severities or sentence.customers)
        if clock and named and not sentence.measured("duration", "people") and sentence.segment.paragraph >= 0:
            clocked = [replace(f, clock=clock) if _meant(sentence, f) else f for f in clocked]
        elif clock and sentence.segment.heading and sentence.of("promise.kind") and not sentence.measured("duration"):
            kinds = {f"promise.{m.value}" for m in sentence.of("promise.kind")}
            clocked = [replace(f, clock=clock) if _is_unclocked(f) and f.slot in kinds else f for f in clocked]
    for sentence in message.sentences:
        if _REST_IN_BUSINESS_HOURS.search(sentence.text) and sentence.segment.paragraph >= 0:
            clocked = [replace(f, clock="business") if _is_unclocked(f) else f for f in clocked]
    return clocked


def _is_unclocked(found: Found) -> bool:
    return found.slot in _TIMED and found.number is not None and found.clock is None


def _meant(sentence: Sentence, found: Found) -> bool:
    if not _is_unclocked(found):
        return False
    customer, _, severity = found.subject.partition("/")
    severities = {k.id for k in sentence.severities}
    customers = {k.id for k in sentence.customers} - {"*", "other"}
    return (not severities or severity in severities) and (not customers or customer in customers)


def clock_of(sentence: Sentence, measure: Measure) -> str | None:
    """The clock that is said beside the duration, or once for all of its promise."""
    durations = sentence.measured("duration")
    following = [d.start for d in durations if d.start > measure.start]
    until = following[0] if following else sentence.end
    for hours in sentence.hours:
        if hours.text not in _WHOLE_DAY_CLOCKS:
            continue
        if measure.end <= hours.start < until or hours.start < durations[0].start:
            return hours.text
        if hours.start > durations[-1].end and not sentence.severities:
            return hours.text
    own = sentence.between(measure.start, until)
    return "business" if _BUSINESS.search(sentence.text if len(durations) == 1 else own) else None
