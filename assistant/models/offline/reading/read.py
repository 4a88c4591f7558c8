"""Reading a message without a language model: what it says under the card's slots, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.models.offline.reading.message import Message, message_of
from assistant.models.offline.reading.sentences import Found
from assistant.models.offline.reading.stated_issues import issues
from assistant.models.offline.reading.stated_promises import promises
from assistant.models.offline.reading.stated_service import service
from assistant.models.offline.reading.stated_tables import tiers_in_tables
from assistant.models.offline.reading.tiers import tiers
from prompts.card import Slot
from schemas.brief import Brief
from schemas.quantity import UNITS
from schemas.reading import Intent, ReadFact, Reading

LONGEST_QUOTE = 300
SHORT = 12
"""Words up to which a message may be an answer such as "yes" or "you decide" as a whole."""


def read_message(*, message: str, brief: Brief, asked: str | None, slots: Iterable[Slot], document: bool) -> Reading:
    """What the message says. Facts without verbatim words are not returned; nothing is invented."""
    read = message_of(message, brief=brief, asked=asked)
    found = [
        *tiers(read),
        *tiers_in_tables(read),
        *promises(read),
        *issues(read, asked=asked == "issues"),
        *service(read),
    ]
    known = {slot.id for slot in slots}
    corrects = any(s.has("correction") for s in read.sentences) or (document and bool(found))
    facts = tuple(fact for f in _unique(found) if f.slot in known and (fact := _fact(f, message, replaces=corrects)))
    intent = _intent(read, facts=bool(facts), document=document)
    single = next((m for s in read.sentences for m in s.of("one_expertise")), None)
    return Reading(
        language=read.language,
        intent=intent,
        facts=facts,
        delegated=(),
        change_request=message.strip()[:1_000] if document and intent in ("change", "inform") else None,
        one_expertise=single is not None,
        one_expertise_quote=message[single.start : single.end] if single else None,
    )


def _unique(found: Iterable[Found]) -> list[Found]:
    """Each name once, and each value of a key once."""
    seen: dict[tuple[object, ...], Found] = {}
    for f in found:
        named = f.number is None and f.slot in ("severity", "customer_tier", "tier", "issue")
        key = (f.slot, f.subject) if named else (f.slot, f.subject, f.number, f.text if f.number is None else None)
        seen.setdefault(key, f)
    return list(seen.values())


def _fact(found: Found, message: str, *, replaces: bool) -> ReadFact | None:
    quote = message[found.start : found.end].strip()
    if not quote or len(quote) > LONGEST_QUOTE:
        return None
    unit = found.unit if found.unit in UNITS else ("count" if found.number is not None else None)
    values = {
        "slot": found.slot, "subject": found.subject, "number": found.number, "unit": unit, "clock": found.clock,
        "text": found.text, "quote": quote, "replaces": replaces,
    }  # fmt: skip
    return ReadFact.model_validate(values)


def _intent(read: Message, *, facts: bool, document: bool) -> Intent:
    words = len(re.findall(r"\w+", read.text))

    def has(*labels: str) -> bool:
        return any(s.has(*labels) for s in read.sentences)

    if has("insist"):
        return "insist"
    if has("delegate") and words <= SHORT and not facts:
        return "delegate"
    if document and (has("change_wish") or _starts_with_change(read)):
        return "change"
    if has("accept") and words <= SHORT and not facts:
        return "accept"
    if facts:
        return "inform"
    return "question" if has("question_word") and "?" in read.text else "other"


def _starts_with_change(read: Message) -> bool:
    return any(m.start - s.start <= 12 for s in read.sentences for m in s.of("change"))
