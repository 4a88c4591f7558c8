"""Where a number comes from is decided here, not by the author: a value that the brief states has the brief's basis."""

from __future__ import annotations

from schemas.brief import Brief
from schemas.commitments import Commitment
from schemas.facts import Fact
from schemas.process import Frame
from schemas.quantity import Quantity, minutes


def settle_basis(frame: Frame, *, brief: Brief) -> Frame:
    """The frame with headcounts, promises and obligations that equal a fact of the brief resting on that fact."""
    tiers = tuple(
        t.model_copy(update={"headcount": _settled(t.headcount, brief.find("tier.headcount", t.id))})
        for t in frame.tiers
    )
    partners = tuple(
        p.model_copy(update={"obligation": _settled(p.obligation, brief.find("partner.obligation", p.id))})
        for p in frame.partners
    )
    commitments = tuple(
        c.model_copy(update={"target": _settled(c.target, promise_for(c, brief))}) for c in frame.commitments
    )
    return frame.model_copy(update={"tiers": tiers, "partners": partners, "commitments": commitments})


def promise_for(commitment: Commitment, brief: Brief) -> Fact | None:
    """The fact that promises what this commitment keeps; the most particular one where several do."""
    customer, severity = commitment.customer_tier, commitment.severity
    subjects = (f"{customer}/{severity}", f"{customer}/*", f"*/{severity}", "*/*", customer, severity, "")
    told = (brief.find(f"promise.{commitment.metric}", subject) for subject in subjects)
    found = [fact for fact in told if fact is not None]
    if len(found) > 1 and (found[0].subject, found[1].subject) == (f"{customer}/*", f"*/{severity}"):
        # Neither is more particular: the one that the commitment keeps is the one of its length.
        return next((fact for fact in found[:2] if _is_kept(commitment, fact)), found[0])
    return next(iter(found), None)


def _is_kept(commitment: Commitment, fact: Fact) -> bool:
    known = fact.quantity
    both = known is not None and known.is_duration and commitment.target.is_duration
    return both and known is not None and minutes(commitment.target) == minutes(known)


def _settled(quantity: Quantity | None, fact: Fact | None) -> Quantity | None:
    if quantity is None or fact is None or fact.quantity is None:
        return quantity
    known = fact.quantity
    same_duration = quantity.is_duration and known.is_duration and minutes(quantity) == minutes(known)
    if same_duration or (quantity.value == known.value and quantity.unit == known.unit):
        return quantity.model_copy(update={"basis": fact.key})
    return quantity
