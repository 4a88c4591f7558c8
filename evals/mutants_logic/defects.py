"""Seeded defects of logic and of time, each with the property that must fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.mutants_logic.good import Data

Edit = Callable[[Data], None]


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One defect that can be seeded into any of the good processes."""

    property: str
    name: str
    edit: Edit


def trigger(id: str, *all_of: Data, order: int, **other: Any) -> Data:
    """A trigger from the first line to the second tier, unless `other` says otherwise."""
    blank = {
        "id": id,
        "name": "A seeded defect",
        "kind": "functional",
        "mode": "automatic",
        "family": "skill",
        "all_of": list(all_of),
        "source": "t1",
        "to": "t2",
        "order": order,
        "acknowledge_in": {"value": 1, "unit": "h", "clock": "business", "basis": "proposal"},
        "on_lapse": "support-lead",
        "protects": None,
        "reason": "It is a defect",
        "salience": 2,
    }
    return blank | other


def add(*triggers: Data, **fields: Data) -> Edit:
    """Adds triggers, and the fields that they read."""

    def edit(data: Data) -> None:
        data["rules"]["triggers"].extend(triggers)
        known = {f["id"] for f in data["fields"]}
        for comparison in (c for t in triggers for c in t["all_of"]):
            if comparison["field"] not in known:
                known.add(comparison["field"])
                data["fields"].append(declared(comparison["field"]))

    return edit


def declared(id: str) -> Data:
    """A field of the standard vocabulary."""
    kind = "duration" if id.startswith("time_") or id.endswith(".elapsed") else "number"
    kind = "flag" if id.endswith("_flag") or id == "workaround_available" else kind
    return {
        "id": id,
        "label": id,
        "kind": kind,
        "values": ["yes", "no"] if kind == "flag" else [],
        "unit": None,
        "source": "ticketing system",
        "question": None,
        "judge": None,
        "unknown_as": "unknown",
        "sensitive": False,
    }


def change(id: str, **values: Any) -> Edit:
    """Changes a trigger or an alarm."""

    def edit(data: Data) -> None:
        for row in data["rules"]["triggers"] + data["alarms"]:
            if row["id"] == id:
                row |= values

    return edit


def without(*ids: str) -> Edit:
    """Drops triggers and alarms."""

    def edit(data: Data) -> None:
        for rows in (data["rules"]["triggers"], data["alarms"]):
            rows[:] = [row for row in rows if row["id"] not in ids]

    return edit


def narrowed(id: str, *more: Data) -> Edit:
    """Adds conditions to a trigger."""

    def edit(data: Data) -> None:
        for row in data["rules"]["triggers"]:
            if row["id"] == id:
                row["all_of"] = [*row["all_of"], *more]

    return edit


def one(group: str, id: str, **values: Any) -> Edit:
    """Changes a tier, role or severity."""

    def edit(data: Data) -> None:
        for row in data["frame"][group]:
            if row["id"] == id:
                row |= values

    return edit


def back(source: str, to: str, *all_of: Data) -> Edit:
    """Adds a way back."""

    def edit(data: Data) -> None:
        row = {"source": source, "to": to, "all_of": list(all_of), "when": "It may", "return_lesson": "None"}
        data["improvement"]["de_escalations"].append(row)

    return edit


def both(*edits: Edit) -> Edit:
    """Several edits, in order."""

    def edit(data: Data) -> None:
        for each in edits:
            each(data)

    return edit


def minutes(value: float, *, clock: str = "24x7") -> Data:
    """A duration."""
    return {"value": value, "unit": "min", "clock": clock, "basis": "proposal"}
