"""The issue table: where each kind starts, who solves it, which evidence it needs."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from assistant.models.offline.library import IssueKind, Limit
from assistant.models.offline.matching import mentions
from assistant.models.offline.rules.fields import how
from assistant.models.offline.setting import MANY_ISSUES, KnownIssue
from schemas.conditions import Comparison
from schemas.design_basis import KnownNumber
from schemas.issues import EvidenceField, FirstStep, IssueType
from schemas.quantity import Quantity, Unit, minutes, proposal
from schemas.tiers import Salience

FEW_FIELDS = 3
RELAXED_GRADES = 1
WORK = "troubleshooting_time"
WORK_IN_TIER = ((30.0, "min"), (2.0, "h"), (4.0, "h"))
"""Working time in a tier after which a case moves up, from the first line: proposals."""
PASSING = ("_count", "_1h", "time_in_tier", WORK)
"""Ends of fields that tell what has happened or begin anew with every holder: they send up no case that came back."""


def issue_types(cast: Cast) -> tuple[IssueType, ...]:
    """Every issue of the brief."""
    return tuple(_issue_type(cast, issue) for issue in cast.setting.issues)


def _issue_type(cast: Cast, issue: KnownIssue) -> IssueType:
    words, base = cast.setting.words, f"issues.{issue.kind.id}"
    many = len(cast.setting.issues) > MANY_ISSUES
    return IssueType(
        id=issue.id,
        name=issue.name,
        entry=cast.first,
        resolver=resolver(cast, issue),
        evidence=_evidence(cast, issue, many=many),
        first_steps=(
            FirstStep(tier=cast.first, act=words.say(f"{base}.first", issue=issue.name), forbidden=False),
            FirstStep(tier=cast.first, act=words.say(f"{base}.never", issue=issue.name), forbidden=True),
        ),
        escalate_when=words.say(f"{base}.limit", issue=issue.name),
        salience=_salience(issue),
    )


def _salience(issue: KnownIssue) -> Salience:
    if issue.hazard in ("safety", "security", "privacy") or issue.grade == "critical":
        return 1
    return 3 if issue.grade == "low" else 2


def resolver(cast: Cast, issue: KnownIssue) -> str:
    """Who solves it: whom the brief names, the partner that owns it, else the tier where such solvers sit."""
    brief = cast.setting.brief
    said = brief.text("issue.handled_by", issue.id)
    if said:
        by_name = next((one.id for one in cast.frame.receivers if mentions(said, (one.name, one.id))), None)
        if by_name is not None:
            return by_name
    for partner in cast.frame.partners:
        owned = brief.text("partner.owns", partner.id) or ""
        if owned and (mentions(owned, (issue.name, issue.name.rstrip("s"))) or _owns_kind(owned, issue.kind)):
            return partner.id
    for tier in reversed(cast.tiers):
        scope = brief.text("tier.scope", tier.id) or ""
        if scope and mentions(scope, (issue.name, issue.name.rstrip("s"))):
            return tier.id
    return cast.at_level(issue.kind.level)


def _owns_kind(owned: str, kind: IssueKind) -> bool:
    return kind.lever == "supplier" and mentions(owned, [w for words in kind.keywords.values() for w in words])


def _evidence(cast: Cast, issue: KnownIssue, *, many: bool) -> tuple[EvidenceField, ...]:
    """Two fields stay at the top severity, the rest is waived there: speed before paperwork."""
    ids = issue.kind.evidence[: FEW_FIELDS if many else None]
    top = cast.top_severity.id
    relaxed = tuple(s.id for s in cast.severities[: RELAXED_GRADES + 1])
    found = []
    for place, id in enumerate(ids):
        waived = () if place == 0 else (top,) if place == 1 else relaxed[: max(1, len(cast.severities) - 1)]
        found.append(EvidenceField(field=id, how=how(cast.setting.words, id), waived_at=waived))
    return tuple(found)


def limit_numbers(cast: Cast) -> tuple[KnownNumber, ...]:
    """The number that each kind's limit names in prose."""
    found: dict[str, KnownNumber] = {}
    for issue in cast.setting.issues:
        limit = next((one for one in issue.kind.limits if one.value is not None), None)
        if limit is not None:
            text = cast.setting.words.say("rules.numbers.limit", issue=issue.name)
            found.setdefault(
                issue.kind.id,
                KnownNumber(id=f"{issue.kind.id}_limit", text=text, quantity=_own(cast, limit)),
            )
    return tuple(found.values())


def comparison(cast: Cast, kind: IssueKind, limit: Limit) -> Comparison:
    """A limit as a comparison; the first number of a kind is the one that its sentence names."""
    if limit.value is None:
        return Comparison(field=limit.field, op=limit.op, values=(limit.answer or "yes",), number=None)
    first = next(one for one in kind.limits if one.value is not None)
    quantity = _own(cast, limit)
    if limit is first:
        quantity = quantity.model_copy(update={"basis": f"= [{kind.id}_limit]"})
    return Comparison(field=limit.field, op=limit.op, values=(), number=quantity)


def _own(cast: Cast, limit: Limit) -> Quantity:
    value = limit.value or 0.0
    if limit.unit == "money":
        return cast.setting.money(value)
    if limit.field == WORK:
        return _work(cast, proposal(value, limit.unit or "min", cast.tiers[0].hours))
    unit: Unit = limit.unit or "count"
    clock = cast.setting.business if unit in ("min", "h", "day") else None
    return proposal(value, unit, clock)


def _work(cast: Cast, wanted: Quantity) -> Quantity:
    """The work that an issue may take in the first line: never more than any case may."""
    general = work_in(cast, 0)
    return min(wanted, general, key=minutes)


def work_in(cast: Cast, place: int) -> Quantity:
    """The work that a case may take in a tier, by its place from the first line, on the tier's clock."""
    value, unit = WORK_IN_TIER[min(place, len(WORK_IN_TIER) - 1)]
    return proposal(value, "h" if unit == "h" else "min", cast.tiers[place].hours)


def lasts(limit: Limit) -> bool:
    """Whether the limit is still reached when a case has come back with its answer."""
    return limit.value is not None and not limit.field.endswith(PASSING)
