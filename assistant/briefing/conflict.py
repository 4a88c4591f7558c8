"""What two statements that cannot both hold are made of."""

from __future__ import annotations

from schemas.brief import Choice, Contradiction
from schemas.facts import Fact
from schemas.quantity import minutes


def conflict(kind: str, left: Fact, right: str, values: tuple[str, str], choices: tuple[Choice, ...]) -> Contradiction:
    """An open contradiction between a fact and another one or what was computed."""
    return Contradiction(
        id=f"{kind}:{left.key}:{right}",
        kind=kind,
        left=left.key,
        right=right,
        values=values,
        example=None,
        choices=choices,
        resolution=None,
    )


def taking(fact: Fact, other: Fact) -> Fact:
    """The fact with the other one's value and words."""
    return fact.model_copy(update={"number": other.number, "unit": other.unit, "evidence": other.evidence})


def length_of(fact: Fact) -> float | None:
    """A promised duration in minutes, None for anything else."""
    quantity = fact.quantity
    return minutes(quantity) if quantity is not None and quantity.is_duration else None


def said(fact: Fact) -> str:
    """The fact in the person's words, on one line."""
    return " ".join(fact.evidence.quote.split()) if fact.evidence else (fact.text or f"{fact.number:g}")
