"""Promises: how fast a first answer, an update and a solution come, for whom and at which severity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.models.offline.reading.cases import cases_in
from assistant.models.offline.reading.laws import MUST, laws_in
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import slug, tidy
from assistant.models.offline.reading.pairing import paired
from assistant.models.offline.reading.promise_classes import classes_named
from assistant.models.offline.reading.promise_clocks import clock_of
from assistant.models.offline.reading.promise_kinds import kinds_of, with_own_kind
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure

_CUSTOMER_WORD = re.compile(r"\s+(?:customers?|clients?|plan|contracts?|kunden|clientes|vertrag)$", re.IGNORECASE)
_SOME_CUSTOMERS = re.compile(
    r"(?:customer|client|account|merchant|guest|user|consumer|member|kunden|cliente|cuenta)", re.IGNORECASE
)
_THEY_MUST = re.compile(
    r"^(?!.*\b(?:we|wir|nosotros|our|unser\w*)\b).*\b(?:must|have to|müssen|muss|deben|debe)\b",
    re.IGNORECASE | re.DOTALL,
)
_EVERY = re.compile(
    r"^(?=.*\b(?:zwischenbescheid|zwischenstand|update|statusmeldung|informieren wir|informamos|we update|we inform|actualiza\w+)\b)"
    r".*\b(?:alle|every|cada)\s+\d+\s*(?:min|h\b|std|stund|hour|hora|werktag|arbeitstag|tage|days?|días)",
    re.IGNORECASE | re.DOTALL,
)
"""An update that comes every so often."""
_DAY = re.compile(r"\b(?:L|M|X|J|V|S|D|Mo|Di|Mi|Do|Fr|Sa|So|Sáb|Dom|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?\s*$", re.IGNORECASE)
_PRONOUN = Key("*", "", -1, -1)


@dataclass(frozen=True)
class Cell:
    """What one duration promises."""

    measure: Measure
    kind: str
    customers: tuple[Key, ...]
    severities: tuple[Key, ...]
    sentence: Sentence


def promises(message: Message) -> list[Found]:
    """Promises with customers and severities, the hours in which they run, penalties, or that there are none."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or not sentence.text:
            continue
        found += _none(sentence)
        found += _penalties(message, sentence)
        taken = {f.at for f in found}
        for cell in _cells(message, sentence, taken):
            found += facts_of(cell)
        found += _hours(message, sentence)
    return found


def _none(sentence: Sentence) -> list[Found]:
    if not sentence.has("no_promise") or sentence.measured("duration") or sentence.has("partner_word", "partner_known"):
        return []
    mention = sentence.of("no_promise")[0]
    return [Found("promise.none", "", mention.start, mention.end, text=sentence.between(mention.start, mention.end))]


def _penalties(message: Message, sentence: Sentence) -> list[Found]:
    if not sentence.has("penalty") or (
        sentence.has("decided") and not sentence.has("promise", "severity_word", "missed")
    ):
        return []
    amounts = sentence.measured("money", "percent")
    customers = sentence.customers or _inherited(message, sentence, "customers")
    if not amounts and not sentence.has("missed", "promise"):
        return []
    text = tidy(sentence.text)[:200]
    subject = customers[0].id if customers else "*"
    if amounts:
        return [
            replace(
                of_measure("promise.penalty", subject, amounts[0], start=sentence.start, end=sentence.end), text=text
            )
        ]
    return [Found("promise.penalty", subject, sentence.start, sentence.end, text=text)]


def _inherited(message: Message, sentence: Sentence, what: str) -> tuple[Key, ...]:
    """The customers or severities of the nearest heading that names some."""
    for heading in message.headings(sentence):
        own: tuple[Key, ...] = getattr(heading, what)
        if own:
            return own
    return ()


