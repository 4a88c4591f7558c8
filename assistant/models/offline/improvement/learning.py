"""What is learned: investigations, prevention, reviews, registers, negotiations, the introduction."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models.offline.cast import Cast
from schemas.improvement import (
    Governance,
    Investigation,
    NegotiationAsk,
    Prevention,
    Register,
    Review,
    RolloutStep,
)
from schemas.quantity import proposal
from schemas.tiers import Salience

CAUSES = ("knowledge", "access", "authority", "defect", "partner", "process", "customer_setup")
MOST_PREVENTION = 12
BODY_PREVENTION = 3


def investigations(cast: Cast) -> tuple[Investigation, ...]:
    """The question that the numbers of the brief raise first, then what is unknown."""
    brief, keys = cast.setting.brief, []
    if (brief.number("volume.growth") or 0) > 0:
        keys.append("growth")
    if brief.under("kpi.sla_attainment") or brief.under("complaint"):
        keys.append("misses")
    if not brief.under("volume.tickets"):
        keys.append("volume")
    keys.append("returns")
    return tuple(_investigation(cast, key) for key in keys)


def _investigation(cast: Cast, key: str) -> Investigation:
    question, split, data = cast.setting.words.say(f"improvement.investigate.{key}").split(" | ")
    return Investigation(question=question, split_by=split, data=data, owner=cast.head, by=proposal(3, "week"))


def prevention(cast: Cast) -> tuple[Prevention, ...]:
    """A change at the source for each kind of issue, the gravest first."""
    words = cast.setting.words
    seen: set[str] = set()
    rank = {"critical": 0, "high": 1, "normal": 2, "low": 3}
    share = cast.setting.brief.number
    ordered = sorted(cast.setting.issues, key=lambda i: (-(share("issue.share", i.id) or 0), rank[i.grade]))
    found: list[Prevention] = []
    for issue in ordered:
        if issue.kind.id in seen or len(found) >= MOST_PREVENTION:
            continue
        seen.add(issue.kind.id)
        weight: Salience = 1 if len(found) < BODY_PREVENTION else 2
        supplier = issue.kind.lever == "supplier" and bool(cast.frame.partners)
        found.append(
            Prevention(
                issue=issue.id,
                lever=issue.kind.lever,
                change=words.say(f"issues.{issue.kind.id}.prevent", issue=issue.name),
                owner=cast.partner_manager if supplier else cast.lead(cast.at_level(issue.kind.level)),
                salience=weight,
            )
        )
    return tuple(found)


def reviews(cast: Cast) -> tuple[Review, ...]:
    """Weekly for cases, after each critical case, monthly for rules, quarterly with partners."""
    rows = [("weekly", 1.0, "week", 45.0, 10.0, 5.0), ("monthly", 1.0, "month", 60.0, 20.0, 10.0)]
    if cast.frame.partners:
        rows.append(("partner", 1.0, "quarter", 60.0, 5.0, 10.0))
    return tuple(_review(cast, *row) for row in rows)


def _review(cast: Cast, key: str, every: float, unit: str, length: float, sample: float, days: float) -> Review:
    agenda, output = cast.setting.words.say(f"improvement.review.{key}").split(" | ")
    return Review.model_validate(
        {
            "every": {"value": every, "unit": unit, "clock": None, "basis": "proposal"},
            "length": proposal(length, "min").model_dump(),
            "agenda": agenda,
            "sample": proposal(sample, "count").model_dump(),
            "cause_codes": CAUSES,
            "output": output,
            "deadline": proposal(days, "day", cast.setting.business).model_dump(),
            "owner": cast.partner_manager if key == "partner" else cast.head,
        }
    )


def registers(cast: Cast) -> tuple[Register, ...]:
    """Repeats by customer and kind; by product where people may come to harm; misses of partners."""
    found = [_register(cast, "repeats", ("customer", "issue_type"), 3, 30, cast.head, 2)]
    if "safety" in cast.setting.hazards:
        keys = ("product", "batch_number")
        found.insert(0, _register(cast, "hazards", keys, 2, 90, cast.on_hazard("safety"), 1))
    if cast.frame.partners:
        found.append(_register(cast, "partner_misses", ("partner", "month"), 3, 90, cast.partner_manager, 2))
    return tuple(found)


def _register(
    cast: Cast, key: str, keys: tuple[str, ...], threshold: float, days: float, owner: str, salience: Salience
) -> Register:
    name, act = cast.setting.words.say(f"improvement.register.{key}").split(" | ")
    return Register(
        name=name,
        keys=keys,
        threshold=proposal(threshold, "count"),
        window=proposal(days, "day"),
        act=act,
        owner=owner,
        salience=salience,
    )


def negotiation_asks(cast: Cast) -> tuple[NegotiationAsk, ...]:
    """What to ask of each partner, and of the contract that carries the tightest promise."""
    return tuple(_asks(cast))


def _asks(cast: Cast) -> Iterable[NegotiationAsk]:
    words = cast.setting.words
    for place, partner in enumerate(cast.frame.partners):
        key = "partner_owed" if partner.obligation is not None else "partner_free"
        ask, when = words.say(f"improvement.ask.{key}", partner=f"{{role:{partner.id}}}", id=partner.id).split(" | ")
        yield NegotiationAsk(partner=partner.name, ask=ask, when=when, salience=1 if place == 0 else 2)
    if any(c.penalty for c in cast.frame.commitments):
        ask, when = words.say("improvement.ask.penalty").split(" | ")
        yield NegotiationAsk(partner=cast.frame.customer_tiers[0].name, ask=ask, when=when, salience=3)


def rollout(cast: Cast) -> tuple[RolloutStep, ...]:
    """Form and fields, a pilot in shadow, a rehearsal of the clock, the start, the first review."""
    steps = (
        ("fields", 1, cast.head, False),
        ("training", 2, cast.lead(cast.first), False),
        ("rehearsal", 3, cast.manager, True),
        ("pilot", 4, cast.lead(cast.middle), False),
        ("all", 6, cast.head, False),
        ("review", 10, cast.head, False),
    )
    return tuple(_step(cast, *step) for step in steps)


def _step(cast: Cast, key: str, week: float, owner: str, rehearsal: bool) -> RolloutStep:
    severity = cast.top_severity.id.upper()
    deliverable, test = cast.setting.words.say(f"improvement.rollout.{key}", severity=severity).split(" | ")
    return RolloutStep(
        when=proposal(week, "week"), deliverable=deliverable, owner=owner, exit_test=test, rehearsal=rehearsal
    )


def governance(cast: Cast) -> Governance:
    """The head owns it; exceptions are written down."""
    return Governance(
        owner=cast.head,
        review_every=proposal(1, "quarter"),
        exception_rule=cast.setting.words.say("improvement.exception", manager=f"{{role:{cast.manager}}}"),
    )
