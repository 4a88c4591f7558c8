"""The handoff: what travels with a case, who acknowledges, who owns it meanwhile, and the clock of a critical case."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Prose, Refers
from schemas.quantity import Quantity
from schemas.tiers import Salience


class PacketField(Noun):
    """One line of the packet that travels with every case."""

    covers: Literal[
        "ticket_id",
        "customer_and_plan",
        "severity",
        "business_impact",
        "environment",
        "reproduction",
        "tried",
        "evidence_links",
        "exact_ask",
        "owner",
        "next_update",
        "other",
    ]
    field: Annotated[str, Refers("field")]
    """The id of the declared field that holds it."""
    label: Annotated[str, Prose(6)]


class MinimumPacket(Noun):
    """What suffices at the top severities: speed before paperwork."""

    severity: Annotated[str, Refers("severity")]
    fields: Annotated[tuple[str, ...], Refers("field")]
    rest_by: Quantity
    """When the rest must be filled in, from the handoff."""
    rest_owner: Annotated[str, Refers("receiver", "sender", "holder")]


class HandoffRule(Noun):
    """How a case of one severity changes hands."""

    severity: Annotated[str, Refers("severity")]
    mode: Literal["live", "written"]
    acknowledge_in: Quantity
    on_lapse: Annotated[str, Refers("receiver")]
    """Who takes it when nobody acknowledges: another tier or role, never the same queue again."""
    incomplete: Annotated[str, Prose(14)]
    """What the receiver does with an incomplete packet."""
    incomplete_max: Quantity
    """How long it may stay incomplete with the sender."""
    then: Annotated[str, Refers("receiver")]
    """Who decides after that."""


class OwnerState(Noun):
    """Who is accountable and who talks to the customer in one state of a case."""

    state: Literal[
        "new", "with_tier", "handoff_pending", "waiting_customer", "waiting_partner", "off_shift", "solved_unconfirmed"
    ]
    owner: Annotated[str, Refers("receiver", "holder", "sender")]
    """`holder` (the tier or role that holds it), `sender`, or an id."""
    customer_contact: Annotated[str, Refers("receiver", "holder", "sender")]
    """`holder`, `sender`, or an id."""


class ShiftHandover(Noun):
    """How open critical cases change shift or region."""

    severities: Annotated[tuple[str, ...], Refers("severity")]
    summary: Annotated[str, Prose(18)]
    """What the written summary holds."""
    accepted_by: Annotated[str, Refers("receiver")]
    """The id of the role that takes over by name."""
    outside_hours: Annotated[str, Refers("receiver")]
    """Who holds it when the next shift is not there yet."""


class Handoff(Noun):
    """The rules of every change of hands."""

    packet: tuple[PacketField, ...]
    forbidden: Annotated[tuple[str, ...], Prose(6)]
    """What never goes into it: secrets, card data, health data."""
    minimum: tuple[MinimumPacket, ...]
    by_severity: tuple[HandoffRule, ...]
    reject_reasons: Annotated[tuple[str, ...], Prose(5)]
    """Reason codes; a receiver may reject only with one of them and within the acknowledgement time."""
    bounce_cap: Quantity
    """Returns and sideways moves after which a named role decides; the normal way up and de-escalation never count."""
    bounce_decider: Annotated[str, Refers("receiver")]
    owners: tuple[OwnerState, ...]
    shift: ShiftHandover


class LadderStep(Noun):
    """One row of a critical case's clock."""

    at: Quantity
    """From the arrival of the case."""
    kind: Literal["page", "ack", "reply", "technical", "management", "decision", "notice"]
    actor: Annotated[str, Refers("receiver", "holder")]
    act: Annotated[str, Prose(12)]
    if_not: Annotated[str | None, Refers("receiver")]
    """Who acts when the actor does not."""


class Ladder(Noun):
    """The countdown of a critical case."""

    id: str
    severity: Annotated[str, Refers("severity")]
    customer_tier: Annotated[str | None, Refers("customer_tier")]
    protects: Annotated[str, Refers("commitment")]
    """The id of the commitment it keeps."""
    steps: tuple[LadderStep, ...]
    salience: Salience


class PartnerStep(Noun):
    """What is done while a partner owes an answer."""

    after: Quantity
    actor: Annotated[str, Refers("receiver", "holder")]
    act: Annotated[str, Prose(12)]


class PartnerLadder(Noun):
    """The clock of a case that waits for a partner."""

    partner: Annotated[str, Refers("partner")]
    steps: tuple[PartnerStep, ...]
    decide_without_after: Quantity
    """When we act without the partner."""
    decide_without_by: Annotated[str, Refers("receiver")]
    decide_without: Annotated[str, Prose(14)]
    """What is then done."""
    safety_override: Annotated[str | None, Prose(16)]
    """When the partner is not waited for at all."""
