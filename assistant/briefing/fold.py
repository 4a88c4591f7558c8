"""Folding a reading into the brief: stated facts win over inferred ones, corrections over what they correct, and two
statements that differ become a contradiction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.briefing.conflict import said
from assistant.briefing.quotes import is_verbatim, says_number
from assistant.briefing.sanity import refusal
from schemas.brief import Brief, Choice, Contradiction
from schemas.facts import Fact, stated
from schemas.reading import ReadFact, Reading

ENTITIES = ("tier", "issue", "customer_tier", "severity", "partner")
"""Slots whose fact is a name: saying it again in other words contradicts nothing."""
FIT = "fit.one_expertise"
INSISTED = "fit.insisted"


@dataclass(frozen=True, kw_only=True)
class Folded:
    """The brief after a message, and what of the message could not be taken."""

    brief: Brief
    refused: tuple[str, ...]
    """Values that cannot be, such as a headcount of zero: `slot|value`, to be told to the person."""
    unsupported: tuple[str, ...]
    """Facts that a model claimed and the message does not say."""


def fold(brief: Brief, reading: Reading, *, message: str, turn: int, slots: Collection[str]) -> Folded:
    """The brief with everything that the message says.

    slots: the card's slots; a fact under another one is dropped. turn: the message's number, from 1.
    """
    refused: list[str] = []
    unsupported: list[str] = []
    for read in reading.facts:
        if read.slot not in slots or not is_supported(read, message):
            unsupported.append(read.slot)
            continue
        reason = refusal(read)
        if reason is not None:
            refused.append(reason)
            continue
        brief = _with_fact(brief, _fact(read, turn), replaces=read.replaces)
    delegated = tuple(dict.fromkeys((*brief.delegated, *(s for s in reading.delegated if s in slots))))
    brief = brief.model_copy(update={"delegated": delegated, "language": _language(brief, reading, message)})
    return Folded(
        brief=_with_fit(brief, reading, message, turn), refused=tuple(refused), unsupported=tuple(unsupported)
    )


def is_supported(read: ReadFact, message: str) -> bool:
    """Whether the message holds the quote, and the quote the number."""
    return is_verbatim(read.quote, message) and (read.number is None or says_number(read.quote, read.number))


def _fact(read: ReadFact, turn: int) -> Fact:
    number = read.number
    unit = read.unit if number is not None else None
    if number is not None and unit is None:
        unit = "count"
    return stated(
        read.slot,
        read.subject.strip().lower(),
        quote=read.quote,
        turn=turn,
        number=number,
        unit=unit,
        clock=read.clock or None,
        text=read.text,
    )


def _with_fact(brief: Brief, new: Fact, *, replaces: bool) -> Brief:
    old = brief.find(new.slot, new.subject)
    if old is None or old.origin != "stated" or replaces or new.slot in ENTITIES or _same(old, new):
        if old is not None and old.origin == "stated" and _same(old, new) and not replaces:
            return brief
        return _settled(brief.with_facts(new), new.key)
    left, right = old, new
    conflict = Contradiction(
        id=f"values:{new.key}",
        kind="values",
        left=left.key,
        right=right.key,
        values=(said(left), said(right)),
        example=None,
        choices=tuple(Choice(label=said(f), sets=(f,), drops=()) for f in (right, left)),
        resolution=None,
    )
    others = tuple(c for c in brief.contradictions if c.id != conflict.id)
    return brief.model_copy(update={"contradictions": (*others, conflict)})


def _settled(brief: Brief, key: str) -> Brief:
    """A value that is said anew settles the conflict over it."""
    kept = tuple(
        c.model_copy(update={"resolution": "corrected"}) if c.id == f"values:{key}" and c.resolution is None else c
        for c in brief.contradictions
    )
    return brief.model_copy(update={"contradictions": kept})


def _same(old: Fact, new: Fact) -> bool:
    if new.quantity is not None and old.quantity is not None:
        return (old.number, old.unit) == (new.number, new.unit) and (new.clock is None or old.clock == new.clock)
    if new.number is not None or old.number is not None:
        return False
    return (old.text or "").casefold() == (new.text or "").casefold() or new.slot not in _SINGLE_TEXTS


_SINGLE_TEXTS = ("hours.support", "hours.on_call", "hours.timezone", "tier.hours", "promise.hours", "platform")
"""Texts of which two different ones conflict; other texts add detail."""


def _language(brief: Brief, reading: Reading, message: str) -> str:
    """The person's language: a short answer ("ok", "35, 12, 3") does not change it."""
    if brief.facts and len(message.split()) < 6:
        return brief.language
    code = reading.language.strip().lower()[:2]
    return code if len(code) == 2 and code.isalpha() else brief.language


def _with_fit(brief: Brief, reading: Reading, message: str, turn: int) -> Brief:
    quote = reading.one_expertise_quote or ""
    if reading.one_expertise and is_verbatim(quote, message):
        brief = brief.with_facts(stated(FIT, quote=quote, turn=turn, text=quote))
    if reading.intent == "insist":
        brief = brief.with_facts(stated(INSISTED, quote=message[:200], turn=turn, text="yes"))
    return brief
