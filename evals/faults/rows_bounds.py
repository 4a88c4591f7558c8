"""Rows 22 to 24: models that are gone, usage that is not told, budgets that run out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.models.budget import Allowance, Budget
from assistant.models.fallback import Fallback
from evals.faults.bench import NEWEST, OLDEST, RIGHT_TEXT, Clock, asked, desk, facing, observed
from evals.faults.row import Outcome, Row, Trial
from evals.faults.runs import FAILS, HEALS, right
from evals.vendor.faults import Fault, Says, Status, drop
from evals.vendor.script import Answer, Ask
from evals.vendor.server import VendorServer
from schemas.errors import BudgetExhausted


async def falls_back(trial: Trial) -> Outcome:
    """The preferred model is gone, unreachable or overloaded: the next one answers, under its own name and key."""
    newest, oldest = NEWEST[trial.vendor], OLDEST[trial.vendor]
    gone, full = Status(status=404, kind="not_found_error"), Status(status=529, kind="overloaded_error")
    faults: list[Fault] = [gone, drop, full]
    fault = trial.pick(faults)
    async with VendorServer(right, faults=lambda ask: fault if ask.model == newest else None) as vendor:
        address = vendor.base_url(trial.vendor)
        async with desk(trial.vendor, address) as first, desk(trial.vendor, address, model=oldest) as second:
            both = Fallback([first.author, second.author])
            seen = await observed(both, asked(), clock=first.clock)
            stored = (first.store.count, second.store.count)
    model = seen.reply.model if seen.reply else None
    return seen.outcome(kept=[(model == oldest, f"answered by {model}"), (stored == (0, 1), f"stored {stored}")])


async def swapped(trial: Trial) -> Outcome:
    """The vendor lets another model answer than the one asked for: the reply says which."""
    async with facing(trial, lambda ask: Answer(text=RIGHT_TEXT, model="another-model")) as at:
        seen = await at.observed(asked())
    model = seen.reply.model if seen.reply else None
    return seen.outcome(kept=[(model == "another-model", f"the reply names {model}")])


UNTOLD: list[Mapping[str, Any] | None] = [
    None,
    {"in": -5, "out": 3},
    {"in": "many", "out": 2},
    {"in": 5, "out": None},
    {"in": 1.5, "out": True},
]


async def usage_not_told(trial: Trial) -> Outcome:
    """The cost is said to be unknown, and calls are bounded all the same."""
    usage = trial.pick(UNTOLD)
    budget = Budget(Allowance(calls=2))
    async with facing(trial, lambda ask: Answer(text=RIGHT_TEXT, usage=usage), budget=budget) as at:
        seen = await at.observed(asked())
        await at.observed(asked(step="second"))
        third = await at.observed(asked(step="third"))
        calls = len(at.requests)
    cost = seen.reply.cost_usd if seen.reply else 0.0
    kept = [
        (cost is None and budget.spent.cost_usd is None, f"cost {cost}"),
        (isinstance(third.error, BudgetExhausted) and calls == 2, f"{calls} calls, then {third.error!r}"),
    ]
    return seen.outcome(kept=kept)


async def budget_ends(trial: Trial) -> Outcome:
    """Each bound in turn stops the work within one call of its limit."""
    clock = Clock()
    allowance, within_calls = trial.pick(
        [
            (Allowance(calls=4), 4),
            (Allowance(tokens=450), 4),
            (Allowance(usd=0.002), 5),
            (Allowance(seconds=40), 5),
        ]
    )
    budget = Budget(allowance, clock=clock)
    said = Answer(text=RIGHT_TEXT, usage={"in": 100, "out": 20})
    async with facing(trial, lambda ask: said, budget=budget) as at:
        for number in range(10):
            seen = await at.observed(asked(step=f"step {number}"))
            if seen.error is not None:
                break
            await clock.sleep(10)
        calls = len(at.requests)
    return seen.outcome(typed=[BudgetExhausted], kept=[(calls <= within_calls, f"{calls} calls")])


async def budget_ends_in_retries(trial: Trial) -> Outcome:
    """Retries and repairs are calls too."""
    faults: list[Fault] = [Status(status=500), Says(answer=Answer(text="no"))]
    fault = trial.pick(faults)
    budget = Budget(Allowance(calls=2))

    def always(ask: Ask) -> Fault:
        return fault

    async with facing(trial, right, faults=always, budget=budget) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    return seen.outcome(typed=[BudgetExhausted], kept=[(calls == 2, f"{calls} calls")])


BOUND_ROWS: tuple[Row, ...] = (
    Row(number="22", fault="model gone, unreachable, overloaded", run=falls_back, expects=HEALS, least_runs=3),
    Row(number="22b", fault="model swapped by the vendor", run=swapped, expects=HEALS),
    Row(number="23", fault="usage missing, negative, wrong", run=usage_not_told, expects=HEALS, least_runs=5),
    Row(number="24", fault="budget: calls, tokens, money, time", run=budget_ends, expects=FAILS, least_runs=4),
    Row(number="24b", fault="budget ends in retries, repairs", run=budget_ends_in_retries, expects=FAILS, least_runs=2),
)
