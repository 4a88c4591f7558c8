"""Required facts that nobody gave, assumed from the card when the person leaves them to the assistant."""

from __future__ import annotations

from typing import cast

from assistant.briefing.gaps import is_delegated
from prompts.card import Card, Input
from schemas.brief import Brief
from schemas.facts import Fact, inferred
from schemas.quantity import Unit

_ENTITIES = ("tier", "issue")


def assumed_facts(brief: Brief, *, card: Card, everything: bool) -> tuple[Fact, ...]:
    """The card's assumptions for required inputs that are not met: all of them, or those left to the assistant."""
    found: list[Fact] = []
    for wanted in card.inputs.required:
        if not wanted.met(brief) and (everything or is_delegated(wanted, brief)):
            found += _for_input(brief, wanted, card=card)
    return tuple(found)


def _for_input(brief: Brief, wanted: Input, *, card: Card) -> list[Fact]:
    total = brief.number("team.headcount")
    found = []
    for one in wanted.assumed:
        known = brief.find(one.slot, one.subject)
        if known is not None or (one.slot in _ENTITIES and brief.under(one.slot) and len(brief.under(one.slot)) > 1):
            continue
        number = one.number
        if one.share is not None and total:
            number = max(1.0, float(round(total * one.share)))
        fact = inferred(
            one.slot,
            one.subject,
            number=number,
            unit=cast(Unit | None, one.unit),
            text=card.said(one.text, language=brief.language) if one.text else None,
            low=one.low,
            high=one.high,
            rule=card.said(one.rule, language=brief.language),
        )
        found.append(fact)
    return found
