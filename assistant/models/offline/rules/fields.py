"""The ticket fields that the rules add to the standard vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models.offline.cast import Cast
from assistant.models.offline.catalog import Words
from assistant.models.offline.library import field_book
from schemas.conditions import TicketField
from schemas.fields import standard_fields

REASONS = ("skill", "access", "authority", "time", "impact", "customer", "risk", "other")
STANDARD = {field.id: field for field in standard_fields()}


def fields(cast: Cast, ids: Iterable[str]) -> tuple[TicketField, ...]:
    """Every field of these that the standard vocabulary lacks, or that somebody must judge."""
    book = field_book()
    wanted = dict.fromkeys(ids)
    return tuple(field_of(cast, id) for id in wanted if id not in STANDARD or id in book.judged)


def field_of(cast: Cast, id: str) -> TicketField:
    """One field with its label, its question and its judge."""
    book, words = field_book(), cast.setting.words
    label, _, question = _told(words, id)
    flag = book.kind_of(id) == "flag" or id in book.judged
    kind = "flag" if flag else STANDARD[id].kind if id in STANDARD else book.kind_of(id)
    unit = {"money": "currency", "duration": "duration", "number": "count"}.get(kind)
    return TicketField(
        id=id,
        label=label,
        kind=kind,
        values=("yes", "no") if flag else (),
        unit=unit,
        source=words.word("rules.source.form"),
        question=(question or words.say("rules.ask_any", label=label)) if flag else None,
        judge=cast.first if flag else None,
        unknown_as=book.unanswered(id),
        sensitive=id in book.sensitive,
    )


def how(words: Words, id: str) -> str:
    """The format or unit in which a field is filled."""
    return _told(words, id)[1]


def label(words: Words, id: str) -> str:
    return _told(words, id)[0]


def question(words: Words, id: str) -> str:
    """The question that a flag records."""
    return _told(words, id)[2] or words.say("rules.ask_any", label=label(words, id))


def reason_field(cast: Cast) -> TicketField:
    """The reason code with which anybody may escalate."""
    label, _, question = _told(cast.setting.words, "escalation_reason")
    return TicketField(
        id="escalation_reason",
        label=label,
        kind="choice",
        values=REASONS,
        unit=None,
        source=cast.setting.words.word("rules.source.form"),
        question=question,
        judge=cast.first,
        unknown_as="unknown",
        sensitive=False,
    )


def _told(words: Words, id: str) -> tuple[str, str, str]:
    if not words.has(f"fields.{id}"):
        text = id.replace("_", " ").replace(".", " ")
        return text[:1].upper() + text[1:], words.say("rules.how_any"), ""
    parts = [part.strip() for part in words.say(f"fields.{id}").split(" | ")]
    return parts[0], parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else ""
