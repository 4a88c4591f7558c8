"""Promises: durations that are promised to somebody at some severity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.message import Message, Table
from assistant.models.offline.reading.names import tidy
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure

ROUND_THE_CLOCK = ("24x7", "24x5")
_OTHERS = re.compile(r"other|else|rest|remaining|übrig|andere|demás|resto|standard", re.IGNORECASE)


def promises(message: Message) -> list[Found]:
    """Promised times, and the classes of customers and severities that they name."""
    found: list[Found] = []
    for sentence in message.sentences:
        if sentence.text and sentence.segment.paragraph >= 0:
            found += _in_sentence(sentence)
    for table in message.tables:
        found += _in_table(table)
    for sentence in message.sentences:
        found = _on_their_clock(sentence, found)
    if not any(f.slot.startswith("promise.") for f in found):
        found += _none(message)
    return found


def _in_sentence(sentence: Sentence) -> list[Found]:
    durations = sentence.measured("duration")
    spoken = sentence.has("promise", "promise.kind", "within") or bool(sentence.severities)
    if not durations or not spoken or (sentence.has("actual", "handle_time") and not sentence.has("promise")):
        return _names(sentence) if sentence.has("promise") or sentence.severities else []
    found = _names(sentence)
    clock = next((h.text.split()[0] for h in sentence.hours if h.text.startswith(ROUND_THE_CLOCK)), None)
    for measure in durations:
        severity = _paired(sentence.severities, measure.start, first=durations[0].start)
        customer = _paired(sentence.customers, measure.start, first=durations[0].start)
        kind = next(
            (m.value for m in reversed(sentence.of("promise.kind")) if m.start < measure.start), "first_response"
        )
        keys = [k for k in (severity, customer) if k is not None]
        if not keys:  # a duty or a partner's time: nobody was promised anything
            continue
        start = min([measure.start, *(k.start for k in keys)])
        end = max([measure.end, *(k.end for k in keys)])
        subject = f"{_customer_id(customer)}/{severity.id if severity else '*'}"
        found.append(
            of_measure(f"promise.{kind}", subject, measure, start=start, end=end, clock=measure.clock or clock)
        )
    return found


def _names(sentence: Sentence) -> list[Found]:
    # "the normal queue" names no severity; "P2" always does.
    promised = sentence.measured("duration") and sentence.has("promise", "promise.kind") and not sentence.has("actual")
    sure = [k for k in sentence.severities if promised or any(map(str.isdigit, k.name))]
    found = [Found(slot="severity", subject=k.id, start=k.start, end=k.end, text=k.name) for k in sure]
    for key in sentence.customers:
        id = _customer_id(key)
        if id != "*":
            found.append(
                Found(slot="customer_tier", subject=id, start=key.start, end=key.end, text=_customer_name(key))
            )
    return found


def _customer_id(key: Key | None) -> str:
    if key is None:
        return "*"
    if key.id != "*":
        return key.id
    return "other" if _OTHERS.search(key.name) else "*"


def _customer_name(key: Key) -> str:
    name = tidy(re.sub(r"\b(customers?|clients?|accounts?|kunden|clientes)\b", "", key.name, flags=re.IGNORECASE))
    return (name or key.name)[:1].upper() + (name or key.name)[1:]


def _paired(keys: Sequence[Key], at: int, *, first: int) -> Key | None:
    """The key that a value at this place belongs to.

    Where the first value stands before the first key ("30 minutes for P1, 2 hours for P2"), each value takes the next
    key; otherwise ("P1 30 minutes, P2 2 hours") the last one before it.
    """
    before = [k for k in keys if k.start < at]
    after = [k for k in keys if k.start > at]
    if keys and keys[0].start > first:
        return after[0] if after else before[-1]
    return before[-1] if before else (after[0] if after else None)


def _on_their_clock(sentence: Sentence, found: list[Found]) -> list[Found]:
    """The promises, those that the sentence puts on a clock ("for enterprise, P1 runs around the clock") on it."""
    clock = next((h.text.split()[0] for h in sentence.hours if h.text.startswith(ROUND_THE_CLOCK)), None)
    if clock is None or sentence.measured("duration") or not (sentence.severities or sentence.customers):
        return found
    severities = {k.id for k in sentence.severities}
    customers = {_customer_id(k) for k in sentence.customers} - {"*"}

    def meant(each: Found) -> bool:
        customer, _, severity = each.subject.partition("/")
        fits = (not severities or severity in severities) and (not customers or customer in customers)
        return each.slot.startswith("promise.") and each.number is not None and each.clock is None and fits

    return [replace(each, clock=clock) if meant(each) else each for each in found]


def _in_table(table: Table) -> list[Found]:
    found: list[Found] = []
    head = table.rows[0] if table.rows else ()
    for row in table.rows[1:]:
        own = list(row[0].severities or row[0].customers) if row else []
        if not own:
            continue
        found += _names(row[0])
        for column, cell in enumerate(row[1:], start=1):
            above = head[column] if column < len(head) else None
            for measure in cell.measured("duration")[:1]:
                keys = {"severity": None, "customer": None} | _keys(row[0]) | (_keys(above) if above else {})
                severity, customer = keys["severity"], keys["customer"]
                kinds = above.of("promise.kind") if above else []
                kind = kinds[0].value if kinds else "first_response"
                subject = f"{_customer_id(customer)}/{severity.id if severity else '*'}"
                found.append(of_measure(f"promise.{kind}", subject, measure))
    for cell in head[1:]:
        found += _names(cell)
    return found


def _keys(sentence: Sentence) -> dict[str, Key | None]:
    keys: dict[str, Key | None] = {}
    if sentence.severities:
        keys["severity"] = sentence.severities[0]
    if sentence.customers:
        keys["customer"] = sentence.customers[0]
    return keys


def _none(message: Message) -> list[Found]:
    for sentence in message.sentences:
        for mention in sentence.of("no_promise"):
            text = message.text[mention.start : mention.end]
            return [Found(slot="promise.none", subject="", start=mention.start, end=mention.end, text=text)]
    return []
