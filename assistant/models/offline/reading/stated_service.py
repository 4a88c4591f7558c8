"""The service around the tiers: hours, on-call, volumes, platform, partners, duties, complaints."""

from __future__ import annotations

import re

from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import clipped, slug
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_NAME = re.compile(r"[\s,:]*((?:[A-ZÄÖÜ][\w&+-]*)(?: [A-ZÄÖÜ][\w&+-]*){0,3})")
_OWNS = re.compile(
    r"\b(?:owns|handles|does|carries|verantwortet|übernimmt|se encarga de) ([^,.;]{3,60}?)(?: and (?:answers|responds)|[,.;]|$)"
)
RATES = ("tickets_per_day", "tickets_per_week", "tickets_per_month")


def service(message: Message) -> list[Found]:
    """Everything that is said once for the whole organisation."""
    found: list[Found] = []
    for sentence in message.sentences:
        if not sentence.text.strip() or sentence.segment.paragraph < 0:
            continue
        found += _hours(sentence) + _on_call(sentence) + _volumes(sentence) + _named(sentence)
        found += _partners(message, sentence) + _complaints(message, sentence)
    single: dict[str, Found] = {}
    for each in found:
        single.setdefault(f"{each.slot}:{each.subject}", each)
    return list(single.values())


def _hours(sentence: Sentence) -> list[Found]:
    found: list[Found] = []
    for hours in sentence.hours:
        if sentence.severities or (
            sentence.has("promise", "promise.kind") and not sentence.has("team_hours", "on_call")
        ):
            continue
        slot = "hours.on_call" if sentence.has("on_call") else "hours.support"
        if slot == "hours.support" and sentence.levels and not sentence.has("team_hours"):
            slot = "tier.hours"
        subject = sentence.levels[0].id if slot == "tier.hours" else ""
        found.append(Found(slot=slot, subject=subject, start=hours.start, end=hours.end, text=hours.text))
        if hours.zone:
            found.append(Found(slot="hours.timezone", subject="", start=hours.start, end=hours.end, text=hours.zone))
    return found


def _on_call(sentence: Sentence) -> list[Found]:
    if not sentence.has("on_call") or sentence.has("no_on_call"):
        return []
    return [of_measure("oncall.people", "", m) for m in sentence.measured("people")[:1]]


def _volumes(sentence: Sentence) -> list[Found]:
    found: list[Found] = []
    for measure in sentence.measured("rate"):
        if measure.unit in RATES:
            slot = (
                "volume.escalations"
                if sentence.has("escalation")
                and len(sentence.measured("rate")) == 1
                and not (sentence.measured("percent"))
                else "volume.tickets"
            )
            found.append(of_measure(slot, "", measure))
    for measure in sentence.measured("percent"):
        if sentence.has("growth"):
            found.append(of_measure("volume.growth", "", measure))
        elif sentence.has("escalation"):
            found.append(of_measure("volume.escalation_share", "", measure))
    return found


def _named(sentence: Sentence) -> list[Found]:
    found = [
        Found(slot="platform", subject="", start=m.start, end=m.end, text=m.value) for m in sentence.of("platform")[:1]
    ]
    for mention in sentence.of("obligation"):
        found.append(
            Found(
                slot="obligation", subject=slug(mention.value), start=mention.start, end=mention.end, text=mention.value
            )
        )
    return found


def _partners(message: Message, sentence: Sentence) -> list[Found]:
    """A partner that is named after the word for one, with what it owns and owes."""
    for mention in sentence.of("partner_word"):
        named = _NAME.match(message.text, mention.end)
        if named is None or named.end(1) > sentence.end:
            continue
        start, end = named.span(1)
        subject = slug(named.group(1))
        found = [Found(slot="partner", subject=subject, start=start, end=end, text=named.group(1))]
        owns = _OWNS.search(message.text, end, sentence.end)
        if owns:
            found.append(
                Found(slot="partner.owns", subject=subject, start=owns.start(1), end=owns.end(1), text=owns.group(1))
            )
        if sentence.has("no_duty"):
            duty = sentence.of("no_duty")[0]
            found.append(Found(slot="partner.obligation", subject=subject, start=duty.start, end=duty.end, text="none"))
        found += [of_measure("partner.obligation", subject, m) for m in sentence.measured("duration")[:1]]
        return found
    return []


def _complaints(message: Message, sentence: Sentence) -> list[Found]:
    for slot in ("complaint", "goal"):
        if sentence.has(slot) and not sentence.has("promise") and not sentence.levels:
            text = message.text[sentence.start : sentence.end].strip()
            start = message.text.index(text, sentence.start)
            name = clipped(text, words=14)
            return [
                Found(slot=slot, subject=slug(clipped(text, words=4)), start=start, end=start + len(text), text=name)
            ]
    return []
