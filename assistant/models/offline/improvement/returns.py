"""The way back: a case returns when nothing that sent it up is true of it any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.models.offline.cast import Cast
from assistant.models.offline.rules.rows import ANSWERED, is_
from assistant.models.offline.rules.triggers import FLAGS, triggers
from schemas.conditions import Comparison
from schemas.improvement import DeEscalation
from schemas.triggers import Trigger


def de_escalations(cast: Cast) -> tuple[DeEscalation, ...]:
    """From the top down the line, from duty and specialists back to the owner; the lesson goes with the case."""
    return tuple(_ways_back(cast))


def _ways_back(cast: Cast) -> Iterator[DeEscalation]:
    rows, tiers = triggers(cast), [tier.id for tier in cast.tiers]
    for upper, lower in zip(tiers[:0:-1], tiers[-2::-1], strict=False):
        yield _from_tier(cast, upper, lower, rows=_upward(rows, lower, upper))
    specialists = _specialists(cast)
    if cast.responder not in tiers:
        ups = _upward(rows, cast.middle, cast.responder)
        cleared = (*_answered(ups), *_no_flag(ups), *_no_partner(ups), _below(cast, ups))
        yield _back(cast, "duty", cast.responder, cast.middle, cleared)
    for role in specialists:
        ups = _upward(rows, cast.first, role)
        asked = _no_flag(ups)
        key = "specialist" if len(asked) == 1 else "specialist_all"
        others = (*_answered(ups), *_no_partner(ups), *((_below(cast, ups),) if _places(cast, ups) else ()))
        yield _back(cast, key, role, cast.first, (*asked, *others))


def _specialists(cast: Cast) -> tuple[str, ...]:
    """Roles beside the line to which a risk leads, each once."""
    hazards = [hazard for hazard in FLAGS if hazard != "safety" or "safety" in cast.setting.hazards]
    tiers = {tier.id for tier in cast.tiers}
    return tuple(dict.fromkeys(role for role in map(cast.on_hazard, hazards) if role not in tiers))


def _upward(rows: Iterable[Trigger], lower: str, upper: str) -> list[Trigger]:
    """The automatic rows that would send a returned case up again."""
    return [r for r in rows if r.mode == "automatic" and r.to == upper and r.source in ("any", lower)]


def _from_tier(cast: Cast, upper: str, lower: str, *, rows: list[Trigger]) -> DeEscalation:
    answered = _answered(rows)
    helped = answered or (is_("workaround_available", "yes"),)
    all_of = (*helped, *_no_flag(rows), *_no_partner(rows), _below(cast, rows))
    place = max(_places(cast, rows), default=0)
    key = "tier_answered" if answered else "tier_workaround"
    return _back(cast, key if answered or place else "tier", upper, lower, all_of, severity=_severity(cast, place))


def _severity(cast: Cast, place: int) -> str:
    return cast.severities[place].id.upper()


def _answered(rows: Iterable[Trigger]) -> tuple[Comparison, ...]:
    """The answer, where rows send up whoever waits for one."""
    return (is_(ANSWERED, "yes"),) if any(c.field == ANSWERED for row in rows for c in row.all_of) else ()


def _no_flag(rows: Iterable[Trigger]) -> tuple[Comparison, ...]:
    """No to each question whose yes alone sends a case up."""
    known = {flag for flags in FLAGS.values() for flag in flags}
    alone = [row.all_of[0].field for row in rows if len(row.all_of) == 1]
    return tuple(is_(field, "no") for field in dict.fromkeys(alone) if field in known)


def _no_partner(rows: Iterable[Trigger]) -> tuple[Comparison, ...]:
    """No wait for a partner, where a late one sends the case up."""
    waiting = [c for row in rows for c in row.all_of if c.field == "status"]
    return tuple(c.model_copy(update={"op": "!="}) for c in waiting[:1])


def _places(cast: Cast, rows: Iterable[Trigger]) -> list[int]:
    """Places of the severities, from the top, that a row sends up."""
    ids = [severity.id for severity in cast.severities]
    return [ids.index(v) for row in rows for c in row.all_of if c.field == "severity" for v in c.values]


def _below(cast: Cast, rows: Iterable[Trigger]) -> Comparison:
    """Below every severity that a row sends up, at least below the top one."""
    place = max(_places(cast, rows), default=0)
    op: str = "<" if len(cast.severities) > 1 else "="
    return Comparison.model_validate(
        {"field": "severity", "op": op, "values": (cast.severities[place].id,), "number": None}
    )


def _back(cast: Cast, key: str, source: str, to: str, all_of: tuple[Comparison, ...], **names: str) -> DeEscalation:
    words = cast.setting.words
    return DeEscalation(
        source=source,
        to=to,
        all_of=all_of,
        when=words.first_of(f"returns.{key}.when", f"improvement.back.{key}.when", **names),
        return_lesson=words.first_of(f"improvement.back.{key.partition('_')[0]}.lesson", **names),
    )
