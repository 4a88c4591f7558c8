"""The triggers: risk first, then severity, contract, issues at their limits, then ordinary cases."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models.offline.cast import Cast
from assistant.models.offline.library import Hazard, IssueKind, Limit
from assistant.models.offline.rules.clocks import LEADS, outside_deadlines
from assistant.models.offline.rules.issue_table import comparison, lasts, resolver
from assistant.models.offline.rules.ordinary import ordinary
from assistant.models.offline.rules.rows import UNANSWERED, at_least, is_, lapse_of, row
from assistant.models.offline.setting import KnownIssue
from schemas.conditions import Comparison
from schemas.quantity import proposal
from schemas.triggers import Trigger

ALIKE = 5
MISSES = 2
FLAGS: dict[Hazard, tuple[str, ...]] = {
    "safety": ("safety_flag",),
    "security": ("security_flag",),
    "privacy": ("privacy_flag",),
    "legal": ("legal_flag", "regulator_flag"),
}


def triggers(cast: Cast) -> tuple[Trigger, ...]:
    """All triggers in the order in which they win, without the alarms on promises."""
    rows = (*_risks(cast), *_critical(cast), *_contract(cast), *_deadlines(cast), *_issue_rows(cast), *ordinary(cast))
    known = {one.id: one for one in rows}
    return tuple(one.model_copy(update={"order": 10 * place}) for place, one in enumerate(known.values(), start=1))


def _risks(cast: Cast) -> Iterable[Trigger]:
    """Straight to who decides, from anywhere, whatever the severity."""
    for hazard, flags in FLAGS.items():
        if hazard == "safety" and "safety" not in cast.setting.hazards:
            continue
        for place, flag in enumerate(flags):
            id = f"risk-{hazard}" if place == 0 else f"risk-{flag.removesuffix('_flag')}"
            yield row(
                cast,
                id,
                family="risk",
                all_of=(is_(flag, "yes"),),
                to=cast.on_hazard(hazard),
                ack=cast.ack_at(0),
                salience=1 if place == 0 else 3,
            )


def _asked_of_all(cast: Cast) -> frozenset[str]:
    """Questions whose yes leads to who decides whatever the issue: an issue's own row on them would never be first."""
    return frozenset(c.field for row in _risks(cast) for c in row.all_of)


def _critical(cast: Cast) -> Iterable[Trigger]:
    top = cast.top_severity.id
    yield row(
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
    yield row(
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
        yield row(
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
            on_lapse=lapse_of(cast, cast.middle),
            salience=1,
            class_=customers[0].name,
        )
    misses = [at_least("missed_responses_quarter", MISSES)]
    yield row(cast, "repeated-misses", family="contract", kind="hierarchical", all_of=misses, to=cast.head)


def _deadlines(cast: Cast) -> Iterable[Trigger]:
    for fact in outside_deadlines(cast):
        hours = LEADS[-1]
        near = Comparison(field=f"time_to_{fact.id}", op="<=", values=(), number=proposal(hours, "h"))
        yield row(
            cast,
            f"deadline-{fact.id}",
            key="deadline",
            family="time",
            kind="hierarchical",
            all_of=(near, UNANSWERED),
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
        if not kind.limits and kind.screening in _asked_of_all(cast):
            continue
        to, source = (solver, "any" if not kind.limits else cast.first)
        if solver == cast.first:
            to = cast.middle if len(cast.tiers) > 1 else cast.manager
        conditions: list[tuple[Comparison, ...]] = [_at_limit(cast, kind, limit) for limit in kind.limits]
        conditions = conditions or [()]
        for place, extra in enumerate(conditions):
            judged = any(c.values == ("yes",) for c in extra)
            ack = cast.ack_at(0 if not kind.limits else 1)
            asked = (is_(kind.screening, "yes"),) if not kind.limits and kind.screening else ()
            yield row(
                cast,
                f"{kind_id}-{to}" + (f"-{place + 1}" if len(conditions) > 1 else ""),
                key="issue_at_once" if not kind.limits else "issue_limit",
                family="risk" if issues[0].hazard in ("safety", "security", "privacy", "legal") else "skill",
                mode="manual" if judged else "automatic",
                all_of=(is_("issue_type", *(i.id for i in issues)), *asked, *extra),
                source=source,
                to=to,
                ack=ack,
                on_lapse=lapse_of(cast, to, ack=ack),
                salience=3 if kind.limits else 2,
                issue=issues[0].name if len(issues) == 1 else cast.setting.words.say("rules.such_issues"),
            )


def _at_limit(cast: Cast, kind: IssueKind, limit: Limit) -> tuple[Comparison, ...]:
    """The limit; one that lasts sends up only who still waits for the answer."""
    reached = comparison(cast, kind, limit)
    return (reached, UNANSWERED) if lasts(limit) else (reached,)
