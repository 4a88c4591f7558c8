"""The numbers that the estimates rest on: what a brief states or guesses, and what is taken where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from assistant.simulate.rulebook import CaseClass, Rulebook
from schemas.brief import Brief
from schemas.estimates import EstimateInput
from schemas.facts import Fact
from schemas.issues import IssueType
from schemas.numbers import clock_minutes
from schemas.process import EscalationProcess
from schemas.staffing import SHRINKAGE, days_open, open_days_a_month

SHRINKAGE_RANGE = (SHRINKAGE, 0.25, 0.35)
"""Value, low and high."""
HAND_BACK = (5.0, 0.0, 10.0)
LATER_HAND_ON = (15.0, 10.0, 20.0)
"""Percent; public sources call 10 to 20 percent of all cases manageable to escalate."""
SEVERITY_RATIO = (4.0, 3.0, 10.0)
"""How many times as many cases each severity has as the one above it."""
A_WORKDAY = datetime(2026, 1, 7, 12, tzinfo=UTC)
INCIDENTS = (1.0, 0.1, 2.0)
"""Percent of all cases of each kind of issue that a role has or solves, not a tier, where shares are not known."""
SPREAD = 1.0
"""Standard deviation of handle times over their average."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The known and guessed numbers by id, and the shares that are not sampled.

    Ids: `volume` (cases a week), `escalated` (cases a week that reach the second tier, where only they are known),
    `handle:<tier>` (minutes), `hand_on:<tier>`, `hand_back` (percent), `shrinkage` (share), `incidents`
    (percent), `severity_ratio`.
    """

    numbers: Mapping[str, EstimateInput]
    issues: Mapping[str, float]
    incidents: tuple[str, ...]
    """The issues whose share is guessed apart from the others'."""
    customers: Mapping[str, float]
    rota: float | None
    """How many people take turns on call."""
    sites: int
    unknown: tuple[str, ...]
    assumed: tuple[str, ...]
    severities: Mapping[str, float] = field(default_factory=dict)
    """Shares by severity where they are known; else they follow the ratio."""

    def point(self) -> dict[str, float]:
        """The values themselves."""
        return {id: one.value for id, one in self.numbers.items()}

    @property
    def guessed(self) -> tuple[str, ...]:
        """The ids of the numbers that stand for a range."""
        return tuple(id for id, one in self.numbers.items() if one.low < one.high)

    def known(self, id: str, value: float) -> Inputs:
        """These inputs with one number known, such as `volume` or `handle:t2`: what if it were this."""
        old = self.numbers.get(id)
        text = old.text if old else _text(id)
        new = EstimateInput(
            id=id, text=text, value=value, low=value, high=value, unit=_UNITS[id.partition(":")[0]], origin="stated"
        )
        unknown = tuple(one for one in self.unknown if one != missing(id))
        return replace(self, numbers={**self.numbers, id: new}, unknown=unknown)


_TEXTS = {
    "volume": "Cases that come in, a week",
    "escalated": "Cases that are escalated, a week",
    "handle": "Working time of {} on a case",
    "hand_on": "Cases that {} hands on",
    "hand_back": "Escalated cases that are handed back",
    "shrinkage": "Paid time that does not go into cases",
    "incidents": "Cases of each kind of issue that a role has",
    "severity_ratio": "Cases of a severity for one of the next higher",
}
_UNITS = {
    "volume": "cases a week",
    "escalated": "cases a week",
    "handle": "min",
    "hand_on": "percent",
    "hand_back": "percent",
    "shrinkage": "share",
    "incidents": "percent",
    "severity_ratio": "times",
}


def _text(id: str) -> str:
    kind, _, tier = id.partition(":")
    return _TEXTS[kind].format(tier)


def missing(id: str) -> str:
    """What is told as unknown when this input is."""
    kind, _, tier = id.partition(":")
    return "the ticket volume" if kind == "volume" else f"the handle time of {tier}"