def _is_promise(message: Message, sentence: Sentence) -> bool:
    """Whether durations in a sentence are promised, and not what happens or what somebody else demands."""
    if laws_in(sentence) or (sentence.has("obligation") and (sentence.has("reporting") or MUST.search(sentence.text))):
        return False
    if cases_in(sentence) or _EVERY.search(sentence.text):
        return True
    if sentence.has("handle_time") and not sentence.has("promise"):
        return False
    if sentence.has("partner_word", "partner_known") and not sentence.customers and not sentence.severities:
        return False
    asked = message.asked == "promises"
    headed = any(h.has("promise") or h.has("promise.kind") or h.customers for h in message.headings(sentence))
    if not (sentence.customers or sentence.severities or sentence.has("promise")) and sentence.has(
        "complaint", "obligation"
    ):
        return False
    if sentence.has("actual") and any(
        m.value in ("resolution_time", "first_response_time") for m in sentence.of("kpi")
    ):
        return False
    first = sentence.customers[0] if sentence.customers else None
    if (
        first
        and first.start - sentence.start <= 3
        and sentence.between(first.end, first.end + 2).lstrip().startswith(":")
    ):
        return True
    if _THEY_MUST.search(sentence.text) and not (sentence.customers or sentence.severities or sentence.has("promise")):
        return False
    actual = sentence.has("actual") or (sentence.has("kpi") and not sentence.severities)
    if actual and not sentence.has("promise") and not (asked and sentence.severities):
        return False
    numbered = any(c.isdigit() for key in sentence.severities for c in key.name)
    named = bool(numbered or sentence.customers or (sentence.severities and sentence.has("promise.kind")))
    if asked or headed or (sentence.has("promise") and (named or sentence.has("promise.kind", "within"))):
        return True
    return (named and (sentence.has("promise.kind", "within") or _listed(sentence))) or (
        sentence.has("promise.kind") and sentence.has("within") and not sentence.levels
    )


def _listed(sentence: Sentence) -> bool:
    """ "P1 15 min, P2 2 h": durations right behind the names of severities or customers."""
    durations = sentence.measured("duration")
    if any(
        re.fullmatch(r"\s*(?:for|für|para|a)\s*", sentence.between(d.end, key.start))
        for key in sentence.customers
        for d in durations
    ):
        return True
    return any(
        len(sentence.between(key.end, d.start)) <= 22
        for key in (*sentence.severities, *sentence.customers)
        for d in durations
        if d.start >= key.end
    )


def _cells(message: Message, sentence: Sentence, taken: set[int]) -> list[Cell]:
    durations = [d for d in sentence.measured("duration") if d.at not in taken and not _is_age(sentence, d)]
    if not durations or not _is_promise(message, sentence):
        return []
    customers = sentence.customers or classes_named(sentence)
    if len(durations) > 2 and not (customers or sentence.severities or sentence.has("promise.kind")):
        return []
    by_customer = dict(_by(customers, durations, sentence))
    by_severity = (
        dict(_by(sentence.severities, durations, sentence))
        if sentence.severities
        else _in_turn(message, sentence, durations)
    )
    kinds = kinds_of(message, sentence, durations)
    cases = cases_in(sentence)
    cells: list[Cell] = []
    for duration in durations:
        case = next((c for c in cases if c.covers(duration.start)), None)
        owners = by_customer.get(duration, ()) or _inherited(message, sentence, "customers")
        owners = owners if case is None else ()
        if _is_someone_elses(sentence, duration, owners):
            continue
        levels = by_severity.get(duration, ()) or _inherited(message, sentence, "severities")
        kind = kinds.get(duration, "first_response") if case is None else "first_response"
        same = [c for c in cells if (c.customers, c.severities, c.kind) == (owners, levels, kind)]
        if same and duration not in with_own_kind(sentence, durations):
            kind = "resolution"
        cells.append(Cell(duration, kind, owners, levels, sentence))
    return cells


def _is_someone_elses(sentence: Sentence, duration: Measure, owners: Sequence[Key]) -> bool:
    """The first promise of "guests on site 10 minutes, everyone else 12 hours": to a class without a name."""
    if not owners or owners[0].id != "other" or sentence.severities or owners[0].start < duration.start:
        return False
    between = sentence.between(duration.end, owners[0].start)
    return re.fullmatch(r"\s*(?:for|to|für|an|para|al?)\s*", between, re.IGNORECASE) is None


