"""What the brief's own numbers show: each insight with its formula, the largest lever first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.models.offline.frame.hierarchy import obligation_of
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import Setting
from assistant.models.offline.targets import covers
from schemas.calendar import WEEKDAYS
from schemas.design_basis import Diagnosis, KnownNumber
from schemas.quantity import Quantity, Unit, minutes

HOURS_A_WEEK = 168
PEOPLE_A_SEAT = "= 168 / (40 * 0.7)"
MANAGEABLE = 20.0
"""Percent of tickets; public sources call 10 to 20 manageable."""
FULL = 85.0
LOW_ATTAINMENT = 95.0
HIGH_REOPEN = 5.0
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Insight:
    """A diagnosis with the numbers that its sentences name."""

    key: str
    diagnosis: Diagnosis
    numbers: tuple[KnownNumber, ...] = ()
    covers: tuple[str, ...] = ()
    """Insights that this one makes superfluous."""


def insights(setting: Setting) -> tuple[Insight, ...]:
    """All that the numbers show, the largest lever first, at most eight."""
    rules: tuple[Callable[[Setting], Insight | None], ...] = (
        _growth_at_the_top,
        _unstaffed,
        _overload,
        _no_slack_with_partner,
        _growth,
        _few_at_the_top,
        _per_head,
        _attainment,
        _seat,
        _share_of_tickets,
        _reopened,
        _alarm_slack,
        _pyramid,
        _complaint,
    )
    found = [insight for rule in rules if (insight := rule(setting)) is not None]
    covered = {key for insight in found for key in insight.covers}
    return tuple(insight for insight in found if insight.key not in covered)[:MOST]


def _insight(setting: Setting, key: str, *numbers: KnownNumber, **names: str) -> Insight:
    words = setting.words
    claim = words.say(f"frame.diagnosis.{key}.claim", **names)
    implication = words.say(f"frame.diagnosis.{key}.implication", **names)
    return Insight(key=key, diagnosis=Diagnosis(claim=claim, implication=implication), numbers=numbers)


def number(setting: Setting, id: str, value: float, unit: Unit, formula: str) -> KnownNumber:
    """A computed number that prose may name."""
    quantity = Quantity(value=round(value, 2), unit=unit, clock=None, basis=formula)
    key = id.partition(":")[0]
    return KnownNumber(id=id, text=setting.words.say(f"frame.numbers.{key}"), quantity=quantity)


def staffed_formula(setting: Setting) -> tuple[float, str]:
    """Hours a week outside the office hours, with their formula."""
    calendar = setting.calendars[setting.business]
    hours = [sum(w.end_minute - w.start_minute for w in calendar.windows if w.weekday == day) / 60 for day in WEEKDAYS]
    parts = [f"{hours.count(length)} * {length:g}" for length in dict.fromkeys(hours) if length]
    return HOURS_A_WEEK - sum(hours), f"= {HOURS_A_WEEK} - ({' + '.join(parts) or '0'})"


def uncovered_hours(setting: Setting) -> bool:
    """Whether the highest severity's clock runs while no tier is on shift."""
    needed = setting.calendars.get(setting.targets.hours(setting.targets.severities[0]))
    return not any(covers(setting.calendars.get(setting.hours_of_tier(t)), needed) for t in setting.tiers)


def _unstaffed(setting: Setting) -> Insight | None:
    if not uncovered_hours(setting):
        return None
    value, formula = staffed_formula(setting)
    if value <= 0:
        return None
    hours = number(setting, "unstaffed_hours", value, "other", formula)
    share = number(setting, "unstaffed_share", value / HOURS_A_WEEK * 100, "percent", "= [unstaffed_hours] / 168 * 100")
    return _insight(setting, "unstaffed", hours, share, severity=setting.targets.severities[0].upper())


def _overload(setting: Setting) -> Insight | None:
    for tier in setting.tiers:
        load = setting.numbers.get(f"plan.load:{tier}")
        if load is not None and load.value > FULL:
            return _insight(setting, "overload", tier=tier)
    return None


def _no_slack_with_partner(setting: Setting) -> Insight | None:
    top = setting.targets.severities[0]
    _, tightest = setting.targets.tightest(top)
    for partner in setting.partners:
        owed = obligation_of(setting, partner)
        if owed is not None and minutes(owed) >= minutes(tightest):
            promised = setting.numbers.get(f"plan.tightest:{top}")
            key = "partner_slack" if promised is not None else "partner_slow"
            return _insight(setting, key, partner=partner, severity=top)
        if owed is None:
            return _insight(setting, "partner_free", partner=partner)
    return None


