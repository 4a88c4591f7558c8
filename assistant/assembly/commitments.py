"""A first-response target for every customer tier at every severity: no cell is left without one."""

from __future__ import annotations

from schemas.commitments import Commitment
from schemas.process import Frame
from schemas.quantity import Quantity
from schemas.severity import Severity


def with_all_commitments(frame: Frame) -> Frame:
    """The frame with the missing cells filled by the severity's own target."""
    there = {(c.customer_tier, c.severity) for c in frame.commitments if c.metric == "first_response"}
    missing = tuple(
        _own_target(customer.id, severity)
        for customer in frame.customer_tiers
        for severity in frame.severities
        if (customer.id, severity.id) not in there
    )
    return frame.model_copy(update={"commitments": frame.commitments + missing}) if missing else frame


def _own_target(customer: str, severity: Severity) -> Commitment:
    target = severity.first_response
    return Commitment(
        id=f"first_response:{customer}/{severity.id}",
        metric="first_response",
        customer_tier=customer,
        severity=severity.id,
        target=Quantity(value=target.value, unit=target.unit, clock=target.clock, basis=f"= [target:{severity.id}]"),
        pauses_on=("pending_customer",),
        answered_by=severity.owner,
        penalty=None,
    )
