"""Everything that the rules look at: the brief, what is known of its issues and trade, its people and its promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.models.offline.catalog import Words, named
from assistant.models.offline.library import Grade, Hazard, IssueKind, Trade
from assistant.models.offline.matching import kind_of_issue, trade_of
from assistant.models.offline.targets import Targets
from assistant.planning.facts import Planning
from schemas.brief import Brief
from schemas.calendar import ALWAYS, Calendar
from schemas.quantity import Quantity, Unit, proposal

HAZARDS: tuple[Hazard, ...] = ("safety", "security", "privacy", "legal", "money")
CURRENCIES: tuple[Unit, ...] = ("EUR", "USD", "GBP", "CHF")
SMALL_TEAM = 12
LARGE_TEAM = 40
MANY_ISSUES = 40


@dataclass(frozen=True, kw_only=True)
class KnownIssue:
    """An issue of the brief with what is known of its kind."""

    id: str
    name: str
    kind: IssueKind
    hazard: Hazard | None
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The brief in the light of what the author knows."""

    brief: Brief
    plan: Planning
    words: Words
    trade: Trade
    issues: tuple[KnownIssue, ...]

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        return {calendar.id: calendar for calendar in self.plan.calendars}

    @cached_property
    def targets(self) -> Targets:
        return Targets(self.brief, self.calendars)

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Tier ids from the first line up."""
        return self.brief.subjects("tier") or ("t1",)

    @cached_property
    def partners(self) -> tuple[str, ...]:
        return self.brief.subjects("partner")

    @cached_property
    def numbers(self) -> Mapping[str, Quantity]:
        """The ledger by id."""
        return {entry.id: entry.quantity for entry in self.plan.ledger}

    @cached_property
    def heads(self) -> float:
        return sum(self.brief.number("tier.headcount", tier) or 0 for tier in self.tiers)

    @property
    def small(self) -> bool:
        return self.heads < SMALL_TEAM

    @property
    def large(self) -> bool:
        return self.heads >= LARGE_TEAM

    @cached_property
    def business(self) -> str:
        """The calendar of the office."""
        return "business" if "business" in self.calendars else ALWAYS

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """What may go wrong here: named by issues, or known of the trade."""
        named_here = {issue.hazard for issue in self.issues}
        return tuple(h for h in HAZARDS if h in named_here or h in self.trade.hazards)

    @cached_property
    def currency(self) -> Unit:
        """The brief's currency; by its time zone where no amount names one."""
        said = next((f.unit for f in self.brief.facts if f.unit in CURRENCIES), None)
        if said:
            return said
        zone = self.zone
        if zone.startswith("America/"):
            return "USD"
        return "GBP" if zone == "Europe/London" else "CHF" if zone == "Europe/Zurich" else "EUR"

    @cached_property
    def zone(self) -> str:
        return self.brief.text("hours.timezone") or self.calendars[self.business].timezone

    @cached_property
    def region(self) -> str:
        """eu, uk, us or any, by the time zone or by what the brief names."""
        talk = " ".join(
            f.text or "" for f in self.brief.facts if f.slot in ("obligation", "organisation", "conduct")
        ).lower()
        if any(word in talk for word in ("gdpr", "dsgvo", "rgpd", "dora", "nis2", "mdr", " eu ", "european")):
            return "eu"
        if self.zone in ("Europe/London",):
            return "uk"
        if self.zone.startswith("America/"):
            return "us"
        return "eu" if self.zone.startswith("Europe/") else "any"

    def tier_name(self, tier: str) -> str:
        return named(self.brief.text("tier", tier) or tier.upper(), most=4)

    def issues_with(self, *grades: Grade) -> tuple[KnownIssue, ...]:
        return tuple(issue for issue in self.issues if issue.grade in grades)

    def hours_of_tier(self, tier: str) -> str:
        own = f"hours-{tier}"
        return own if own in self.calendars else self.business

    def money(self, value: float) -> Quantity:
        return proposal(value, self.currency)


def setting_of(brief: Brief, plan: Planning) -> Setting:
    """The brief with its issues and trade recognised."""
    trade = trade_of(brief)
    words = Words(brief.language)
    words = words.naming(**customer_forms(words, trade.id))
    return Setting(brief=brief, plan=plan, words=words, trade=trade, issues=_issues(brief, trade))


def customer_forms(words: Words, trade: str) -> dict[str, str]:
    """What the trade calls its customers, as sentences need it: alone, as an object, after "of the", in the plural."""
    names = ("customer", "customer_obj", "customer_gen", "customers")
    return dict(zip(names, words.word(f"trades.customer.{trade}").split(" | "), strict=True))


def _issues(brief: Brief, trade: Trade) -> tuple[KnownIssue, ...]:
    names = {f.subject: f.text for f in brief.under("issue")}
    hazards = {f.subject: f.text for f in brief.under("issue.hazard")}
    found = []
    for id in names:
        said = names[id] or id.replace("-", " ")
        kind = kind_of_issue(said, hints=(id.replace("-", " "),), trade=trade.id)
        hazard = next((h for h in HAZARDS if h == hazards.get(id)), kind.hazard)
        grade: Grade = "critical" if hazard == "safety" and kind.grade in ("high", "normal") else kind.grade
        found.append(KnownIssue(id=id, name=named(said), kind=kind, hazard=hazard, grade=grade))
    return tuple(found)