def inputs_of(process: EscalationProcess, brief: Brief) -> Inputs:
    """The numbers of a process and its brief. What a brief does not say is guessed with a range, or left unknown."""
    numbers: dict[str, EstimateInput] = {}
    assumed: list[str] = []
    staffed = [t for t in process.frame.tiers if t.headcount is not None]
    _volume(numbers, process, brief)
    for tier in staffed:
        fact = brief.find("tier.handle_time", tier.id)
        if fact is not None and fact.quantity is not None and fact.quantity.is_duration:
            minutes = clock_minutes(fact.quantity, {c.id: c for c in process.calendars})
            _put(numbers, f"handle:{tier.id}", fact, minutes / (fact.number or 1))
    _shares_handed_on(numbers, process, brief)
    _guess(numbers, "shrinkage", SHRINKAGE_RANGE)
    unknown = [missing("volume")] if not {"volume", "escalated"} & set(numbers) else []
    unknown += [] if staffed else ["the people"]
    unknown += [] if _has_classes(process) else ["the severities and the customer tiers"]
    unknown += [missing(f"handle:{t.id}") for t in staffed if f"handle:{t.id}" not in numbers]
    if len(process.frame.severities) > 1:
        _guess(numbers, "severity_ratio", SEVERITY_RATIO)
    issues = _by_fact(brief, "issue.share", tuple(i.id for i in process.rules.issues))
    incidents = () if brief.under("issue.share") or not _has_classes(process) else _incidents(process)
    if incidents:
        _guess(numbers, "incidents", INCIDENTS)
    customers = _by_fact(brief, "customer_tier.count", tuple(c.id for c in process.frame.customer_tiers))
    if len(issues) > 1 and not brief.under("issue.share"):
        but = ", but for those that a role has" if incidents else ""
        assumed.append(f"All kinds of issues are taken to be equally frequent{but}.")
    if len(customers) > 1:
        told = brief.under("customer_tier.count")
        assumed.append(
            "Every customer is taken to write equally often."
            if told
            else "All customer tiers are taken to write equally often."
        )
    zones = {c.timezone for t in staffed if (c := process.calendar(t.hours)) is not None}
    return Inputs(
        numbers=numbers,
        issues=issues,
        incidents=incidents,
        customers=customers,
        rota=brief.number("oncall.people"),
        sites=2 if len(zones) > 1 else 1,
        unknown=tuple(unknown),
        assumed=tuple(assumed),
    )


def severity_shares(inputs: Inputs, process: EscalationProcess, values: Mapping[str, float]) -> dict[str, float]:
    """The share of each severity, the highest first."""
    if inputs.severities:
        return dict(inputs.severities)
    ratio = values.get("severity_ratio", 1.0)
    weights = {s.id: ratio**place for place, s in enumerate(process.frame.severities)}
    whole = sum(weights.values())
    return {id: weight / whole for id, weight in weights.items()}


def issue_shares(inputs: Inputs, values: Mapping[str, float]) -> dict[str, float]:
    """The share of each kind of issue."""
    each = values.get("incidents", 0.0) / 100
    rest = 1 - each * len(inputs.incidents)
    others = sum(share for id, share in inputs.issues.items() if id not in inputs.incidents)
    return {
        id: each if id in inputs.incidents else share / others * rest if others else 0.0
        for id, share in inputs.issues.items()
    }


def cases_a_week(values: Mapping[str, float], process: EscalationProcess) -> float:
    """What comes in from outside; from the escalations and their share where only these are known."""
    if "volume" in values:
        return values["volume"]
    first = process.frame.tiers[0].id
    return values["escalated"] / max(values[f"hand_on:{first}"] / 100, 0.01)


