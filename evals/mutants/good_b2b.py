"""A good process for the card's sample brief: what a careful lead would sign, written by hand as data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from assistant.assembly.assemble import Parts, assemble
from assistant.planning.facts import ledger_entry
from assistant.planning.load import load_numbers
from assistant.planning.promises import promise_numbers
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.process import Authorship, EscalationProcess, Fit, Frame, Handling, Improvement, LedgerEntry, Rules

FILE = Path(__file__).parent / "good" / "b2b.json"


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


def sample_brief() -> Brief:
    """The brief of the card's sample conversation."""
    return Brief.model_validate(_data()["brief"])


def good_process() -> EscalationProcess:
    """The whole process, assembled as in production: alarms, vocabulary and ledger are computed."""
    data, brief = _data(), sample_brief()
    calendars = tuple(Calendar.model_validate(calendar) for calendar in data["calendars"])
    return assemble(
        Parts(
            frame=Frame.model_validate(data["frame"]),
            rules=Rules.model_validate(data["rules"]),
            handling=Handling.model_validate(data["handling"]),
            improvement=Improvement.model_validate(data["improvement"]),
        ),
        brief=brief,
        ledger=_ledger(brief, calendars),
        calendars=calendars,
        authorship=Authorship(
            author="hand",
            card="customer-support-escalation-process",
            card_version="1.0.0",
            written_on="2026-01-05",
        ),
        fit=Fit(verdict="fits", reason="Three tiers with different skills and powers"),
    )


def _ledger(brief: Brief, calendars: tuple[Calendar, ...]) -> tuple[LedgerEntry, ...]:
    stated = tuple(entry for fact in brief.facts if (entry := ledger_entry(fact, brief)))
    return stated + promise_numbers(brief, calendars={c.id: c for c in calendars}) + load_numbers(brief)
