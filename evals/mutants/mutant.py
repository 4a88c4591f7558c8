"""A mutant: a good process with one small defect, and the check that must find it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.assembly.changes import keys_of
from evals.mutants.goods import Good
from schemas.brief import Brief
from schemas.errors import InputError
from schemas.process import EscalationProcess

IN_BAND = 1_000
"""Words of a good process's body."""
B2B = ("b2b",)
FOUR_SEVERITIES = ("b2b", "energy", "heating", "hosting", "payments", "saas")
WITH_PARTNERS = ("b2b", "energy", "heating")
Edit = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One seeded defect."""

    check: str
    """The check that must find it."""
    name: str
    edit: Edit
    """Edits the process as plain data, in place."""
    also: tuple[str, ...] = ()
    """Checks that must find it too, because the defect breaks their property as well."""
    brief: Callable[[Brief], Brief] = lambda brief: brief
    words: int = IN_BAND
    """Words of the body: inside the band unless the length is the defect."""
    on: tuple[str, ...] = ()
    """The good processes in which the edit is a defect; empty for all to which it applies."""

    def made_from(self, process: EscalationProcess) -> EscalationProcess:
        """The process with the defect."""
        data = json.loads(process.model_dump_json())
        self.edit(data)
        return EscalationProcess.model_validate(data)

    def made_of(self, good: Good) -> tuple[EscalationProcess, Brief] | None:
        """The defect in this good process, with the brief; None where it cannot be made, or changes nothing."""
        if self.on and good.name not in self.on:
            return None
        try:
            process, brief = self.made_from(good.process), self.brief(good.brief)
        except (LookupError, StopIteration, InputError):
            return None
        unchanged = process == good.process and brief == good.brief and self.words == IN_BAND
        return None if unchanged else (process, brief)


def at(data: Any, path: str) -> Any:
    """The value at a path of names, item ids and indexes, such as frame/tiers/t1/hours."""
    for key in keys_of(data, path):
        data = data[key]
    return data


def put(path: str, value: Any) -> Edit:
    """Sets the value at the path."""

    def edit(data: dict[str, Any]) -> None:
        *way, last = keys_of(data, path)
        holder: Any = data
        for key in way:
            holder = holder[key]
        holder[last] = value

    return edit


def drop(path: str) -> Edit:
    """Removes the item at the path."""

    def edit(data: dict[str, Any]) -> None:
        *way, last = keys_of(data, path)
        holder: Any = data
        for key in way:
            holder = holder[key]
        del holder[last]

    return edit


def keep_if(path: str, condition: Callable[[Any], bool]) -> Edit:
    """Keeps only the items of a list for which the condition holds."""

    def edit(data: dict[str, Any]) -> None:
        items = at(data, path)
        items[:] = [item for item in items if condition(item)]

    return edit


def both(*edits: Edit) -> Edit:
    """Several edits, in order."""

    def edit(data: dict[str, Any]) -> None:
        for one in edits:
            one(data)

    return edit


def minutes(value: float, *, clock: str | None = "24x7") -> dict[str, Any]:
    """A proposed duration as plain data."""
    return {"value": value, "unit": "min", "clock": clock, "basis": "proposal"}