def _growth(setting: Setting) -> Insight | None:
    growth = setting.brief.find("volume.growth")
    if growth is None or not growth.number or growth.unit != "percent":
        return None
    per = number(setting, "growth_per_head", 100 + growth.number, "percent", f"= 100 + [{growth.key}]")
    return _insight(setting, "growth", per, top=setting.tiers[-1])


def _growth_at_the_top(setting: Setting) -> Insight | None:
    """The rise, told together with the few in whom it ends; the two alone are then not told again."""
    few, growth = _few_at_the_top(setting), setting.brief.find("volume.growth")
    if few is None or growth is None or not growth.number or growth.unit != "percent":
        return None
    top = setting.tiers[-1]
    return replace(_insight(setting, "growth_at_the_top", *few.numbers, tier=top), covers=("growth", few.key))


def _few_at_the_top(setting: Setting) -> Insight | None:
    top = setting.tiers[-1]
    heads = setting.brief.find("tier.headcount", top)
    if heads is None or not heads.number or heads.number > 5 or len(setting.tiers) < 2 or not setting.heads:
        return None
    share = number(
        setting, "top_share", heads.number / setting.heads * 100, "percent", f"= [{heads.key}] / [plan.headcount] * 100"
    )
    lost = number(setting, "one_absence", 100 / heads.number, "percent", f"= 100 / [{heads.key}]")
    key = "single" if heads.number == 1 else "few_at_the_top"
    return _insight(setting, key, share, lost, tier=top)


def _per_head(setting: Setting) -> Insight | None:
    for tier in setting.tiers[1:2]:
        if f"plan.per_head:{tier}" in setting.numbers:
            capacity = setting.brief.number("tier.headcount", tier)
            if capacity:
                spent = setting.numbers[f"plan.per_head:{tier}"].value
                if spent > 0:
                    minutes_each = number(
                        setting,
                        "minutes_each",
                        8 * 0.7 * 0.85 * 60 / spent,
                        "min",
                        f"= 8 * 0.7 * 0.85 * 60 / [plan.per_head:{tier}]",
                    )
                    return _insight(setting, "per_head", minutes_each, tier=tier)
    return None


def _attainment(setting: Setting) -> Insight | None:
    fact = setting.brief.find("kpi.sla_attainment")
    if fact is None or fact.number is None or fact.unit != "percent" or fact.number >= LOW_ATTAINMENT:
        return None
    missed = number(setting, "missed_share", 100 - fact.number, "percent", f"= 100 - [{fact.key}]")
    return _insight(setting, "attainment", missed)


def _seat(setting: Setting) -> Insight | None:
    if not setting.calendars[setting.targets.hours(setting.targets.severities[0])].always_open:
        return None
    if setting.calendars[setting.business].always_open:
        return None
    people = number(setting, "people_a_seat", HOURS_A_WEEK / (40 * 0.7), "people", PEOPLE_A_SEAT)
    return _insight(setting, "seat", people, tier=setting.tiers[-1])


def _share_of_tickets(setting: Setting) -> Insight | None:
    fact = setting.brief.find("volume.escalation_share")
    if fact is None or fact.origin != "stated" or fact.number is None or fact.number <= MANAGEABLE:
        return None
    return _insight(setting, "share_of_tickets", first=setting.tiers[0])


def _reopened(setting: Setting) -> Insight | None:
    fact = setting.brief.find("kpi.reopen_rate")
    if fact is None or fact.number is None or fact.number < HIGH_REOPEN:
        return None
    return _insight(setting, "reopened")


def _alarm_slack(setting: Setting) -> Insight | None:
    top = setting.targets.severities[0]
    customer, _ = setting.targets.tightest(top)
    stated = any(f.slot == "promise.first_response" for f in setting.brief.facts)
    return _insight(setting, "alarm_slack" if stated else "no_promise", cell=f"{customer}/{top}", severity=top)


def _pyramid(setting: Setting) -> Insight | None:
    first, second = (setting.brief.find("tier.headcount", t) for t in (*setting.tiers, "", "")[:2])
    if first is None or second is None or not first.number or not second.number:
        return None
    ratio = number(
        setting, "people_each_feeds", first.number / second.number, "people", f"= [{first.key}] / [{second.key}]"
    )
    return _insight(setting, "pyramid", ratio, first=setting.tiers[0], second=setting.tiers[1])


def _complaint(setting: Setting) -> Insight | None:
    for fact in setting.brief.under("complaint"):
        said = own_words(fact.text, numbers=setting.numbers, most=16)
        if said:
            return _insight(setting, "complaint", said=said.rstrip("."))
    return None
