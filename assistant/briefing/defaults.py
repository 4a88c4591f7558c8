"""What is taken where nothing was said, always shown as taken."""

from __future__ import annotations

from assistant.briefing.assumptions import assumed_facts
from assistant.briefing.gaps import missing_required
from prompts.card import Card, Inferred
from schemas.brief import Brief
from schemas.facts import Fact, inferred


def with_defaults(brief: Brief, *, card: Card, assume: bool) -> Brief:
    """The brief with the card's inferred values, once nothing required is missing.

    Required facts that the person left to the assistant, or all that are missing when `assume` is set, are assumed
    first. A stated fact is never touched.
    """
    brief = brief.with_facts(*assumed_facts(brief, card=card, everything=assume))
    if missing_required(brief, card=card):
        return brief
    return brief.with_facts(
        *(_fact(one, brief, card=card) for one in card.inputs.inferred if not brief.under(one.slot))
    )


def confirmed(brief: Brief) -> Brief:
    """The brief with everything inferred agreed to: it was shown and not corrected."""
    facts = tuple(f.model_copy(update={"confirmed": True}) if f.origin == "inferred" else f for f in brief.facts)
    return brief.model_copy(update={"facts": facts})


def _fact(one: Inferred, brief: Brief, *, card: Card) -> Fact:
    values = one.model_dump(include={"number", "unit", "clock", "low", "high"})
    values["rule"] = card.said(one.rule, language=brief.language)
    values["text"] = card.said(one.text, language=brief.language) if one.text else None
    alike = next((fact for fact in brief.under(one.like) if fact.text), None) if one.like else None
    if alike is not None:
        values |= {"text": alike.text, "rule": f"= [{alike.key}]"}
    return inferred(one.slot, one.subject, **values)
