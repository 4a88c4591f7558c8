"""Who hears what: audiences, messages, instructions, calming, conduct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from assistant.models.offline.cast import Cast
from assistant.models.offline.quoting import own_words
from schemas.communication import AudienceRow, Calming, ConductRule, CustomerInstruction, MessageTemplate
from schemas.quantity import Quantity
from schemas.severity import Severity
from schemas.tiers import Salience

Audience = Literal["customer", "internal", "executive", "status_page"]
Why = Literal["law", "contract", "harm", "privacy", "security"]
MESSAGES: tuple[
    tuple[str, Literal["customer", "internal", "executive", "status_page", "partner"], str, Salience], ...
] = (
    ("received", "customer", "holder", 1),
    ("update", "customer", "holder", 1),
    ("handed_over", "customer", "holder", 2),
    ("restored", "customer", "holder", 2),
    ("missed", "customer", "head", 2),
    ("page", "internal", "holder", 2),
    ("brief", "executive", "manager", 3),
    ("public", "status_page", "manager", 3),
    ("ask_partner", "partner", "holder", 3),
    ("exposed", "customer", "privacy", 3),
    ("danger", "customer", "safety", 2),
)


def audiences(cast: Cast) -> tuple[AudienceRow, ...]:
    """Customer at every severity; colleagues, executives and the public only where it matters to them."""
    rows: list[AudienceRow] = []
    for place, severity in enumerate(cast.severities):
        rows += _rows(cast, place, severity)
    return tuple(rows)


def _rows(cast: Cast, place: int, severity: Severity) -> Iterable[AudienceRow]:
    update = severity.update_every.model_copy(update={"basis": f"= [update:{severity.id}]"})
    critical, high = place == 0, place == 1

    def row(audience: Audience, owner: str, first_by: Quantity | None, every: Quantity | None) -> AudienceRow:
        key = f"handling.channel.{audience}_{'critical' if critical else 'other'}"
        channel = cast.setting.words.say(key)
        return AudienceRow(
            severity=severity.id, audience=audience, channel=channel, owner=owner, first_by=first_by, every=every
        )

    tightest = cast.tightest(severity.id)
    first = severity.first_response
    kept = next((c.target for c in cast.frame.commitments if c.id == tightest), first)
    yield row("customer", "holder", kept.model_copy(update={"basis": f"= [{tightest}]"}), update)
    yield row("internal", "holder", cast.ack(severity.id) if critical or high else None, update if critical else None)
    yield row("executive", cast.manager, update if critical else None, update if critical else None)
    yield row("status_page", cast.manager, update if critical else None, update if critical else None)


def messages(cast: Cast) -> tuple[MessageTemplate, ...]:
    """Every text with its slots, its channel and who approves it."""
    return tuple(_message(cast, *one) for one in MESSAGES if _wanted(cast, one[0]))


def _wanted(cast: Cast, id: str) -> bool:
    hazards = cast.setting.hazards
    if id == "ask_partner":
        return bool(cast.frame.partners)
    return {"exposed": "privacy" in hazards, "danger": "safety" in hazards}.get(id, True)


def _message(cast: Cast, id: str, audience: str, approver: str, salience: Salience) -> MessageTemplate:
    words = cast.setting.words
    event, _, text = words.first_of(
        f"handling.messages.{id}_{cast.setting.trade.id}", f"handling.messages.{id}"
    ).partition(" | ")
    people = {
        "head": cast.head,
        "manager": cast.manager,
        "privacy": cast.on_hazard("privacy"),
        "safety": cast.on_hazard("safety"),
    }
    return MessageTemplate.model_validate(
        {
            "id": id,
            "event": event,
            "audience": audience,
            "channel": words.say(f"handling.channel.message_{audience}"),
            "text": text,
            "approved_by": people.get(approver, approver),
            "salience": salience,
        }
    )


def customer_instructions(cast: Cast) -> tuple[CustomerInstruction, ...]:
    """What customers do at once, for kinds of issues in which waiting harms them."""
    words, found = cast.setting.words, []
    for issue in cast.setting.issues:
        steps = words.lines(f"issues.{issue.kind.id}.tell") if issue.kind.instruct else ()
        first = issue.hazard == "safety"
        if first and not steps:
            steps = words.lines("handling.tell_safety")
        if steps:
            found.append(CustomerInstruction(issue=issue.id, steps=steps, before_internal_call=first))
    return tuple(found)


def calming(cast: Cast) -> Calming:
    """How an upset customer is met; goodwill only within what the first line may give."""
    tier = cast.tiers[0]
    limit = next((a.limit for a in tier.may_decide if a.limit is not None and not a.limit.is_duration), None)
    return Calming(
        steps=cast.setting.words.lines("handling.calming"),
        goodwill=limit,
        within_authority_of=tier.id if limit is not None else None,
    )


def conduct_rules(cast: Cast) -> tuple[ConductRule, ...]:
    """The brief's own rules first, then the trade's."""
    return (*_stated(cast), *_of_trade(cast))


def _stated(cast: Cast) -> Iterable[ConductRule]:
    setting = cast.setting
    for fact in setting.brief.under("conduct"):
        said = own_words(fact.text, numbers=setting.numbers, most=18)
        quoted = own_words(fact.evidence.quote, numbers=setting.numbers, most=18) if fact.evidence else None
        rule = said or quoted
        if rule:
            yield ConductRule(
                scope=setting.words.say("handling.conduct.own"), rule=rule, why="contract", approver="lead", salience=1
            )


def _of_trade(cast: Cast) -> Iterable[ConductRule]:
    setting = cast.setting
    for place, one in enumerate(setting.trade.conduct):
        scope, _, rule = setting.words.say(f"trades.conduct.{one.id}").partition(" | ")
        approver = cast.on_hazard("legal") if one.why == "law" else None
        yield ConductRule(scope=scope, rule=rule, why=one.why, approver=approver, salience=1 if place == 0 else 2)
