"""Conditions in words."""

from __future__ import annotations

import pytest

from assistant.render.conditions import formula, in_words
from assistant.render.view import View
from schemas.brief import Brief
from schemas.conditions import Comparison, Operator
from schemas.process import EscalationProcess
from schemas.quantity import Quantity, proposal


def compare(field: str, op: Operator, *values: str, number: Quantity | None = None) -> Comparison:
    """A comparison."""
    return Comparison(field=field, op=op, values=values, number=number)


def half(unit: str = "percent") -> Quantity:
    """Fifty of something, computed."""
    return Quantity.model_validate({"value": 50, "unit": unit, "clock": None, "basis": "= 50"})


P1 = compare("severity", "=", "p1")


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ((P1, compare("sla.first_response.consumed_pct", ">=", number=half())),
         "P1 and 50 % of the first-response clock used (15 min for Enterprise)"),
        ((P1, compare("customer_tier", "=", "standard"),
          compare("sla.first_response.consumed_pct", ">=", number=half())),
         "P1 and Standard and 50 % of the first-response clock used (1 business h for Standard)"),
        ((compare("sla.first_response.consumed_pct", ">=", number=half()),), "50 % of the first-response clock used"),
        ((compare("sla.update.breached", "=", "yes"),), "update target missed"),
        ((compare("severity", "in", "p1", "p2"),), "P1 or P2"),
        ((compare("severity", ">=", "p2"),), "P2 or higher"),
        ((compare("issue_type", "=", "api"),), "API errors"),
        ((compare("data_loss", "=", "yes"),), "data is lost"),
        ((compare("workaround_available", "!=", "yes"),), "no workaround"),
        ((compare("reopen_count", ">=", number=half("count")),), "reopens ≥ 50"),
        ((compare("time_in_tier", ">=", number=proposal(2, "h", "business")),), "time in tier ≥ 2 business h*"),
        ((compare("owner", "is_null"),), "no owner"),
        ((compare("now", "outside", "business"),), "outside business hours"),
        ((compare("foreign_data_seen", "=", "yes"),), "“Did anybody see data of another customer?” yes"),
        ((compare("tier_current", "=", "t1"),), "current tier: Tier 1"),
        ((compare("not_declared", "=", "x_y"),), "[not_declared]: x y"),
        ((), ""),
    ],
)  # fmt: skip
def test_conditions_read_like_prose(
    process: EscalationProcess, brief: Brief, conditions: tuple[Comparison, ...], words: str
) -> None:
    """Each operator and kind of field has its own words; a share of a promise is also told as a time."""
    assert in_words(conditions, View(process, brief)) == words


def test_executable_form_keeps_fields_and_operators(process: EscalationProcess, brief: Brief) -> None:
    """The annex shows what a machine runs."""
    conditions = (compare("severity", "in", "p1", "p2"), compare("reopen_count", ">=", number=half("count")))
    assert formula(conditions, View(process, brief)) == "severity in (p1, p2) AND reopen_count ≥ 50"
