"""Commitments: every first response, and the updates and resolutions that were promised."""

from __future__ import annotations

from assistant.models.offline.catalog import named
from assistant.models.offline.frame.hierarchy import place_of
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import Setting
from assistant.models.offline.targets import EVERYBODY, THE_REST, covers, promise
from schemas.commitments import Commitment, CustomerTier, Metric
from schemas.quantity import Quantity


def customer_tiers(setting: Setting) -> tuple[CustomerTier, ...]:
    """From the most to the least demanding promise."""
    return tuple(CustomerTier(id=id, name=_name(setting, id)) for id in setting.targets.customers)


def commitments(setting: Setting) -> tuple[Commitment, ...]:
    """Every cell's first response, then the promised updates and resolutions."""
    targets = setting.targets
    pairs = [(customer, severity) for customer in targets.customers for severity in targets.severities]
    found = [_commitment(setting, "first_response", c, s, targets.cells[c, s].quantity) for c, s in pairs]
    for metric in ("update", "resolution"):
        for customer, severity in pairs:
            fact = promise(setting.brief, metric, customer, severity)
            if fact is not None and fact.quantity is not None:
                target = fact.quantity.model_copy(update={"clock": targets.clock(customer, severity, fact)})
                found.append(_commitment(setting, metric, customer, severity, target))
    return tuple(found)


def _commitment(setting: Setting, metric: str, customer: str, severity: str, target: Quantity) -> Commitment:
    kind: Metric = "update" if metric == "update" else "resolution" if metric == "resolution" else "first_response"
    return Commitment(
        id=f"{kind}:{customer}/{severity}",
        metric=kind,
        customer_tier=customer,
        severity=severity,
        target=target,
        pauses_on=("pending_customer",),
        answered_by=answering(setting, severity, target.clock or setting.business),
        penalty=_penalty(setting, customer),
    )


def answering(setting: Setting, severity: str, clock: str) -> str:
    """Who keeps a promise: the duty manager at the top, else the tier of the severity that is there in its hours."""
    needed = setting.calendars.get(clock)
    if severity == setting.targets.severities[0]:
        return "duty_manager"
    wanted = [t for t in setting.tiers if place_of(setting, t) != "top"] or list(setting.tiers)
    if severity == setting.targets.severities[min(1, len(setting.targets.severities) - 1)]:
        wanted.reverse()
    able = (t for t in (*wanted, *setting.tiers) if covers(setting.calendars.get(setting.hours_of_tier(t)), needed))
    return next(able, "duty_manager")


def _penalty(setting: Setting, customer: str) -> str | None:
    fact = setting.brief.find("promise.penalty", customer) or setting.brief.find("promise.penalty", "*")
    if fact is None:
        return None
    said = own_words(fact.text, numbers=setting.numbers, most=14)
    if said:
        return said
    key = "frame.penalty.sum" if fact.quantity is not None else "frame.penalty.some"
    return setting.words.say(key, fact=fact.key)


def _name(setting: Setting, id: str) -> str:
    said = setting.brief.text("customer_tier", id)
    if said:
        return named(said, most=4)
    if id in (EVERYBODY, THE_REST):
        return setting.words.say(f"frame.customers.{id}")
    return named(id.replace("-", " ").replace("_", " ").capitalize(), most=4)
