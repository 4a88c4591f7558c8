"""Metrics, each with its formula, today's value where it is known, its target, and what shows when it is gamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.models.offline.cast import Cast
from assistant.models.offline.improvement.baselines import baseline
from schemas.improvement import MetricRow
from schemas.quantity import Quantity, proposal
from schemas.tiers import Salience

Rhythm = Literal["daily", "weekly", "monthly", "quarterly"]
MANAGEABLE = 20.0
ROWS: tuple[tuple[str, str, float | None, str | None, Rhythm, Salience], ...] = (
    ("sla_attainment", "sla.first_response.breached", 95, "reopen_rate", "weekly", 1),
    ("acknowledged_in_time", "ack_at", 95, "sla_attainment", "weekly", 1),
    ("escalation_rate", "tier_current", None, "reopen_rate", "weekly", 1),
    ("first_contact_resolution", "tiers_visited", 80, "reopen_rate", "monthly", 2),
    ("unneeded_escalations", "escalation_reason", 5, "sla_attainment", "monthly", 1),
    ("reopen_rate", "reopen_count", 5, "first_contact_resolution", "weekly", 1),
    ("csat_escalated", "csat_last", None, "escalation_rate", "monthly", 1),
    ("bounced", "bounce_count", 3, "acknowledged_in_time", "weekly", 2),
    ("repeat_contacts", "customer_contacts_7d", None, "csat_escalated", "weekly", 2),
    ("resolution_time", "solved_at", None, "reopen_rate", "monthly", 2),
)
"""Id, field, target in percent (None: see `_target`), counter-metric, rhythm, salience."""


def metrics(cast: Cast) -> tuple[MetricRow, ...]:
    """The measures that hold everywhere, then one for partners where there are any, and one for pages at night."""
    return (*(_row(cast, *row) for row in ROWS), *_special(cast))


def _row(
    cast: Cast, id: str, field: str, target: float | None, counter: str | None, rhythm: Rhythm, salience: Salience
) -> MetricRow:
    words = cast.setting.words
    name, _, formula = words.say(f"improvement.metrics.{id}").partition(" | ")
    return MetricRow(
        id=id,
        name=name,
        formula=formula,
        field=field,
        baseline=baseline(cast, id),
        target=proposal(target, "percent") if target is not None else _target(cast, id),
        owner=_owner(cast, id),
        counter_metric=counter,
        rhythm=rhythm,
        salience=salience,
    )


def _owner(cast: Cast, id: str) -> str:
    return cast.lead(cast.first) if id in ("first_contact_resolution", "repeat_contacts", "reopen_rate") else cast.head


def _target(cast: Cast, id: str) -> Quantity | None:
    """The escalation rate gets the manageable share where it lies above it; the rest is watched only."""
    if id != "escalation_rate":
        return None
    share = cast.setting.brief.number("volume.escalation_share")
    return proposal(MANAGEABLE, "percent") if share is None or share >= MANAGEABLE else None


def _special(cast: Cast) -> Iterable[MetricRow]:
    words = cast.setting.words
    wanted: list[tuple[str, str, Quantity | None, str, str]] = [
        ("pages_a_week", "created_at", proposal(4, "count"), "sla_attainment", cast.head)
    ]
    if cast.frame.partners:
        wanted.append(
            ("partner_in_time", "time_in_status", proposal(90, "percent"), "resolution_time", cast.partner_manager)
        )
    for id, field, goal, counter, owner in wanted:
        name, _, formula = words.say(f"improvement.metrics.{id}").partition(" | ")
        yield MetricRow(
            id=id,
            name=name,
            formula=formula,
            field=field,
            baseline=None,
            target=goal,
            owner=owner,
            counter_metric=counter,
            rhythm="monthly",
            salience=2 if id == "partner_in_time" else 3,
        )
