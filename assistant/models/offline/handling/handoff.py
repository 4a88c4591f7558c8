"""The handoff: packet, acknowledgement, rejection, ownership, shifts."""

from __future__ import annotations

from typing import Literal

from assistant.models.offline.cast import Cast
from assistant.models.offline.rules.ordinary import BOUNCES
from schemas.handoff import Handoff, HandoffRule, MinimumPacket, OwnerState, PacketField, ShiftHandover
from schemas.quantity import Quantity, proposal
from schemas.severity import Severity

Covers = Literal[
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
]
PACKET: tuple[tuple[Covers, str], ...] = (
    ("ticket_id", "ticket_id"),
    ("customer_and_plan", "customer_tier"),
    ("severity", "severity"),
    ("business_impact", "business_impact"),
    ("environment", "environment"),
    ("reproduction", "reproduction_steps"),
    ("tried", "steps_tried"),
    ("evidence_links", "evidence_links"),
    ("exact_ask", "exact_ask"),
    ("owner", "owner"),
    ("next_update", "next_update_due_at"),
)
MINIMUM = ("ticket_id", "customer_tier", "severity", "business_impact", "exact_ask")
STATES: tuple[tuple[str, str, str], ...] = (
    ("new", "first", "first"),
    ("with_tier", "holder", "holder"),
    ("handoff_pending", "sender", "sender"),
    ("waiting_customer", "holder", "holder"),
    ("waiting_partner", "holder", "holder"),
    ("off_shift", "manager", "manager"),
    ("solved_unconfirmed", "holder", "holder"),
)


def handoff(cast: Cast) -> Handoff:
    """The rules of every change of hands."""
    words = cast.setting.words
    top, handed_over = cast.severities[: 2 if len(cast.severities) > 2 else 1], cast.severities[:2]
    return Handoff(
        packet=tuple(PacketField(covers=covers, field=field, label=_label(cast, covers)) for covers, field in PACKET),
        forbidden=words.lines("handling.forbidden.always") + words.lines(f"handling.forbidden.{cast.setting.trade.id}"),
        minimum=tuple(_minimum(cast, severity) for severity in top),
        by_severity=tuple(_rule(cast, place, severity) for place, severity in enumerate(cast.severities)),
        reject_reasons=words.lines("handling.reject"),
        bounce_cap=proposal(BOUNCES, "count"),
        bounce_decider=cast.manager,
        owners=tuple(_owner(cast, *state) for state in STATES),
        shift=ShiftHandover(
            severities=tuple(s.id for s in handed_over),
            summary=words.say("handling.shift"),
            accepted_by=cast.manager,
            outside_hours=cast.manager,
        ),
    )


def _label(cast: Cast, covers: str) -> str:
    keys = (f"handling.packet.{covers}_{cast.setting.trade.id}", f"handling.packet.{covers}")
    return cast.setting.words.first_of(*keys)


def _minimum(cast: Cast, severity: Severity) -> MinimumPacket:
    every = severity.update_every
    rest = every.model_copy(update={"basis": f"= [update:{severity.id}]"})
    return MinimumPacket(severity=severity.id, fields=MINIMUM, rest_by=rest, rest_owner="sender")


def _rule(cast: Cast, place: int, severity: Severity) -> HandoffRule:
    """Critical cases are handed over live; what lapses goes to the next person, never back to the same queue."""
    critical = place == 0
    tier = cast.middle if place == 1 else cast.first
    ack = cast.acks[severity.id]
    return HandoffRule(
        severity=severity.id,
        mode="live" if place < (2 if len(cast.severities) > 2 else 1) else "written",
        acknowledge_in=ack,
        on_lapse=cast.backup if critical else cast.lead(tier) if place == 1 else cast.manager,
        incomplete=cast.setting.words.say("handling.incomplete.live" if critical else "handling.incomplete.written"),
        incomplete_max=Quantity(value=ack.value, unit=ack.unit, clock=ack.clock, basis=f"= [ack:{severity.id}]"),
        then=cast.manager,
    )


def _owner(cast: Cast, state: str, owner: str, contact: str) -> OwnerState:
    people = {"first": cast.first, "manager": cast.manager}
    values = {"state": state, "owner": people.get(owner, owner), "customer_contact": people.get(contact, contact)}
    return OwnerState.model_validate(values)
