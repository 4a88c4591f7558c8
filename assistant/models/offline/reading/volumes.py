"""Volumes: how many cases come, how many are escalated, how they grow; and measures of quality as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from assistant.models.offline.reading.called import called
from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.measures import RATES, Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, slug, tidy
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure
from assistant.models.offline.reading.spoken_shares import SHARE, shares_in_words

_REACH = 60
_IS = re.compile(
    r"\s*(?:is|are|was|of|at|liegt bei|ist|beträgt|es|del?|rate)?\s*(?:at|about|only|rund|etwa|del?)?\s*[:=]?\s*",
    re.IGNORECASE,
)
_RIGHT_BEHIND = 8
_GOES_UP = re.compile(
    r"\b(?:go(?:es)?|gets?|ends? up|reach(?:es)?|passed|handed|moves?|gehen|geht|landet|landen|wandern|van|va|pasan?|llegan?)\s+(?:up\s+)?(?:on\s+)?(?:to\s+|an\s+|bei\s+|in\s+|with\s+|al?\s+)?"
    r"(?:the\s+|our\s+|den\s+|die\s+|das\s+|los\s+|las\s+|el\s+|la\s+)?(?:tier|level|second|third|\d(?:st|nd|rd|th)\b|resolution|back ?office|specialist|engineer|developer|expert|stufe|zweit|dritt|spezialist|entwickl"
    r"|technik|nivel|segundo|tercer|especialist|ingenier|l2|l3|t2|n2)",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"[^.;,]{0,40}?\b(?:go(?:es)?|gets?|ends? up|lands?|moves?|gehen|geht|landet|landen|kommt|kommen|wandern|wandert|van|va|pasan?|llegan?|acaban?|terminan?)\s+"
    r"(?:on\s+)?(?:to|with|in|at|an|bei|zu|zur|zum|ins|a|al|en)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]{0,80}\)")
_AND = re.compile(r"\s*(?:,|and|und|y|plus|\+|&)?\s*(?:about|some|etwa|rund|unos|unas)?\s*", re.IGNORECASE)


def volumes(message: Message, *, taken: set[int], tiers: Mapping[str, str] | None = None) -> list[Found]:
    """Volumes, shares, growth and measures of quality; numbers in taken are left alone.

    tiers: names of tiers by id; what goes to one behind the first is escalated.
    """
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text:
            continue
        for measure in [*map(partial(_with_rate, sentence), sentence.measures), *shares_in_words(sentence)]:
            if measure.at in taken:
                continue
            read = _read(message, sentence, measure) or _to_a_tier(sentence, measure, tiers or {})
            if read is not None:
                found.append(read)
    return found


def _to_a_tier(sentence: Sentence, measure: Measure, tiers: Mapping[str, str]) -> Found | None:
    """ "15 % go to the back office", where that is a tier behind the first."""
    goes = _GOES.match(sentence.between(measure.end, sentence.end)) if measure.kind == "percent" else None
    if goes is None:
        return None
    place = measure.end + goes.end()
    keys = [k for k in called(sentence, tiers) if k.id != "t1" and 0 <= k.start - place <= _RIGHT_BEHIND * 2]
    return of_measure("volume.escalation_share", "", measure, end=keys[0].end) if keys else None


def _with_rate(sentence: Sentence, measure: Measure) -> Measure:
    """The tickets of "a day we get 350 tickets" as a rate, where the period stands before the number."""
    periods = [m for m in sentence.of("per") if m.value in RATES and m.end <= measure.start]
    if measure.kind != "tickets" or len(periods) != 1 or measure.start - periods[0].end > _REACH:
        return measure
    if any(periods[0].end <= m.start < measure.start for m in sentence.measures):
        return measure
    return replace(measure, kind="rate", unit=RATES[periods[0].value])


def _read(message: Message, sentence: Sentence, measure: Measure) -> Found | None:
    if measure.kind == "rate":
        return _rate(message, sentence, measure)
    if sentence.has("wish") and _wished(sentence, measure):
        return None
    if measure.kind == "percent":
        return _percent(message, sentence, measure)
    if measure.kind == "duration" and sentence.has("handle_time") and not sentence.levels:
        return None
    return _kpi(sentence, measure)


def _wished(sentence: Sentence, measure: Measure) -> bool:
    """Whether a wish stands before the number: then it is a goal."""
    return any(mention.start < measure.start for mention in sentence.of("wish"))


def _rate(message: Message, sentence: Sentence, measure: Measure) -> Found | None:
    near = _clause(sentence, measure)
    if sentence.has("peak") and len([m for s in message.sentences for m in s.measured("rate")]) > 1:
        return None
    if re.search(r"\b(?:per|each|pro|je|por) (?:agent|person|engineer|head|mitarbeiter|agente)", near, re.IGNORECASE):
        return None
    escalated = [
        m
        for m in sentence.of("escalation")
        if _same_clause(sentence, measure, m)
        and _alone(sentence, measure, m)
        and not _has_share(sentence, m)
        and not shares_in_words(sentence)
    ]
    if escalated:
        return of_measure("volume.escalations", "", measure)
    if any(
        m.kind == "tickets" and m.end <= measure.start and _AND.fullmatch(sentence.between(m.end, measure.start))
        for m in sentence.measures
    ):
        return None
    if measure.noun or message.asked == "volume" or sentence.has("tickets"):
        return of_measure("volume.tickets", "", measure)
    return None


def _percent(message: Message, sentence: Sentence, measure: Measure) -> Found | None:
    near = _clause(sentence, measure)
    growth = _nearest(sentence, measure, "growth")
    decline = _nearest(sentence, measure, "decline")
    told = _nearest(sentence, measure, "escalation")
    cues = [c for c in (growth, decline) if c is not None and measure.noun != SHARE]
    if cues and (told is None or min(_distance(measure, c) for c in cues) <= _distance(measure, told)):
        fallen = growth is None or (decline is not None and _distance(measure, decline) < _distance(measure, growth))
        cue = decline if fallen else growth
        if cue is not None and (sentence.has("escalation", "tickets") or message.asked == "volume"):
            grown = of_measure("volume.growth", "", measure, start=cue.start, end=cue.end)
            return replace(grown, number=-measure.value) if fallen else grown
    if (kpi := _kpi(sentence, measure)) is not None:
        return kpi
    escalated = [m for m in sentence.of("escalation") if _same_clause(sentence, measure, m)]
    if escalated and _is_share_of_all(near, sentence):
        cue = min(escalated, key=lambda m: _distance(measure, m))
        return of_measure("volume.escalation_share", "", measure, start=cue.start, end=cue.end)
    up = _GOES_UP.search(sentence.text)
    if up and 0 <= sentence.start + up.start() - measure.end <= _REACH and _is_share_of_all(near, sentence):
        return of_measure("volume.escalation_share", "", measure, end=sentence.start + up.end())
    if message.asked == "volume" and not sentence.has("growth", "decline", "kpi"):
        return of_measure("volume.escalation_share", "", measure)
    return None


def _is_share_of_all(near: str, sentence: Sentence) -> bool:
    """Whether a share is of all tickets: not "30 % of escalations are billing"."""
    return not re.search(r"%?\s*(?:percent |prozent |por ciento )?(?:of|der|aller|unserer|de las?|de los)\s+(?:all |the |our |alle |todas las )?"
                         r"(?:escalations|escalated|eskalationen|escalaciones|escalados)", near, re.IGNORECASE)  # fmt: skip


def _kpi(sentence: Sentence, measure: Measure) -> Found | None:
    """A measure of quality: its name nearby, and a unit that it can have."""
    names = [m for m in sentence.of("kpi") if _same_clause(sentence, measure, m) and _can_have(m.value, measure)]
    if not names:
        missed = _nearest(sentence, measure, "missed")
        if measure.kind == "percent" and missed and sentence.has("promise") and not sentence.has("penalty"):
            start, end = min(measure.start, missed.start), max(measure.end, missed.end)
            return of_measure("figure", "promises-missed", measure, start=start, end=end, text="promises missed")
        return None
    named = [m for m in names if m.end <= measure.start and _IS.fullmatch(sentence.between(m.end, measure.start))]
    name = named[-1] if named else min(names, key=lambda m: _distance(measure, m))
    start, end = min(measure.start, name.start), max(measure.end, name.end)
    missed = _nearest(sentence, measure, "missed")
    if name.value == "sla_attainment" and missed:
        return of_measure("figure", "promises-missed", measure, start=start, end=end, text="promises missed")
    found = of_measure(f"kpi.{name.value}", "", measure, start=start, end=end)
    return replace(found, unit="points") if measure.kind == "bare" and name.value in ("csat", "nps") else found


def _can_have(kpi: str, measure: Measure) -> bool:
    if kpi in ("first_response_time", "resolution_time"):
        return measure.kind == "duration"
    if kpi == "backlog":
        return measure.kind in ("tickets", "bare")
    if kpi in ("csat", "nps"):
        return measure.kind in ("percent", "bare")
    return measure.kind == "percent"


def _same_clause(sentence: Sentence, measure: Measure, mention: Mention) -> bool:
    """Whether no other number, semicolon or long stretch lies between a number and a word."""
    start, end = min(measure.end, mention.end), max(measure.start, mention.start)
    if end - start > _REACH * 2 or ";" in sentence.between(start, end):
        return False
    return not any(start <= m.start < end for m in sentence.measured(measure.kind) if m.at != measure.at)


def _alone(sentence: Sentence, measure: Measure, mention: Mention) -> bool:
    """Whether no other measure stands between a number and a word, nor right behind the word."""
    start, end = min(measure.end, mention.end), max(measure.start, mention.start)
    return not any(start <= m.start < end for m in sentence.measures if m.at != measure.at and m.kind != "bare")


def _has_share(sentence: Sentence, mention: Mention) -> bool:
    """Whether a share stands right behind a word, as in "se escala el 12 %"."""
    return any(0 <= m.start - mention.end <= _RIGHT_BEHIND for m in sentence.measured("percent"))


def _clause(sentence: Sentence, measure: Measure) -> str:
    return sentence.between(measure.start - _REACH, measure.end + _REACH)


def _nearest(sentence: Sentence, measure: Measure, label: str) -> Mention | None:
    near = [m for m in sentence.of(label) if _same_clause(sentence, measure, m) and _distance(measure, m) <= _REACH]
    return min(near, key=lambda m: _distance(measure, m)) if near else None


def _distance(measure: Measure, mention: Mention) -> int:
    return max(mention.start - measure.end, measure.start - mention.end, 0)


def handle_times(message: Message, *, taken: set[int]) -> list[Found]:
    """The working time a tier spends on a case, where the tier is named beside it."""
    found = []
    for sentence in message.sentences:
        if not sentence.has("handle_time") or sentence.has("promise") or not sentence.levels:
            continue
        durations = [d for d in sentence.measured("duration") if d.at not in taken]
        leading = bool(durations) and sentence.levels[0].start < durations[0].start
        for duration in durations:
            before = [k for k in sentence.levels if k.start < duration.start]
            after = [k for k in sentence.levels if k.start > duration.start]
            key = before[-1] if leading and before else after[0] if after else before[-1]
            found.append(of_measure("tier.handle_time", key.id, duration))
    return found


def figures(message: Message, *, taken: set[int]) -> list[Found]:
    """Other numbers of things that are plainly counted: "8,000 terminals", "120 hospitals"."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0:
            continue
        for measure in sentence.measured("counted", "tickets", "rate", "people"):
            if measure.at in taken or measure.number.low is not None or _is_person_alone(measure):
                continue
            if measure.number.worded or any(
                k.start <= measure.start < k.end for k in (*sentence.levels, *sentence.severities)
            ):
                continue
            text = tidy(measure.noun) if measure.noun else clipped(tidy(sentence.text), words=6)
            if slug(text):
                found.append(of_measure("figure", slug(text), measure, text=text))
    return found


