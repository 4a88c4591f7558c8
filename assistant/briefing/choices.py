"""Choosing between the sides of a contradiction."""

from __future__ import annotations

import re

from assistant.briefing.quotes import normalised
from schemas.brief import Brief, Choice, Contradiction
from schemas.facts import Evidence

ORDINALS = {
    "1": 0, "first": 0, "the first": 0, "a": 0, "erste": 0, "die erste": 0, "primera": 0, "la primera": 0,
    "2": 1, "second": 1, "the second": 1, "b": 1, "zweite": 1, "die zweite": 1, "segunda": 1, "la segunda": 1,
    "3": 2, "third": 2, "the third": 2, "c": 2, "dritte": 2, "die dritte": 2, "tercera": 2, "la tercera": 2,
}  # fmt: skip


def chosen(contradiction: Contradiction, reply: str) -> Choice | None:
    """The side that the reply names by its place or its label; None when it names none or several."""
    said = re.sub(r"[\s.!)]+$", "", normalised(reply))
    place = ORDINALS.get(said)
    if place is not None:
        return contradiction.choices[place] if place < len(contradiction.choices) else None
    named = [c for c in contradiction.choices if _names(said, normalised(c.label))]
    return named[0] if len(named) == 1 else None


def _names(said: str, label: str) -> bool:
    return bool(label) and re.search(rf"(?<![\w.]){re.escape(label)}(?![\w]|\.\d)", said) is not None


def choose(brief: Brief, contradiction: Contradiction, choice: Choice, *, quote: str, turn: int) -> Brief:
    """The brief with the contradiction settled by the person's choice."""
    said = Evidence(quote=quote, turn=turn)
    facts = tuple(
        f.model_copy(update={"origin": "stated", "evidence": f.evidence or said, "rule": None, "confirmed": True})
        for f in choice.sets
    )
    return _resolved(brief.without(*choice.drops).with_facts(*facts), contradiction.id, choice.label)


def delegate(brief: Brief, contradiction: Contradiction) -> Brief:
    """The brief with the contradiction left open on purpose: the document shows it as a decision to take."""
    return _resolved(brief, contradiction.id, "delegated")


def _resolved(brief: Brief, id: str, resolution: str) -> Brief:
    settled = tuple(c.model_copy(update={"resolution": resolution}) if c.id == id else c for c in brief.contradictions)
    return brief.model_copy(update={"contradictions": settled})
