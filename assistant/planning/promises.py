"""What was promised at each severity, and the latest acknowledgement that still keeps it."""

from __future__ import annotations

from schemas.brief import Brief
from schemas.facts import Fact
from schemas.process import LedgerEntry
from schemas.quantity import Quantity, minutes

ACK_SHARE = 3
"""An acknowledgement within a third of the promise leaves a third to be warned in and a third to answer in."""


def promises_at(brief: Brief, severity: str, metric: str = "first_response") -> tuple[Fact, ...]:
    """The facts that promise something at a severity, the tightest first."""
    found = [
        fact
        for fact in brief.under(f"promise.{metric}")
        if fact.quantity is not None and fact.quantity.is_duration and fact.subject.split("/")[-1] in (severity, "*")
    ]
    return tuple(sorted(found, key=lambda fact: minutes(_quantity(fact))))


def promise_numbers(brief: Brief) -> tuple[LedgerEntry, ...]:
    """`plan.tightest:<severity>` and `plan.latest_ack:<severity>`, in minutes, for every severity with a promise."""
    entries: list[LedgerEntry] = []
    severities = brief.subjects("severity") or tuple(
        dict.fromkeys(part for f in brief.under("promise.first_response") if (part := f.subject.split("/")[-1]) != "*")
    )
    for severity in severities:
        promised = promises_at(brief, severity)
        if not promised:
            continue
        tightest = _quantity(promised[0])
        ids = ", ".join(f"[{fact.key}]" for fact in promised)
        formula = f"= min({ids})" if len(promised) > 1 else f"= {ids}"
        entries.append(computed(f"plan.tightest:{severity}", minutes(tightest), "min", formula, clock=tightest.clock))
        entries.append(
            computed(
                f"plan.latest_ack:{severity}",
                minutes(tightest) / ACK_SHARE,
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