def _volume(numbers: dict[str, EstimateInput], process: EscalationProcess, brief: Brief) -> None:
    first = process.frame.tiers[0].hours if process.frame.tiers else ""
    days = days_open(process.calendar(first))
    per_week = {
        "tickets_per_day": days,
        "tickets_per_week": 1.0,
        "tickets_per_month": days / open_days_a_month(days),
    }
    for id, slot in (("volume", "volume.tickets"), ("escalated", "volume.escalations")):
        fact = brief.find(slot)
        if fact is not None and fact.number is not None and fact.unit in per_week and "volume" not in numbers:
            _put(numbers, id, fact, per_week[fact.unit])


def _shares_handed_on(numbers: dict[str, EstimateInput], process: EscalationProcess, brief: Brief) -> None:
    """The stated share leaves the first tier; what the later ones hand on is guessed."""
    tiers = process.frame.tiers
    for place, tier in enumerate(tiers[:-1]):
        fact = brief.find("volume.escalation_share") if not place else None
        if fact is not None and fact.number is not None:
            _put(numbers, f"hand_on:{tier.id}", fact, 1.0)
        else:
            _guess(numbers, f"hand_on:{tier.id}", LATER_HAND_ON)
    volume, escalated = brief.find("volume.tickets"), brief.find("volume.escalations")
    if (
        volume
        and escalated
        and volume.number
        and escalated.number is not None
        and volume.unit == escalated.unit
        and tiers[1:]
    ):
        _put(numbers, f"hand_on:{tiers[0].id}", escalated, 100 / volume.number)
    needless = brief.find("kpi.unnecessary_escalations")
    if needless is not None and needless.number is not None:
        _put(numbers, "hand_back", needless, 1.0)
    elif tiers[1:]:
        _guess(numbers, "hand_back", HAND_BACK)


def _put(numbers: dict[str, EstimateInput], id: str, fact: Fact, factor: float) -> None:
    value = (fact.number or 0.0) * factor
    known = fact.origin == "stated"
    low = value if known or fact.low is None else fact.low * factor
    high = value if known or fact.high is None else fact.high * factor
    kind = id.partition(":")[0]
    numbers[id] = EstimateInput(
        id=id,
        text=_text(id),
        value=value,
        low=min(low, value),
        high=max(high, value),
        unit=_UNITS[kind],
        origin=fact.origin,
    )


def _guess(numbers: dict[str, EstimateInput], id: str, guess: tuple[float, float, float]) -> None:
    kind = id.partition(":")[0]
    value, low, high = guess
    numbers[id] = EstimateInput(
        id=id, text=_text(id), value=value, low=low, high=high, unit=_UNITS[kind], origin="assumed"
    )


def _has_classes(process: EscalationProcess) -> bool:
    return bool(process.frame.severities and process.frame.customer_tiers)


def _incidents(process: EscalationProcess) -> tuple[str, ...]:
    """Issues that a role has or solves rather than a tier, also at the lowest severity; none where all are such."""
    roles, rules = {r.id for r in process.frame.roles}, Rulebook(process)
    lowest, customer = process.frame.severities[-1].id, process.frame.customer_tiers[-1].id

    def holders(issue: IssueType) -> set[str]:
        start, _ = rules.start(CaseClass(severity=lowest, customer=customer, issue=issue.id), A_WORKDAY)
        return {issue.entry, issue.resolver, start}

    found = tuple(i.id for i in process.rules.issues if holders(i) & roles)
    return found if len(found) < len(process.rules.issues) else ()


def _by_fact(brief: Brief, slot: str, ids: tuple[str, ...]) -> dict[str, float]:
    """Shares that add up to 1; what a brief leaves out shares the rest of a hundred, or gets the average."""
    told = {id: number for id in ids if (number := brief.number(slot, id)) is not None}
    silent = [id for id in ids if id not in told]
    if not told:
        return {id: 1 / len(ids) for id in ids}
    average = sum(told.values()) / len(told)
    rest = max(0.0, 100 - sum(told.values())) / len(silent) if silent and slot.endswith("share") else average
    weights = told | dict.fromkeys(silent, rest)
    whole = sum(weights.values())
    return {id: weights[id] / whole if whole else 1 / len(ids) for id in ids}
