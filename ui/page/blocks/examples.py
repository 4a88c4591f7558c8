"""Example briefs to start from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "examples"
TITLES = {
    "b2b_saas": ("Business software", "50 agents, three tiers, an SLA that contradicts itself"),
    "payments_regulated": ("Payments", "a licensed institution with regulators to answer to"),
    "hosting_24x7": ("Managed hosting", "two data centres, around the clock, four levels"),
    "appliances_partners": ("Heating appliances", "field service, partners, safety"),
    "travel_tables": ("Package travel", "tables pasted from a spreadsheet"),
}


@dataclass(frozen=True)
class Example:
    """One brief. `name` is its file's."""

    name: str
    title: str
    trade: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """The briefs that are there, in the order of `TITLES`."""
    files = {name: FOLDER / f"{name}.md" for name in TITLES}
    return tuple(
        Example(name, *TITLES[name], file.read_text(encoding="utf-8")) for name, file in files.items() if file.exists()
    )
