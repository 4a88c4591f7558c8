"""How many of a case's facts stand right in the document."""

from __future__ import annotations

from evals.recordings.cases import KnownFact
from schemas.drafts import Draft
from schemas.facts import Fact
from schemas.quantity import Quantity, minutes


def missing_facts(draft: Draft, facts: tuple[KnownFact, ...]) -> tuple[KnownFact, ...]:
    """The facts that the document does not hold as they were said."""
    return tuple(known for known in facts if not _stands(draft, known))


def _stands(draft: Draft, known: KnownFact) -> bool:
    found = [f for f in draft.brief.under(known.slot) if known.subject in ("", f.subject) and _right(f.quantity, known)]
    if not found:
        return False
    if known.slot == "tier.headcount":
        heads = {t.id: t.headcount for t in draft.process.frame.tiers}
        return any(_right(heads.get(f.subject), known) for f in found)
    if known.slot == "promise.first_response":
        return any(_kept(draft, fact, known) for fact in found)
    return any(entry.id == fact.key for entry in draft.process.ledger for fact in found)


def _kept(draft: Draft, fact: Fact, known: KnownFact) -> bool:
    """Whether the commitments that rest on the promise keep it."""
    bound = [c for c in draft.process.frame.commitments if c.target.basis == fact.key]
    return bool(bound) and all(_right(c.target, known) for c in bound)


def _right(quantity: Quantity | None, known: KnownFact) -> bool:
    if quantity is None:
        return False
    if known.number_minutes is not None:
        return quantity.is_duration and minutes(quantity) == known.number_minutes
    return known.number is None or quantity.value == known.number
