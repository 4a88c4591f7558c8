"""The two usual ways to run a fault: it heals, or it lasts."""

from __future__ import annotations

from evals.faults.bench import RIGHT_TEXT, asked, facing
from evals.faults.row import Kind, Outcome, Trial
from evals.vendor.faults import Fault
from evals.vendor.script import Ask
from schemas.errors import ModelError

HEALS: frozenset[Kind] = frozenset({"right"})
FAILS: frozenset[Kind] = frozenset({"typed"})
EITHER: frozenset[Kind] = HEALS | FAILS


def right(ask: Ask) -> str:
    """The right answer."""
    return RIGHT_TEXT


async def healed(trial: Trial, fault: Fault, *, after: int = 1) -> Outcome:
    """The fault on the first `after` requests, then the right answer: the result must be right in after + 1 calls."""
    async with facing(trial, right, faults=dict.fromkeys(range(1, after + 1), fault)) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    kept = [(calls == after + 1, f"{calls} calls"), (seen.restarts == after, f"{seen.restarts} restarts")]
    return seen.outcome(kept=kept)


async def lasting(trial: Trial, fault: Fault, typed: type[ModelError], *, most_calls: int) -> Outcome:
    """The fault on every request: an error that names it, after no more than `most_calls`."""
    async with facing(trial, right, faults=lambda ask: fault) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    kept = [(calls <= most_calls, f"{calls} calls"), (seen.reply is None, "something was accepted")]
    return seen.outcome(typed=[typed], kept=kept)
