"""What a paid week holds: the facts that every calculation of capacity starts from.

Source: productive capacity = heads x paid hours x (1 - shrinkage), planned to 85 % so that queues stay short. A week of
40 hours is five days, so that of a tier that opens on seven days five in seven people are there on any one.
"""

from __future__ import annotations

from schemas.calendar import Calendar

PAID_HOURS_A_DAY = 8
PAID_DAYS_A_WEEK = 5
PAID_HOURS_A_WEEK = float(PAID_HOURS_A_DAY * PAID_DAYS_A_WEEK)
SHRINKAGE = 0.30
"""The share of paid time that goes to meetings, breaks, leave and training."""
PLANNED_LOAD = 0.85
"""The share of their productive time up to which people are planned."""
DAYS_A_MONTH = {5: 21, 6: 26, 7: 30}
"""Days a month on which a service is open that opens on so many days a week."""


def days_open(calendar: Calendar | None) -> int:
    """On how many days of the week a calendar opens; five where nothing is known."""
    return len({w.weekday for w in calendar.windows}) if calendar and calendar.windows else PAID_DAYS_A_WEEK


def open_days_a_month(days: int) -> int:
    """The days a month of a service that opens on so many days a week."""
    return DAYS_A_MONTH.get(days, days * 4)
