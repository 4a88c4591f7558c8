"""Guards: what is not escalated, and what is done instead."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models.offline.cast import Cast
from assistant.models.offline.rules.rows import at_least, is_
from schemas.conditions import Comparison
from schemas.quantity import proposal
from schemas.tiers import Salience
from schemas.triggers import Guard

SAME_ARTICLE = 0.8
LOW_KINDS = (
    "how_to",
    "feature_request",
    "reporting",
    "warranty",
    "booking_change",
    "late_delivery",
    "refund",
    "meter_bill",
)


def guards(cast: Cast) -> tuple[Guard, ...]:
    """Four that hold everywhere, and one for the brief's own low kinds of issues."""
    lowest = cast.severities[-1].id
    found = [
        _guard(cast, "waiting-customer", (is_("status", "pending_customer"),), salience=1),
        _guard(cast, "known-incident", (at_least("linked_open_tickets", 1), is_("workaround_available", "yes"))),
        _guard(
            cast, "published-fix", (_matches(), Comparison(field="severity", op="=", values=(lowest,), number=None))
        ),
        _guard(cast, "loud-not-severe", _loud(cast, lowest), salience=1),
        *_own(cast),
    ]
    return tuple(found)


def _guard(
    cast: Cast, id: str, all_of: tuple[Comparison, ...], *, key: str | None = None, salience: Salience = 2, **names: str
) -> Guard:
    words, base = cast.setting.words, f"rules.guards.{key or id}"
    up = cast.middle if len(cast.tiers) > 1 else cast.manager
    return Guard(
        id=id,
        source=cast.first,
        to=up,
        all_of=all_of,
        when=words.say(f"{base}.when", **names),
        do_instead=words.say(f"{base}.instead", **names),
        override=words.say(f"{base}.override", **names),
        salience=salience,
    )


def _matches() -> Comparison:
    return Comparison(field="kb_match_score", op=">=", values=(), number=proposal(SAME_ARTICLE, "other"))


def _loud(cast: Cast, lowest: str) -> tuple[Comparison, ...]:
    tone = Comparison(field="sentiment_score", op="<", values=(), number=proposal(0, "other"))
    return tone, is_("severity", lowest)


def _own(cast: Cast) -> Iterable[Guard]:
    for issue in cast.setting.issues:
        if cast.setting.words.has(f"rules.guards.kind_{issue.kind.id}.when"):
            name = f"kind_{issue.kind.id}"
            condition = (is_("issue_type", issue.id), is_("severity", cast.severities[-1].id))
            yield _guard(cast, f"guard-{issue.id}", condition, key=name, salience=1, issue=issue.name)
