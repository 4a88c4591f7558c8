"""The way back and the end of a case."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from assistant.models.offline.library import Hazard
from assistant.models.offline.rules.rows import is_
from schemas.conditions import Comparison
from schemas.improvement import Closure, DeEscalation
from schemas.tiers import Salience


def de_escalations(cast: Cast) -> tuple[DeEscalation, ...]:
    """From the top down the line, from duty and specialists back to the owner; the lesson goes with the case."""
    tiers = [tier.id for tier in cast.tiers]
    found = []
    for upper, lower in zip(tiers[:0:-1], tiers[-2::-1], strict=False):
        found.append(_back(cast, "tier", upper, lower, (is_("workaround_available", "yes"), _below_top(cast))))
    if cast.responder not in tiers:
        found.append(_back(cast, "duty", cast.responder, cast.middle, (_below_top(cast),)))
    cleared: dict[Hazard, str] = {
        "security": "security_flag",
        "privacy": "privacy_flag",
        "safety": "safety_flag",
        "legal": "legal_flag",
    }
    done: set[str] = set()
    for hazard, flag in cleared.items():
        role = cast.on_hazard(hazard)
        if role not in done and (hazard != "safety" or "safety" in cast.setting.hazards):
            done.add(role)
            found.append(_back(cast, "specialist", role, cast.first, (is_(flag, "no"),)))
    return tuple(found)


def _below_top(cast: Cast) -> Comparison:
    if len(cast.severities) == 1:
        return Comparison(field="severity", op="=", values=(cast.top_severity.id,), number=None)
    return Comparison(field="severity", op="<", values=(cast.top_severity.id,), number=None)


def _back(cast: Cast, key: str, source: str, to: str, all_of: tuple[Comparison, ...]) -> DeEscalation:
    words, base = cast.setting.words, f"improvement.back.{key}"
    return DeEscalation(
        source=source,
        to=to,
        all_of=all_of,
        when=words.say(f"{base}.when"),
        return_lesson=words.say(f"{base}.lesson"),
    )


def closures(cast: Cast) -> tuple[Closure, ...]:
    """What closes any case, a critical case, and each kind of issue that has conditions of its own."""
    words = cast.setting.words
    found = [
        Closure(
            scope="all",
            conditions=words.lines("improvement.closed.all"),
            confirmed_by="customer",
            downstream=None,
            salience=1,
        ),
        Closure(
            scope=cast.top_severity.id,
            conditions=words.lines("improvement.closed.critical"),
            confirmed_by=cast.manager,
            downstream=words.say("improvement.closed.after_critical"),
            salience=1,
        ),
    ]
    seen: set[str] = set()
    for issue in cast.setting.issues:
        if issue.kind.id in seen:
            continue
        seen.add(issue.kind.id)
        weighty: Salience = 2 if issue.hazard or issue.grade == "critical" else 3
        by = cast.on_hazard(issue.hazard) if issue.hazard in ("safety", "security", "privacy") else "customer"
        found.append(
            Closure(
                scope=issue.id,
                conditions=words.lines(f"issues.{issue.kind.id}.closed", issue=issue.name),
                confirmed_by=by,
                downstream=words.say(f"issues.{issue.kind.id}.after", issue=issue.name),
                salience=weighty,
            )
        )
    return tuple(found)
