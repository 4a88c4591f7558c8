"""Good processes for the proofs: the sample's, and what becomes of it with other hours, customers and severities."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from evals.mutants.good_b2b import good_process
from schemas.calendar import public_holidays
from schemas.process import EscalationProcess

Data = dict[str, Any]


@cache
def good_processes() -> dict[str, EscalationProcess]:
    """Processes of which every property is meant to hold, by name."""
    return {name: _made(edit) for name, edit in EDITS.items()}


def _made(edit: Callable[[Data], None]) -> EscalationProcess:
    data: Data = json.loads(good_process().model_dump_json())
    _part_ways(data)
    edit(data)
    return EscalationProcess.model_validate(data)


def compared(field: str, op: str, *values: str) -> Data:
    """A comparison with words."""
    return {"field": field, "op": op, "values": list(values), "number": None}


def measured(field: str, op: str, value: float, unit: str, *, clock: str | None = None) -> Data:
    """A comparison with a number."""
    number = {"value": value, "unit": unit, "clock": clock, "basis": "proposal"}
    return {"field": field, "op": op, "values": [], "number": number}


def _part_ways(data: Data) -> None:
    """A confirmed bug goes up to tier 3, so the way back from there is for everything else."""
    back = next(d for d in data["improvement"]["de_escalations"] if d["source"] == "t3")
    if not any(c["field"] == "confirmed_bug" for c in back["all_of"]):
        back["all_of"].append(compared("confirmed_bug", "=", "no"))


def _as_it_is(data: Data) -> None:
    return None


def _calendar(data: Data, id: str) -> Data:
    return next(c for c in data["calendars"] if c["id"] == id)


def _new_york_with_holidays(data: Data) -> None:
    business = _calendar(data, "business")
    business["timezone"] = "America/New_York"
    business["holidays"] = list(public_holidays("US", years=(2026, 2027)))


def _sydney_with_saturdays(data: Data) -> None:
    business = _calendar(data, "business")
    business["timezone"] = "Australia/Sydney"
    business["windows"].append({"weekday": "sat", "start": "10:00", "end": "14:00"})


def _around_the_clock(data: Data) -> None:
    _calendar(data, "business")["windows"] = _calendar(data, "24x7")["windows"]


def _one_customer_class(data: Data) -> None:
    frame = data["frame"]
    frame["customer_tiers"] = [c for c in frame["customer_tiers"] if c["id"] == "enterprise"]
    frame["commitments"] = [c for c in frame["commitments"] if c["customer_tier"] == "enterprise"]
    # Where all are of one class, the rule for that class says the same as the rule for all.
    data["rules"]["triggers"] = [t for t in data["rules"]["triggers"] if t["id"] != "enterprise-p1"]
    for field in data["fields"]:
        if field["id"] == "customer_tier":
            field["values"] = ["enterprise"]


def _lunch_break(data: Data) -> None:
    business = _calendar(data, "business")
    business["timezone"] = "Europe/Madrid"
    business["holidays"] = list(public_holidays("ES", years=(2026, 2027)))
    halves = (("09:00", "13:30"), ("16:00", "20:00"))
    days = ("mon", "tue", "wed", "thu", "fri")
    business["windows"] = [{"weekday": d, "start": a, "end": b} for d in days for a, b in halves]


EDITS: dict[str, Callable[[Data], None]] = {
    "berlin office": _as_it_is,
    "new york, holidays": _new_york_with_holidays,
    "sydney, saturdays": _sydney_with_saturdays,
    "around the clock": _around_the_clock,
    "one customer class": _one_customer_class,
    "madrid, two shifts": _lunch_break,
}
