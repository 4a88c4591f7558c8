"""Numbers: the only way one enters a document."""

from __future__ import annotations

from typing import Literal, get_args

from schemas.noun import Noun

Unit = Literal[
    "min",
    "h",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "people",
    "percent",
    "tickets",
    "tickets_per_day",
    "tickets_per_week",
    "tickets_per_month",
    "count",
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "points",
    "other",
]
UNITS: tuple[str, ...] = get_args(Unit)
MINUTES_PER: dict[str, float] = {
    "min": 1,
    "h": 60,
    "day": 1_440,
    "week": 10_080,
    "month": 43_800,
    "quarter": 131_400,
    "year": 525_600,
}
"""Minutes of each time unit on a round-the-clock clock; a month is a twelfth of 365 days."""

Origin = Literal["stated", "inferred", "computed", "proposed"]


class Quantity(Noun):
    """A number with its unit, its clock if it is a duration, and where it comes from."""

    value: float
    """The number itself."""
    unit: Unit
    """Its unit; a bare count of things is `count`."""
    clock: str | None
    """For a duration that a promise or timer runs on: the calendar id it is measured in, such as 24x7 or business."""
    basis: str
    """Where it comes from: an id from the list of known numbers, `= expression over [ids]`, or `proposal`."""

    @property
    def is_duration(self) -> bool:
        return self.unit in MINUTES_PER

    @property
    def expression(self) -> str | None:
        """The formula, when the number is computed."""
        return self.basis[1:].strip() if self.basis.startswith("=") else None

    @property
    def is_proposal(self) -> bool:
        return self.basis.startswith("proposal")


def minutes(quantity: Quantity, *, day_minutes: float = 1_440) -> float:
    """The duration in minutes of its own clock. `day_minutes` is the length of a day on that clock.

    Raises ValueError when the quantity is no duration.
    """
    if not quantity.is_duration:
        raise ValueError(f"{quantity.value:g} {quantity.unit} is not a duration")
    per = MINUTES_PER[quantity.unit]
    return quantity.value * (per if per < MINUTES_PER["day"] else per / MINUTES_PER["day"] * day_minutes)


def proposal(value: float, unit: Unit, clock: str | None = None) -> Quantity:
    """A number that the author proposes and the lead may change."""
    return Quantity(value=value, unit=unit, clock=clock, basis="proposal")
