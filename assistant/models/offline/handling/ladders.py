"""The clock of a critical case, and of a case that waits for a partner."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from assistant.models.offline.cast import Cast
from schemas.commitments import Commitment
from schemas.handoff import Ladder, LadderStep, PartnerLadder, PartnerStep
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity, proposal
from schemas.severity import Severity
from schemas.tiers import Partner, Salience

MOST_LADDERS = 4
Kind = Literal["page", "ack", "reply", "technical", "management", "decision", "notice"]


def ladders(cast: Cast) -> tuple[Ladder, ...]:
    """One for the tightest promise, then one for every other class with another promise at the top severity."""
    top = cast.top_severity
    kept = [c for c in cast.frame.commitments if c.severity == top.id and c.metric == "first_response"]
    kept.sort(key=lambda c: clock_minutes(c.target, cast.setting.calendars))
    distinct: dict[float, Commitment] = {}
    for commitment in kept:
        distinct.setdefault(clock_minutes(commitment.target, cast.setting.calendars), commitment)
    return tuple(
        _ladder(cast, top, c, first=place == 0) for place, c in enumerate(list(distinct.values())[:MOST_LADDERS])
    )


def _ladder(cast: Cast, severity: Severity, kept: Commitment, *, first: bool) -> Ladder:
    weight: Salience = 1 if first else 3
    return Ladder(
        id=f"clock-{severity.id}" if first else f"clock-{severity.id}-{kept.customer_tier}",
        severity=severity.id,
        customer_tier=kept.customer_tier if len(cast.frame.customer_tiers) > 1 else None,
        protects=kept.id,
        steps=tuple(_steps(cast, severity, kept)),
        salience=weight,
    )


def _steps(cast: Cast, severity: Severity, kept: Commitment) -> Iterable[LadderStep]:
    """Page, acknowledge, backup, reply within the promise; then means, management, decision, update by update."""
    clock = kept.target.clock
    calendars = cast.setting.calendars
    ack, target, update = (
        clock_minutes(q, calendars) for q in (cast.acks[severity.id], kept.target, severity.update_every)
    )
    reply = max(ack + 1, min(math.floor(target * 2 / 3), target - 1)) if target > ack + 1 else target

    def at(value: float, formula: str) -> Quantity:
        return Quantity(value=value, unit="min", clock=clock, basis=f"= {formula}")

    def step(when: Quantity, kind: Kind, actor: str, if_not: str | None) -> LadderStep:
        keys = (f"handling.clock.{kind}_{cast.setting.trade.id}", f"handling.clock.{kind}")
        return LadderStep(at=when, kind=kind, actor=actor, act=cast.setting.words.first_of(*keys), if_not=if_not)

    responder, manager = cast.responder, cast.manager
    yield step(at(0, "0"), "page", cast.first, manager)
    yield step(at(ack, f"[ack:{severity.id}]"), "ack", responder, cast.backup)
    formula = f"max([ack:{severity.id}] + 1, min(floor([{kept.id}] * 2 / 3), [{kept.id}] - 1))"
    yield step(at(reply, formula if target > ack + 1 else f"[{kept.id}]"), "reply", manager, responder)
    after = max(update, reply)
    later = f"max([update:{severity.id}], {reply:g})"
    yield step(at(after, later), "notice", manager, cast.head)
    yield step(at(after * 2, f"2 * {later}"), "technical", responder, cast.backup)
    yield step(at(after * 2, f"2 * {later}"), "management", cast.head, cast.executive)
    yield step(at(after * 4, f"4 * {later}"), "decision", cast.executive, cast.head)


def partner_ladders(cast: Cast) -> tuple[PartnerLadder, ...]:
    """One for each partner; acting without it comes before any resolution that we promised."""
    return tuple(_partner_ladder(cast, partner) for partner in cast.frame.partners)


def _partner_ladder(cast: Cast, partner: Partner) -> PartnerLadder:
    words, names = cast.setting.words, {"partner": f"{{role:{partner.id}}}"}
    limit = _deciding_limit(cast, partner)
    acts = (("open", 0.0, "holder"), ("chase", 0.5, "holder"), ("escalate", 0.75, cast.partner_manager))
    return PartnerLadder(
        partner=partner.id,
        steps=tuple(
            PartnerStep(
                after=_part_of(cast, limit, share), actor=actor, act=words.say(f"handling.partner.{key}", **names)
            )
            for key, share, actor in acts
        ),
        decide_without_after=limit,
        decide_without_by=cast.partner_manager,
        decide_without=words.first_of(
            f"handling.partner.without_{cast.setting.trade.id}", "handling.partner.without", **names
        ),
        safety_override=words.say("handling.partner.safety", **names) if "safety" in cast.setting.hazards else None,
    )


def _part_of(cast: Cast, limit: Quantity, share: float) -> Quantity:
    """A share of a limit, on its clock; a share of a proposal is a proposal."""
    value = round(clock_minutes(limit, cast.setting.calendars) * share, 2)
    basis = f"= ({limit.expression}) * {share:g}" if limit.expression else "proposal"
    return Quantity(value=value, unit="min", clock=limit.clock, basis=basis)


def _deciding_limit(cast: Cast, partner: Partner) -> Quantity:
    """When we act without a partner: its own time, but no later than half of the tightest resolution promised."""
    resolutions = [c for c in cast.frame.commitments if c.metric == "resolution"]
    owed = partner.obligation
    if resolutions:
        tightest = min(resolutions, key=lambda c: clock_minutes(c.target, cast.setting.calendars))
        half = clock_minutes(tightest.target, cast.setting.calendars) / 2
        if owed is not None and clock_minutes(owed, cast.setting.calendars) < half:
            return owed.model_copy(update={"basis": f"= [obligation:{partner.id}]"})
        return Quantity(value=half, unit="min", clock=tightest.target.clock, basis=f"= [{tightest.id}] / 2")
    if owed is not None:
        return owed.model_copy(update={"basis": f"= [obligation:{partner.id}]"})
    return proposal(4, "h", partner.hours)
