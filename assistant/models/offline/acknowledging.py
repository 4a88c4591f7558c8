"""How long a receiver has to acknowledge: a third of the tightest promise, and never longer than is useful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.calendar import Calendar
from schemas.commitments import Commitment
from schemas.expressions import evaluate
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity

LONGEST = (15, 30, 120, 240)
"""Minutes from the highest severity down: beyond these an acknowledgement says nothing."""
SHARE = 3


def acknowledgements(
    commitments: Sequence[Commitment],
    severities: Sequence[str],
    *,
    known: Mapping[str, Quantity],
    calendars: Mapping[str, Calendar],
) -> dict[str, Quantity]:
    """The acknowledgement time of every severity, computed from its tightest first response or, if shorter, resolution.

    known: the ledger; a planning number is named in the formula where it says the same.
    """
    return {
        severity: _acknowledgement(commitments, place, severity, known, calendars)
        for place, severity in enumerate(severities)
    }


def _acknowledgement(
    commitments: Sequence[Commitment],
    place: int,
    severity: str,
    known: Mapping[str, Quantity],
    calendars: Mapping[str, Calendar],
) -> Quantity:
    cap = LONGEST[min(place, len(LONGEST) - 1)]
    answers = [c for c in commitments if c.severity == severity and c.metric in ("first_response", "resolution")]
    if not answers:
        return Quantity(value=cap, unit="min", clock=None, basis="proposal")
    tightest = min(answers, key=lambda c: clock_minutes(c.target, calendars))
    third = clock_minutes(tightest.target, calendars) / SHARE
    planned = known.get(f"plan.latest_ack:{severity}")
    same = planned is not None and planned.unit == "min" and abs(planned.value - third) < 0.01
    source = f"[plan.latest_ack:{severity}]" if same else f"[{tightest.id}] / {SHARE}"
    formula = f"max(1, min({cap}, floor({source})))"
    value = evaluate(
        formula, {tightest.id: clock_minutes(tightest.target, calendars), f"plan.latest_ack:{severity}": third}
    )
    return Quantity(value=value, unit="min", clock=tightest.target.clock, basis=f"= {formula}")
