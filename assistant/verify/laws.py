"""What is true of every ticket: clocks that agree, and promises that run with them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.verify.subject import SLA_METRICS
from assistant.verify.variables import Coded, Counted, Elapsed, Term, compared
from schemas.commitments import Commitment
from schemas.evaluation import clock_of
from schemas.numbers import safe_minutes

if TYPE_CHECKING:
    from assistant.verify.space import Space

NESTED_CLOCKS = ("troubleshooting_time", "time_in_tier", "time_since_created")
"""Durations of which each is at most as long as the next."""


def promises_run(space: Space) -> list[Term]:
    """How far a promise is used up goes with its time; a promise that nobody was given is never used up."""
    terms: list[Term] = []
    for metric in SLA_METRICS:
        share = space.variables.get(f"sla.{metric}.consumed_pct")
        if not isinstance(share, Counted):
            continue
        terms += _with_the_time(space, metric, share)
        terms.append(space.z3.Or(has_promise(space, metric), share.term == 0))
        breached = space.variables.get(f"sla.{metric}.breached")
        if isinstance(breached, Coded):
            over = compared(share.term, ">=", 100.0, z3=space.z3)
            terms.append(over == (breached.term == breached.values.index("yes") + 1))
            terms.append(breached.term > 0)
    return terms


def has_promise(space: Space, metric: str) -> Term:
    """That a ticket has a promise of this metric; every severity has a target for the first response."""
    if metric == "first_response":
        return space.z3.BoolVal(True, space.context)
    return space.any_of(space.of_cell(*cell) for cell in _tightest(space, metric))


def _with_the_time(space: Space, metric: str, share: Counted) -> list[Term]:
    elapsed = space.variables.get(f"sla.{metric}.elapsed")
    terms = []
    for cell, commitment in _tightest(space, metric).items():
        clock = clock_of(commitment.target)
        if isinstance(elapsed, Elapsed) and clock in elapsed.terms:
            per_percent = scale(safe_minutes(commitment.target, space.subject.clocks), space.z3, share.term)
            terms.append(space.z3.Implies(space.of_cell(*cell), share.term * per_percent == elapsed.terms[clock]))
    return terms


def _tightest(space: Space, metric: str) -> dict[tuple[str, str], Commitment]:
    """The tightest promise of each severity and customer tier."""
    clocks = space.subject.clocks
    kept = [c for c in space.subject.process.frame.commitments if c.metric == metric]
    timed = [c for c in kept if 0 < safe_minutes(c.target, clocks) < float("inf")]
    loosest_first = sorted(timed, key=lambda c: safe_minutes(c.target, clocks), reverse=True)
    return {(c.severity, c.customer_tier): c for c in loosest_first}


def clocks_agree(space: Space) -> list[Term]:
    """On one clock a ticket is no longer worked on than it is held, and no longer held than it exists."""
    nested = [space.variables.get(id) for id in NESTED_CLOCKS]
    clocks = [variable for variable in nested if isinstance(variable, Elapsed)]
    return [
        shorter.terms[clock] <= longer.terms[clock]
        for shorter, longer in pairwise(clocks)
        for clock in shorter.terms
        if clock in longer.terms
    ]


def scale(target: float, z3: Any, like: Term) -> Term:
    """Minutes for each percent of a target."""
    numerator, denominator = (target / 100).as_integer_ratio()
    return z3.RatVal(numerator, denominator, like.ctx)
