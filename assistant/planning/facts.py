"""What the author is shown beside the brief: known numbers, calendars, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.planning.calendars import brief_calendars
from assistant.planning.coverage import coverage_notes
from assistant.planning.load import load_numbers
from assistant.planning.promises import promise_numbers
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.facts import Fact
from schemas.process import LedgerEntry


@dataclass(frozen=True, kw_only=True)
class Planning:
    """What the author is shown beside the brief."""

    ledger: tuple[LedgerEntry, ...]
    """The brief's numbers and the computed ones (`plan.*`), each with its origin."""
    calendars: tuple[Calendar, ...]
    """The calendars that the process may use."""
    notes: tuple[str, ...]
    """Hours in which a promise runs and nobody is on shift, each with a concrete moment."""


def plan_for(brief: Brief, *, today: datetime) -> Planning:
    """The planning facts of a brief. `today` is aware; coverage is looked at for a year from it."""
    calendars = brief_calendars(brief, today=today)
    stated = tuple(entry for fact in brief.facts if (entry := ledger_entry(fact, brief)))
    clocks = {c.id: c for c in calendars}
    computed = promise_numbers(brief, calendars=clocks) + load_numbers(brief, calendars=clocks)
    return Planning(
        ledger=stated + computed, calendars=calendars, notes=coverage_notes(brief, calendars=calendars, today=today)
    )


def ledger_entry(fact: Fact, brief: Brief) -> LedgerEntry | None:
    """A numeric fact as an entry of the ledger; None for a fact without a number."""
    quantity = fact.quantity
    if quantity is None:
        return None
    return LedgerEntry(
        id=fact.key,
        text=label_of(fact, brief),
        quantity=quantity,
        origin=fact.origin,
        quote=fact.evidence.quote if fact.evidence else None,
        rule=fact.rule,
        low=fact.low,
        high=fact.high,
    )


def label_of(fact: Fact, brief: Brief) -> str:
    """What a number counts, in the brief's own names: `tier.headcount: Tier 1`."""
    if fact.text and fact.slot in ("figure", "complaint", "goal", "authority"):
        return fact.text
    names = [_name(part, brief) for part in fact.subject.split("/") if part and part != "*"]
    return f"{fact.slot}: {' · '.join(names)}" if names else fact.slot


def _name(subject: str, brief: Brief) -> str:
    entities = ("tier", "customer_tier", "severity", "issue", "partner", "obligation")
    return next((name for slot in entities if (name := brief.text(slot, subject))), subject)