def _is_person_alone(measure: Measure) -> bool:
    return measure.kind == "people" and (measure.value < 2 or len(measure.noun) < 4)


def counts(message: Message) -> list[Found]:
    """How many customers a class has: "120 enterprise customers"."""
    found = []
    for sentence in message.sentences:
        for measure in sentence.measured("counted"):
            inside = [k for k in sentence.customers if measure.start < k.start < measure.end and k.id != "*"]
            if len(inside) == 1:
                key = inside[0]
                name = tidy(key.name)
                found.append(Found("customer_tier", key.id, key.start, key.end, text=name[:1].upper() + name[1:]))
                found.append(of_measure("customer_tier.count", key.id, measure))
        found += [
            f for key in sentence.customers if key.id not in ("*", "other") for f in _counted_behind(sentence, key)
        ]
    return found


def _counted_behind(sentence: Sentence, key: Key) -> list[Found]:
    """ "Merchants (our top class, about 340 of them)"."""
    bracket = _BRACKET.match(sentence.between(key.end, sentence.end))
    if bracket is None:
        return []
    inside = [m for m in sentence.measures if key.end <= m.start < key.end + bracket.end()]
    if len(inside) != 1 or inside[0].kind not in ("bare", "counted") or inside[0].value != int(inside[0].value):
        return []
    return [of_measure("customer_tier.count", key.id, inside[0])]


__all__: Sequence[str] = ("counts", "figures", "handle_times", "volumes")
