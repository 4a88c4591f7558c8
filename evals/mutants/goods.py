"""The good processes: what a careful lead would sign, of several trades and shapes, as data under `good/`.

`energy` and `nights` were written by a language model, the others were drafted without one and then rewritten by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.assembly.assemble import Parts, assemble
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.process import Authorship, EscalationProcess, Fit, Frame, Handling, Improvement, LedgerEntry, Rules

FOLDER = Path(__file__).parent / "good"
FIRST = "b2b"
"""The one on which every mutant is made; the others have those that apply to them."""


@dataclass(frozen=True, kw_only=True)
class Good:
    """A process without a defect, and the brief that it answers."""

    name: str
    brief: Brief
    process: EscalationProcess


def good_names() -> tuple[str, ...]:
    """The names of all good processes, `FIRST` first."""
    return (FIRST, *sorted(f.stem for f in FOLDER.glob("*.json") if f.stem != FIRST))


@cache
def good(name: str) -> Good:
    """A good process, assembled as in production: alarms and vocabulary are computed, the ledger is kept with it."""
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    brief = Brief.model_validate(data["brief"])
    process = assemble(
        Parts(
            frame=Frame.model_validate(data["frame"]),
            rules=Rules.model_validate(data["rules"]),
            handling=Handling.model_validate(data["handling"]),
            improvement=Improvement.model_validate(data["improvement"]),
        ),
        brief=brief,
        ledger=tuple(LedgerEntry.model_validate(entry) for entry in data["ledger"]),
        calendars=tuple(Calendar.model_validate(calendar) for calendar in data["calendars"]),
        authorship=Authorship(
            author="hand",
            card="customer-support-escalation-process",
            card_version="1.0.0",
            written_on="2026-01-05",
        ),
        fit=Fit(verdict="fits", reason="Several tiers with different skills and powers"),
    )
    return Good(name=name, brief=brief, process=process)
