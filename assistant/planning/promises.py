"""What was promised at each severity, and the latest acknowledgement that still keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.facts import Fact
from schemas.numbers import clock_minutes
from schemas.process import LedgerEntry
from schemas.quantity import Quantity

ACK_SHARE = 3
"""An acknowledgement within a third of the promise leaves a third to be warned in and a third to answer in."""


def promises_at(
    brief: Brief, severity: str, *, calendars: Mapping[str, Calendar], metric: str = "first_response"
) -> tuple[Fact, ...]:
    """The facts that promise something at a severity, the tightest first."""
    found = [
        fact
        for fact in brief.under(f"promise.{metric}")
        if fact.quantity is not None and fact.quantity.is_duration and fact.subject.split("/")[-1] in (severity, "*")
    ]
    return tuple(sorted(found, key=lambda fact: clock_minutes(_quantity(fact), calendars)))


def promise_numbers(brief: Brief, *, calendars: Mapping[str, Calendar]) -> tuple[LedgerEntry, ...]:
    """`plan.tightest:<severity>` and `plan.latest_ack:<severity>`, in minutes, for every severity with a promise.

    A promise of business days counts the open minutes of that calendar's days.
    """
    entries: list[LedgerEntry] = []
    promised_at = (f.subject.split("/")[-1] for f in brief.under("promise.first_response"))
    severities = dict.fromkeys((*brief.subjects("severity"), *(part for part in promised_at if part not in ("", "*"))))
    for severity in severities:
        promised = promises_at(brief, severity, calendars=calendars)
        if not promised:
            continue
        tightest = _quantity(promised[0])
        least = clock_minutes(tightest, calendars)
        ids = ", ".join(f"[{fact.key}]" for fact in promised)
        formula = f"= min({ids})" if len(promised) > 1 else f"= {ids}"
        entries.append(computed(f"plan.tightest:{severity}", least, "min", formula, clock=tightest.clock))
        entries.append(
            computed(
                f"plan.latest_ack:{severity}",
                least / ACK_SHARE,
                "min",
                f"= [plan.tightest:{severity}] / {ACK_SHARE}",
                clock=tightest.clock,
            )
        )
    return tuple(entries)


def computed(id: str, value: float, unit: str, formula: str, *, clock: str | None = None) -> LedgerEntry:
    """A computed entry; the formula is its rule and its basis."""
    quantity = Quantity.model_validate({"value": round(value, 2), "unit": unit, "clock": clock, "basis": formula})
    return LedgerEntry(
        id=id, text=id, quantity=quantity, origin="computed", quote=None, rule=formula, low=None, high=None
    )


def _quantity(fact: Fact) -> Quantity:
    if fact.quantity is None:
        raise AssertionError(f"{fact.key} holds no number")
    return fact.quantity
