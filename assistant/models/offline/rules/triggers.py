"""The triggers: risk first, then severity, contract, skill, repeats, requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.models.offline.cast import Cast
from assistant.models.offline.library import Hazard
from assistant.models.offline.rules.issue_table import comparison, resolver
from assistant.models.offline.setting import KnownIssue
from schemas.conditions import Comparison
from schemas.quantity import Quantity, Unit, proposal
from schemas.tiers import Salience
from schemas.triggers import Family, Trigger

REOPENED = 2
CONTACTS = 3
BOUNCES = 2
ALIKE = 5
MISSES = 2
WORK_IN_TIER = ((30.0, "min"), (2.0, "h"), (4.0, "h"))
"""Working time in a tier after which a case moves up, from the first line: proposals."""
FLAGS: dict[Hazard, tuple[str, ...]] = {
    "safety": ("safety_flag",),
    "security": ("security_flag",),
    "privacy": ("privacy_flag",),
    "legal": ("legal_flag", "regulator_flag"),
}


def triggers(cast: Cast) -> tuple[Trigger, ...]:
    """All triggers in the order in which they win, without the alarms on promises."""
    rows = [
        *_risks(cast),
        *_critical(cast),
        *_contract(cast),
        *_deadlines(cast),
        *_issue_rows(cast),
        *_skill(cast),
        *_partners(cast),
        *_repeats(cast),
        *_requests(cast),
    ]
    known = {row.id: row for row in rows}
    return tuple(row.model_copy(update={"order": 10 * place}) for place, row in enumerate(known.values(), start=1))


def _row(
    cast: Cast,
    id: str,
    *,
    family: Family,
    all_of: Iterable[Comparison],
    to: str,
    source: str = "any",
    key: str | None = None,
    kind: Literal["functional", "hierarchical"] = "functional",
    mode: Literal["automatic", "manual"] = "automatic",
    ack: Quantity | None = None,
    on_lapse: str | None = None,
    salience: Salience = 2,
    **names: str,
) -> Trigger:
    words, key = cast.setting.words, key or id
    name, _, reason = words.say(f"rules.triggers.{key}", **names).partition(" | ")
    lapse = on_lapse or cast.manager
    return Trigger(
        id=id,
        name=name,
        kind=kind,
        mode=mode,
        family=family,
        all_of=tuple(all_of),
        source=source,
        to=to,
        order=0,
        acknowledge_in=ack or cast.ack_at(1),
        on_lapse=lapse if lapse != to else cast.head if cast.head != to else cast.executive,
        protects=None,
        reason=reason,
        salience=salience,
    )


def is_(field: str, *values: str) -> Comparison:
    """The field is one of the values."""
    return Comparison(field=field, op="=" if len(values) == 1 else "in", values=values, number=None)


def at_least(field: str, value: float, unit: Unit = "count", clock: str | None = None) -> Comparison:
    """The field has reached a proposed number."""
    return Comparison(field=field, op=">=", values=(), number=proposal(value, unit, clock))


def _risks(cast: Cast) -> Iterable[Trigger]:
    """Straight to who decides, from anywhere, whatever the severity."""
    for hazard, flags in FLAGS.items():
        if hazard == "safety" and "safety" not in cast.setting.hazards:
            continue
        for place, flag in enumerate(flags):
            id = f"risk-{hazard}" if place == 0 else f"risk-{flag.removesuffix('_flag')}"
            yield _row(
                cast,
                id,
                family="risk",
                all_of=(is_(flag, "yes"),),
                to=cast.on_hazard(hazard),
                ack=cast.ack_at(0),
                salience=1 if place == 0 else 3,
            )


def _critical(cast: Cast) -> Iterable[Trigger]:
    top = cast.top_severity.id
    yield _row(
        cast,
        "top-severity",
        family="impact",
        all_of=(is_("severity", top),),
        to=cast.responder,
        ack=cast.ack_at(0),
        on_lapse=cast.backup,
        salience=1,
        severity=top.upper(),
    )
    yield _row(
        cast,
        "many-alike",
        family="impact",
        all_of=(at_least("similar_tickets_1h", ALIKE),),
        to=cast.responder,
        ack=cast.ack_at(0),
        on_lapse=cast.backup,
    )


def _contract(cast: Cast) -> Iterable[Trigger]:
    """The most demanding class skips the first line at the second severity; repeated misses reach management."""
    customers, severities = cast.frame.customer_tiers, cast.severities
    if len(customers) > 1 and len(severities) > 2 and len(cast.tiers) > 1:
        yield _row(
            cast,
            "contract-class",
            family="contract",
            all_of=(
                is_("customer_tier", customers[0].id),
                is_("severity", severities[1].id),
                is_("tier_current", cast.first),
            ),
            source=cast.first,
            to=cast.middle,
            on_lapse=cast.lead(cast.middle),
            salience=1,
            class_=customers[0].name,
        )
    misses = [at_least("missed_responses_quarter", MISSES)]
    yield _row(cast, "repeated-misses", family="contract", kind="hierarchical", all_of=misses, to=cast.head)


def _deadlines(cast: Cast) -> Iterable[Trigger]:
    from assistant.models.offline.rules.clocks import LEADS, outside_deadlines

    for fact in outside_deadlines(cast):
        hours = LEADS[-1]
        near = Comparison(field=f"time_to_{fact.id}", op="<=", values=(), number=proposal(hours, "h"))
        yield _row(
            cast,
            f"deadline-{fact.id}",
            key="deadline",
            family="time",
            kind="hierarchical",
            all_of=(near,),
            to=cast.manager,
            name=fact.name,
        )


def _issue_rows(cast: Cast) -> Iterable[Trigger]:
    """One row for each limit of each kind of issue and solver: issues of one kind share it."""
    groups: dict[tuple[str, str], list[KnownIssue]] = {}
    for issue in cast.setting.issues:
        groups.setdefault((issue.kind.id, resolver(cast, issue)), []).append(issue)
    for (kind_id, solver), issues in groups.items():
        kind = issues[0].kind
        to, source = (solver, "any" if not kind.limits else cast.first)
        if solver == cast.first:
            to = cast.middle if len(cast.tiers) > 1 else cast.manager
        conditions: list[tuple[Comparison, ...]] = [(comparison(cast, kind, limit),) for limit in kind.limits]
        conditions = conditions or [()]
        for place, extra in enumerate(conditions):
            judged = any(c.values == ("yes",) for c in extra)
            asked = (is_(kind.screening, "yes"),) if not kind.limits and kind.screening else ()
            yield _row(
                cast,
                f"{kind_id}-{to}" + (f"-{place + 1}" if len(conditions) > 1 else ""),
                key="issue_at_once" if not kind.limits else "issue_limit",
                family="risk" if issues[0].hazard in ("safety", "security", "privacy", "legal") else "skill",
                mode="manual" if judged else "automatic",
                all_of=(is_("issue_type", *(i.id for i in issues)), *asked, *extra),
                source=source,
                to=to,
                ack=cast.ack_at(0 if not kind.limits else 1),
                on_lapse=_lapse(cast, to),
                salience=3 if kind.limits else 2,
                issue=issues[0].name if len(issues) == 1 else cast.setting.words.say("rules.such_issues"),
            )


def _lapse(cast: Cast, to: str) -> str:
    return cast.lead(to) if any(t.id == to for t in cast.tiers) else cast.manager


def _skill(cast: Cast) -> Iterable[Trigger]:
    """Working time in a tier without a cause; out of the top tier to whoever it leads to."""
    for place, tier in enumerate(cast.tiers):
        top = place == len(cast.tiers) - 1
        value, unit = WORK_IN_TIER[min(place, len(WORK_IN_TIER) - 1)]
        limit = at_least("troubleshooting_time", value, "h" if unit == "h" else "min", tier.hours)
        exit = tier.exit if tier.exit in cast.receivers() else cast.manager
        yield _row(
            cast,
            f"stuck-{tier.id}",
            key="stuck_top" if top else "stuck",
            family="skill",
            kind="hierarchical" if top else "functional",
            all_of=(is_("tier_current", tier.id), limit),
            source=tier.id,
            to=exit,
            on_lapse=_lapse(cast, exit),
            salience=1 if place < 2 or top else 3,
        )


def _partners(cast: Cast) -> Iterable[Trigger]:
    for partner in cast.frame.partners:
        owed = partner.obligation
        limit = (
            owed.model_copy(update={"basis": f"= [obligation:{partner.id}]"})
            if owed
            else proposal(4, "h", partner.hours)
        )
        waiting = Comparison(field="time_in_status", op=">=", values=(), number=limit)
        yield _row(
            cast,
            f"partner-{partner.id}",
            key="partner_late",
            family="time",
            kind="hierarchical",
            all_of=(is_("status", "pending_vendor"), is_("partner_waited_for", partner.id), waiting),
            to=cast.partner_manager,
            partner=f"{{role:{partner.id}}}",
        )


def _repeats(cast: Cast) -> Iterable[Trigger]:
    yield _row(
        cast,
        "reopened",
        family="repeat",
        all_of=(at_least("reopen_count", REOPENED),),
        to=cast.middle if len(cast.tiers) > 1 else cast.manager,
        source=cast.first,
        on_lapse=cast.lead(cast.middle),
    )
    yield _row(
        cast,
        "contacts",
        family="repeat",
        kind="hierarchical",
        all_of=(at_least("customer_contacts_7d", CONTACTS),),
        to=cast.lead(cast.first),
    )
    yield _row(
        cast,
        "bounce",
        family="repeat",
        kind="hierarchical",
        all_of=(Comparison(field="bounce_count", op=">=", values=(), number=_cap()),),
        to=cast.manager,
        on_lapse=cast.head,
        salience=1,
    )


def _cap() -> Quantity:
    return Quantity(value=BOUNCES, unit="count", clock=None, basis="= [bounce_cap]")


def _requests(cast: Cast) -> Iterable[Trigger]:
    yield _row(
        cast,
        "customer-asks",
        family="customer_request",
        kind="hierarchical",
        mode="manual",
        all_of=(is_("customer_requested_escalation", "yes"),),
        to=cast.lead(cast.first),
    )
    yield _row(
        cast,
        "executive-contact",
        family="customer_request",
        kind="hierarchical",
        all_of=(is_("executive_contact", "yes"),),
        to=cast.head,
        salience=3,
    )
    yield _row(
        cast,
        "any-agent",
        family="skill",
        mode="manual",
        all_of=(Comparison(field="escalation_reason", op="not_null", values=(), number=None),),
        to=cast.middle if len(cast.tiers) > 1 else cast.manager,
        on_lapse=cast.manager,
        salience=1,
    )
