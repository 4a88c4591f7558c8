"""The end of a case."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from schemas.improvement import Closure
from schemas.tiers import Salience


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
