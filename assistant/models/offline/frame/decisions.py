"""What only the lead can decide, each with options, a recommendation, and a rule that holds until then."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.models.offline.frame.hierarchy import obligation_of
from assistant.models.offline.frame.insights import FULL, uncovered_hours
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import Setting
from schemas.brief import Contradiction
from schemas.design_basis import Decision, Option
from schemas.quantity import minutes, proposal

MOST = 9
KINDS = ("values", "total", "order", "classes", "hours", "shares")
SETTLED_BY_DEFAULT = "delegated"


def decisions(setting: Setting) -> tuple[Decision, ...]:
    """All decisions, those about contradictions of the brief first, at most nine."""
    rules: tuple[Callable[[Setting], Iterator[Decision]], ...] = (
        _conflicts,
        _on_call,
        _overload,
        _unpromised,
        _overtaken,
        _partners,
        _volume,
        _top_holder,
    )
    return tuple(decision for rule in rules for decision in rule(setting))[:MOST]


def _decision(
    setting: Setting, key: str, *, id: str = "", days: float, resolves: tuple[str, ...] = (), **names: str
) -> Decision:
    words = setting.words
    base = f"frame.decisions.{key}"
    options = []
    for letter in ("a", "b", "c"):
        if words.has(f"{base}.{letter}"):
            label, _, text = words.say(f"{base}.{letter}", **names).partition(" | ")
            options.append(Option(label=label, text=text))
    return Decision(
        id=id or key,
        question=words.say(f"{base}.question", **names),
        options=tuple(options),
        recommended=options[0].label,
        why=words.say(f"{base}.why", **names),
        decider="lead",
        needed_by=proposal(days, "day"),
        interim_rule=words.say(f"{base}.interim", **names),
        resolves=resolves,
    )


def _conflicts(setting: Setting) -> Iterator[Decision]:
    for place, conflict in enumerate(setting.brief.contradictions):
        if conflict.resolution in (None, SETTLED_BY_DEFAULT):
            yield _conflict(setting, conflict, place)


def _conflict(setting: Setting, conflict: Contradiction, place: int) -> Decision:
    kind = conflict.kind if conflict.kind in KINDS else "values"
    sides = [own_words(side, numbers=setting.numbers, most=8) for side in (*conflict.values, "", "")][:2]
    numbers = [f"{{q:{key}}}" if key in setting.numbers else "" for key in (conflict.left, conflict.right)]
    left, right = (
        side or number or setting.words.say(f"frame.conflict.{name}")
        for side, number, name in zip(sides, numbers, ("left", "right"), strict=True)
    )
    return _decision(
        setting, f"conflict_{kind}", id=f"conflict-{place}", days=7, resolves=(conflict.id,), left=left, right=right
    )


def _on_call(setting: Setting) -> Iterator[Decision]:
    if any(c.kind == "hours" and c.resolution is None for c in setting.brief.contradictions):
        return
    if uncovered_hours(setting):
        people = setting.brief.find("oncall.people")
        key = "on_call_known" if people is not None and people.quantity is not None else "on_call"
        yield _decision(
            setting, key, days=14, tier=setting.tiers[-1], second=setting.tiers[max(0, len(setting.tiers) - 2)]
        )


def _overload(setting: Setting) -> Iterator[Decision]:
    for tier in setting.tiers:
        load = setting.numbers.get(f"plan.load:{tier}")
        if load is not None and load.value > FULL:
            yield _decision(setting, "overload", days=14, tier=tier)
            return


def _unpromised(setting: Setting) -> Iterator[Decision]:
    cells = setting.targets.cells
    unbound = [
        c for c in setting.targets.customers if all(cells[c, s].fact is None for s in setting.targets.severities)
    ]
    if not any(cell.fact for cell in cells.values()):
        yield _decision(setting, "no_promises", days=21)
    elif unbound:
        yield _decision(setting, "unpromised", days=21, class_=_customer(setting, unbound[0]))


def _customer(setting: Setting, id: str) -> str:
    from assistant.models.offline.frame.promises import customer_tiers

    return next(c.name for c in customer_tiers(setting) if c.id == id)


def _overtaken(setting: Setting) -> Iterator[Decision]:
    for (customer, severity), cell in setting.targets.cells.items():
        if cell.overtaken and cell.fact is not None:
            yield _decision(
                setting,
                "overtaken",
                days=14,
                own=cell.fact.key,
                cell=f"{setting.targets.tightest(severity)[0]}/{severity}",
                class_=_customer(setting, customer),
                severity=severity.upper(),
            )
            return


def _partners(setting: Setting) -> Iterator[Decision]:
    _, tightest = setting.targets.tightest(setting.targets.severities[0])
    for partner in setting.partners:
        owed = obligation_of(setting, partner)
        if owed is None:
            yield _decision(setting, "partner_free", id=f"partner-{partner}", days=30, partner=partner)
        elif minutes(owed) >= minutes(tightest):
            yield _decision(setting, "partner_slack", id=f"partner-{partner}", days=30, partner=partner)


def _volume(setting: Setting) -> Iterator[Decision]:
    if not any(setting.brief.under(slot) for slot in ("volume.tickets", "volume.escalations")):
        yield _decision(setting, "volume", days=10, tier=setting.tiers[min(1, len(setting.tiers) - 1)])


def _top_holder(setting: Setting) -> Iterator[Decision]:
    heads = setting.brief.number("tier.headcount", setting.tiers[-1])
    if heads and heads <= 3 and len(setting.tiers) > 1 and not uncovered_hours(setting):
        yield _decision(setting, "single_holder", days=30, tier=setting.tiers[-1], second=setting.tiers[-2])
