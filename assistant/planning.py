"""Planning facts: what arithmetic and calendars know before an author writes."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.calendar import Calendar
from schemas.process import LedgerEntry


@dataclass(frozen=True, kw_only=True)
class Planning:
    """What the author is shown beside the brief."""

    ledger: tuple[LedgerEntry, ...]
    """The brief's numbers and the computed ones (`plan.*`), each with its origin."""
    calendars: tuple[Calendar, ...]
    """The calendars that the process may use."""
    notes: tuple[str, ...]
    """What the numbers and calendars show, one sentence each: overloads, hours in which nobody keeps a promise."""
