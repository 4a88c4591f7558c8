"""Who is promised what: customer tiers, severities, and a target for every pair of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.brief import Brief
from schemas.business_time import uncovered
from schemas.calendar import ALWAYS, Calendar
from schemas.errors import InputError
from schemas.facts import Fact
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity, minutes, proposal

OWN_TARGETS = (("min", 30.0), ("h", 2.0), ("h", 8.0), ("h", 24.0), ("h", 40.0))
"""Proposed first responses from the highest severity down, where nothing was promised."""
UPDATES = (("min", 30.0), ("h", 2.0), ("h", 8.0), ("h", 24.0), ("h", 40.0))
USUAL = ("p1", "p2", "p3", "p4")
EVERYBODY = "all"
THE_REST = "other"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A first response for one customer tier at one severity."""

    quantity: Quantity
    fact: Fact | None
    """The promise that binds it; None for a proposal."""
    overtaken: bool
    """Slower than what a broader promise, or a less demanding customer tier, gets at the same severity."""


def severity_ids(brief: Brief) -> tuple[str, ...]:
    """The brief's severities, highest first; p1 to p4 where it names fewer than two, since one level ranks nothing."""
    known = brief.subjects("severity")
    promised = [f.subject.rpartition("/")[2] for f in brief.facts if f.slot.startswith("promise.") and f.number]
    found = tuple(dict.fromkeys((*known, *(s for s in promised if s and s != "*" and not _is_customer(s, brief)))))
    if len(found) < 2:
        found = tuple(dict.fromkeys((*found, *USUAL)))
    return tuple(sorted(found, key=_rank))


def customer_ids(brief: Brief) -> tuple[str, ...]:
    """The customer tiers as said, then `other` where a promise holds for everybody beside a single named tier."""
    named = brief.subjects("customer_tier")
    promised = (f.subject.partition("/")[0] for f in brief.under("promise.first_response") if "/" in f.subject)
    found = tuple(dict.fromkeys((*named, *(c for c in promised if c not in ("", "*")))))
    if not found:
        return (EVERYBODY,)
    return (*found, THE_REST) if len(found) == 1 else found


def promise(brief: Brief, metric: str, customer: str, severity: str) -> Fact | None:
    """The most particular promise for a customer tier at a severity."""
    subjects = (f"{customer}/{severity}", f"{customer}/*", customer, f"*/{severity}", severity, "*/*", "*", "")
    told = [brief.find(f"promise.{metric}", subject) for subject in subjects]
    found = [f for f in told if f and f.quantity and f.quantity.is_duration and f.quantity.value > 0]
    if len(found) > 1 and found[1].subject == f"*/{severity}" and _is_for_all(brief, metric, found[0]):
        return min(found[:2], key=lambda fact: minutes(fact.quantity) if fact.quantity else float("inf"))
    return next(iter(found), None)


def _is_for_all(brief: Brief, metric: str, own: Fact) -> bool:
    """Whether a severity's promise, said beside a class's own for every severity, holds for that class too.

    Where each of several classes has its own, nobody else is left whom "outages within 10 minutes" could mean.
    """
    classes = brief.subjects("customer_tier")
    flat = [f"{customer}/*" for customer in classes]
    return len(classes) > 1 and own.subject in flat and all(brief.find(f"promise.{metric}", each) for each in flat)


def covers(hours: Calendar | None, needed: Calendar | None) -> bool:
    """Whether somebody on one calendar is there in all hours of another."""
    if hours is None or needed is None:
        return False
    if hours.id == needed.id or hours.always_open:
        return True
    from datetime import UTC, datetime

    try:
        return uncovered(needed, (hours,), start=datetime(2026, 1, 5, tzinfo=UTC), days=14) is None
    except InputError:
        return True


