"""Budgets stop within one call of their bound."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.models.budget import Allowance, Budget, Budgeted
from assistant.models.protocol import Usage
from schemas.errors import BudgetExhausted, StreamBroken


@pytest.mark.parametrize(
    ("allowance", "calls"),
    [
        (Allowance(calls=3), 3),
        (Allowance(tokens=31), 3),
        (Allowance(usd=0.015), 2),
        (Allowance(calls=None, tokens=15), 1),
    ],
)
async def test_the_call_after_the_bound_is_refused(
    allowance: Allowance, calls: int, scripted: Any, request_for: Any, events_of: Any
) -> None:
    """Each call uses 15 tokens and one cent."""
    author = scripted(["x"] * 9)
    budgeted = Budgeted(author, Budget(allowance))
    for _ in range(calls):
        await events_of(budgeted, request_for())
    with pytest.raises(BudgetExhausted):
        await events_of(budgeted, request_for())
    assert len(author.asked) == calls


async def test_seconds_end_and_bound_each_call(scripted: Any, request_for: Any, events_of: Any, clock: Any) -> None:
    """A call gets no more time than the budget has left."""
    author = scripted(["x", "x"])
    budgeted = Budgeted(author, Budget(Allowance(seconds=50), clock=clock))
    clock.now += 20
    await events_of(budgeted, request_for())
    clock.now += 30
    with pytest.raises(BudgetExhausted, match="seconds"):
        await events_of(budgeted, request_for())
    assert author.asked[0].limits.deadline_s == 30


async def test_unknown_usage_makes_the_cost_unknown_but_calls_still_bind(
    scripted: Any, request_for: Any, events_of: Any, reply: Any
) -> None:
    """Money cannot bind where nobody tells; the count does."""
    author = scripted([reply("x", usage=Usage(output_tokens=3), cost_usd=None)] * 9)
    budget = Budget(Allowance(calls=2, usd=1.0))
    for _ in range(2):
        await events_of(Budgeted(author, budget), request_for())
    with pytest.raises(BudgetExhausted, match="calls"):
        await events_of(Budgeted(author, budget), request_for())
    assert (budget.spent.cost_usd, budget.spent.at_least_usd) == (None, 0.0)


async def test_failed_calls_count(scripted: Any, request_for: Any, events_of: Any) -> None:
    """What a broken stream cost is part of what was spent."""
    error = StreamBroken("x", usage=Usage(input_tokens=100, output_tokens=7))
    error.cost_usd = 0.02
    budget = Budget(Allowance())
    with pytest.raises(StreamBroken):
        await events_of(Budgeted(scripted([error]), budget), request_for())
    spent = budget.spent
    assert (spent.calls, spent.usage.output_tokens, spent.cost_usd) == (1, 7, 0.02)


async def test_a_call_that_its_reader_left_has_an_unknown_cost(scripted: Any, request_for: Any) -> None:
    """It was begun, and nobody knows what it came to."""
    budget = Budget(Allowance())
    events = Budgeted(scripted(["x"]), budget).stream(request_for())
    await anext(events)
    await events.aclose()  # type: ignore[attr-defined]
    assert (budget.spent.calls, budget.spent.cost_usd) == (1, None)
