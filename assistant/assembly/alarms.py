"""Alarms: the warnings before and at breach, computed from the promises and the acknowledgement times.

One row for each metric and severity: a threshold in percent holds for every customer tier, however long its promise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from assistant.assembly.phrases import phrase
from schemas.business_time import uncovered
from schemas.calendar import Calendar
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.handoff import HandoffRule
from schemas.numbers import clock_minutes
from schemas.process import Frame, Handling
from schemas.quantity import Quantity
from schemas.severity import Severity
from schemas.tiers import Partner, Tier
from schemas.triggers import Trigger

LATEST_WARNING = 75
"""Percent of a promise after which a warning is too late to be of use."""
SHARE_OF_SLACK = 80
"""A warning comes when this share of the time that may be waited is used: a fifth is kept for the answer itself.

What may be waited is the promise less both acknowledgements: of whoever is warned, and of whoever is next.
"""
STEP = 5
FIRST_ORDER = 800
A_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def alarms_for(frame: Frame, handling: Handling, *, calendars: Sequence[Calendar]) -> tuple[Trigger, ...]:
    """A warning and a breach alarm for every metric and severity that somebody was promised."""
    clocks = {c.id: c for c in calendars}
    rules = {rule.severity: rule for rule in handling.handoff.by_severity}
    found: list[Trigger] = []
    for severity in frame.severities:
        for metric in ("first_response", "update", "resolution"):
            kept = [c for c in frame.commitments if c.severity == severity.id and c.metric == metric]
            rule = rules.get(severity.id)
            if kept and rule is not None:
                tightest = min(kept, key=lambda c: clock_minutes(c.target, clocks))
                found += _pair(frame, severity, tightest, rule, clocks=clocks, order=FIRST_ORDER + len(found))
    return tuple(found)


def _pair(
    frame: Frame,
    severity: Severity,
    tightest: Commitment,
    rule: HandoffRule,
    *,
    clocks: Mapping[str, Calendar],
    order: int,
) -> tuple[Trigger, Trigger]:
    first, second = alarm_receivers(frame, severity, clocks=clocks)
    above = _above(frame, second) or first
    threshold = _threshold(frame, tightest, rule, clocks, lapse=second if second != first else None)
    warn = _alarm("warn", frame, tightest, threshold, to=first, lapse=second, rule=rule, order=order + 1)
    breached = Quantity(value=100, unit="percent", clock=None, basis="= 100")
    breach = _alarm("breach", frame, tightest, breached, to=second, lapse=above, rule=rule, order=order)
    return warn, breach


def _threshold(
    frame: Frame, tightest: Commitment, rule: HandoffRule, clocks: Mapping[str, Calendar], *, lapse: str | None
) -> Quantity:
    """The share of the promise after which a warning comes, so that two acknowledgements still fit in.

    lapse: who is next when the first does not acknowledge: a role in its own time, anybody else in the rule's.
    """
    acks, terms = [rule.acknowledge_in], [f"[ack:{rule.severity}]"]
    if lapse is not None:
        own = next((r.acknowledges_in for r in frame.roles if r.id == lapse and r.acknowledges_in is not None), None)
        acks.append(own or rule.acknowledge_in)
        terms.append(f"[ack:{lapse}]" if own else terms[0])
    target, ack = clock_minutes(tightest.target, clocks), sum(clock_minutes(each, clocks) for each in acks)
    slack = SHARE_OF_SLACK * (1 - ack / target) if target else 0.0
    value = max(0, math.floor(min(LATEST_WARNING, slack) / STEP) * STEP)
    taken = terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
    formula = (
        f"= max(0, floor(min({LATEST_WARNING}, {SHARE_OF_SLACK} * (1 - {taken} / [{tightest.id}])) / {STEP}) * {STEP})"
    )
    return Quantity(value=value, unit="percent", clock=None, basis=formula)


def _alarm(
    stage: str,
    frame: Frame,
    tightest: Commitment,
    threshold: Quantity,
    *,
    to: str,
    lapse: str,
    rule: HandoffRule,
    order: int,
) -> Trigger:
    severity, metric = tightest.severity, tightest.metric
    return Trigger(
        id=f"{stage}-{severity}" if metric == "first_response" else f"{stage}-{metric}-{severity}",
        name=phrase(frame.voice.language, f"{stage}.{metric}"),
        kind="hierarchical",
        mode="automatic",
        family="time",
        all_of=(
            Comparison(field="severity", op="=", values=(severity,), number=None),
            Comparison(field=f"sla.{metric}.consumed_pct", op=">=", values=(), number=threshold),
        ),
        source="any",
        to=to,
        order=order,
        acknowledge_in=rule.acknowledge_in.model_copy(update={"basis": f"= [ack:{severity}]"}),
        on_lapse=lapse,
        protects=tightest.id,
        reason=phrase(frame.voice.language, f"{stage}.reason"),
        salience=1 if metric == "first_response" and severity == frame.severities[0].id else 2,
    )


def alarm_receivers(frame: Frame, severity: Severity, *, clocks: Mapping[str, Calendar]) -> tuple[str, str]:
    """Who is warned and who is told of a breach at a severity: reachable whenever the severity is worked on.

    First the owner of the owning tier, then its way out, then duty roles, then management; the second differs from
    the first where anybody else can be reached.
    """
    known = {one.id: one for one in frame.receivers}
    tier = known.get(severity.owner)
    wanted: list[str] = []
    if isinstance(tier, Tier):
        wanted += [tier.owner, tier.exit]
    wanted += [r.id for kind in ("duty", "management") for r in frame.roles if r.kind == kind]
    able = [id for id in dict.fromkeys(wanted) if id in known and not isinstance(known[id], Partner)]
    awake = [id for id in able if covers(known[id].hours, severity.hours, clocks)]
    ranked = awake + [id for id in able if id not in awake] + [severity.owner]
    second = next((id for id in ranked[1:] if id != ranked[0]), ranked[0])
    return ranked[0], second


def _above(frame: Frame, receiver: str) -> str | None:
    role = next((r for r in frame.roles if r.id == receiver), None)
    known = {one.id for one in frame.receivers if not isinstance(one, Partner)}
    candidates = (role.exit, role.deputy) if role else ()
    return next((id for id in candidates if id in known and id != receiver), None)


def covers(hours: str, needed: str, clocks: Mapping[str, Calendar]) -> bool:
    """Whether somebody on one calendar is there in all hours of another, over two ordinary weeks."""
    if hours == needed:
        return True
    if hours not in clocks or needed not in clocks:
        return False
    try:
        return uncovered(clocks[needed], (clocks[hours],), start=A_MONDAY, days=14) is None
    except InputError:
        return False