class Targets:
    """Every target of a brief, on its clock."""

    def __init__(self, brief: Brief, calendars: Mapping[str, Calendar]) -> None:
        self.brief = brief
        self.calendars = calendars
        self.severities = severity_ids(brief)
        self.customers = self._ordered(customer_ids(brief))
        self.cells = self._cells()

    def clock(self, customer: str, severity: str, fact: Fact | None) -> str:
        """The calendar in which a promise runs: its own clock, its customers' hours, else the severity's."""
        for id in (fact.clock if fact else None, f"hours-{customer}"):
            if id and id in self.calendars and self.calendars[id].windows:
                return id
        return self.own_clock(severity)

    def own_clock(self, severity: str) -> str:
        """On-call hours for the highest severity where on-call covers more than the office, else business hours."""
        business = "business" if "business" in self.calendars else ALWAYS
        on_call = self.calendars.get("oncall")
        if severity != self.severities[0]:
            return business
        if on_call is None or on_call.always_open:
            return ALWAYS
        return "oncall" if covers(on_call, self.calendars.get(business)) else business

    def hours(self, severity: str) -> str:
        """The widest calendar in which any promise of a severity runs."""
        clocks = [self.cells[customer, severity].quantity.clock or ALWAYS for customer in self.customers]
        return max(clocks, key=lambda clock: self.calendars[clock].weekly_minutes if clock in self.calendars else 0)

    def minutes(self, quantity: Quantity) -> float:
        return clock_minutes(quantity, self.calendars)

    def tightest(self, severity: str) -> tuple[str, Quantity]:
        """The customer tier with the tightest first response at a severity, and it."""
        best = min(self.customers, key=lambda customer: self.minutes(self.cells[customer, severity].quantity))
        return best, self.cells[best, severity].quantity

    def loosest(self, severity: str) -> Quantity:
        """The severity's own target: what the least demanding customer tier gets."""
        return self.cells[self.customers[-1], severity].quantity

    def _ordered(self, customers: tuple[str, ...]) -> tuple[str, ...]:
        def demand(customer: str) -> float:
            found = [promise(self.brief, "first_response", customer, s) for s in self.severities]
            own = [f for f in found if f is not None and f.subject.partition("/")[0] == customer]
            return min((self.minutes(f.quantity) for f in own if f.quantity), default=float("inf"))

        return tuple(sorted(customers, key=lambda customer: (customer == THE_REST, demand(customer))))

    def _cells(self) -> dict[tuple[str, str], Target]:
        """From the least demanding customer tier up, so that a slower promise above a faster one is seen."""
        cells: dict[tuple[str, str], Target] = {}
        below: str | None = None
        for customer in reversed(self.customers):
            for place, severity in enumerate(self.severities):
                above = cells[customer, self.severities[place - 1]].quantity if place else None
                lower = cells[below, severity].quantity if below is not None else None
                cells[customer, severity] = self._cell(customer, severity, above=above, lower=lower)
            below = customer
        return cells

    def _cell(self, customer: str, severity: str, *, above: Quantity | None, lower: Quantity | None) -> Target:
        fact = promise(self.brief, "first_response", customer, severity)
        if fact is None or fact.quantity is None:
            return Target(quantity=lower or self._proposed(customer, severity, above), fact=None, overtaken=False)
        clock = self.clock(customer, severity, fact)
        own = fact.quantity.model_copy(update={"clock": clock})
        general = promise(self.brief, "first_response", "*", severity)
        rivals = [general.quantity] if general and general.quantity and general.key != fact.key else []
        rivals += [lower] if lower else []
        slower = any(self.minutes(rival) < self.minutes(own) for rival in rivals)
        return Target(quantity=own, fact=fact, overtaken=slower)

    def _proposed(self, customer: str, severity: str, above: Quantity | None) -> Quantity:
        place = self.severities.index(severity)
        unit, value = OWN_TARGETS[min(place, len(OWN_TARGETS) - 1)]
        later = [promise(self.brief, "first_response", customer, s) for s in self.severities[place + 1 :]]
        most = min((self.minutes(f.quantity) for f in later if f and f.quantity), default=float("inf"))
        least = self.minutes(above) if above else 0.0
        wanted = max(value * (60 if unit == "h" else 1), least * 2 if place > len(OWN_TARGETS) - 1 else 0)
        if not least < wanted < most:
            wanted = (least + most) / 2 if most != float("inf") and least < most else max(least * 2, 15)
        return _rounded(wanted, self.clock(customer, severity, None))


def _rounded(minutes: float, clock: str) -> Quantity:
    if minutes >= 120:
        return proposal(max(2, round(minutes / 60)), "h", clock)
    return proposal(max(5, round(minutes / 5) * 5), "min", clock)


def _is_customer(subject: str, brief: Brief) -> bool:
    return subject in brief.subjects("customer_tier")


def _rank(severity: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, severity))
    return (int(digits) if digits else 99, "")