def _in_turn(message: Message, sentence: Sentence, durations: Sequence[Measure]) -> dict[Measure, tuple[Key, ...]]:
    """ "Everybody else 30 minutes, 4 hours and 24 hours": in the order of the severities of the sentence before."""
    before = message.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.segment.paragraph != sentence.segment.paragraph or sentence.has("promise.kind"):
        return {}
    keys = list({key.id: key for key in before.severities}.values())
    if not sentence.customers or not 2 <= len(keys) == len(durations):
        return {}
    return {duration: (key,) for duration, key in zip(durations, keys, strict=True)}


def _by(keys: Sequence[Key], durations: Sequence[Measure], sentence: Sentence) -> list[tuple[Measure, tuple[Key, ...]]]:
    return paired(keys, durations, gap=sentence.between)


def _is_age(sentence: Sentence, duration: Measure) -> bool:
    """ "2 hours of unsuccessful troubleshooting", "every 2 weeks", "for 3 years": no promise."""
    after = sentence.between(duration.end, duration.end + 30).lower()
    before = sentence.between(duration.start - 14, duration.start).lower()
    if re.match(
        r"\s*(?:of (?:unsuccessful|work|troubleshooting)|ago|old|later|before|shifts?|vor\b|notice|trial)", after
    ):
        return True
    if duration.unit == "h" and duration.number.low is not None and _DAY.search(before):
        return True
    if re.search(r"(?:\bfor|\bseit|\bsince|\bdesde hace|\blast|\bpast|\bletzten)\s*$", before) and duration.unit in (
        "year",
        "month",
    ):
        return True
    return duration.unit == "year"


def facts_of(cell: Cell) -> list[Found]:
    """The promise under every customer and severity that it is for, with the customers and severities themselves."""
    found: list[Found] = []
    sentence, measure = cell.sentence, cell.measure
    clock = measure.clock or clock_of(sentence, measure)
    for customer in cell.customers or (_PRONOUN,):
        if customer.id != "*" and (customer.id != "other" or _SOME_CUSTOMERS.search(customer.name)):
            found.append(_entity("customer_tier", customer))
        for severity in cell.severities or (_PRONOUN,):
            subject = f"{customer.id}/{severity.id}"
            near = [k for k in (customer, severity) if k.start >= 0 and sentence.start <= k.start < sentence.end]
            start = min([measure.start, *(k.start for k in near)])
            end = max([measure.end, *(k.end for k in near)])
            if _crowded(sentence, measure, start, end):
                start, end = measure.start, measure.end
            found.append(of_measure(f"promise.{cell.kind}", subject, measure, start=start, end=end, clock=clock))
    found += [_entity("severity", severity) for severity in cell.severities if severity.id != "*"]
    return found


def _entity(slot: str, key: Key) -> Found:
    own = key.id == slug(key.name)
    name = tidy(key.name) if own else tidy(_CUSTOMER_WORD.sub("", key.name)) or tidy(key.name)
    return Found(slot, key.id, key.start, key.end, text=name[:1].upper() + name[1:])


def _crowded(sentence: Sentence, measure: Measure, start: int, end: int) -> bool:
    """Whether other durations stand between a duration and its key, or its number is in words beside digits."""
    others = [d for d in sentence.measured("duration") if d != measure and start <= d.start < end]
    return bool(others) or measure.number.worded


def _hours(message: Message, sentence: Sentence) -> list[Found]:
    """Hours said together with a promise to a class of customers."""
    if not sentence.hours or sentence.has("on_call") or sentence.levels or sentence.severities:
        return []
    customers = sentence.customers or _inherited(message, sentence, "customers")
    if not customers or not (sentence.measured("duration") or sentence.has("promise")):
        return []
    pairs = paired(customers, sentence.hours, gap=sentence.between)
    owned = [(hours, key) for hours, keys in pairs for key in keys if key.id not in ("*", "other")]
    found = [Found("promise.hours", key.id, hours.start, hours.end, text=hours.text) for hours, key in owned]
    return found + [_entity("customer_tier", key) for _, key in owned]
