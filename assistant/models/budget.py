"""Bounds on what a document or a conversation may use up: calls, tokens, seconds, money."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from assistant.models.protocol import Author, Event, Reply, Request, Usage, streaming
from assistant.models.tally import within
from schemas.errors import BudgetExhausted, ModelError
from schemas.usage import usage_of_all


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """The most that may be used; None for no bound. Calls should always be bounded: they are counted in any case."""

    calls: int | None = 60
    tokens: int | None = None
    seconds: float | None = None
    usd: float | None = None


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What was used so far, failed calls included."""

    calls: int
    usage: Usage
    cost_usd: float | None
    """None as soon as the cost of one call is unknown; `at_least_usd` is what is known."""
    at_least_usd: float
    seconds: float


class Budget:
    """Counts the calls made under one allowance.

    A call is refused once a bound is reached; calls under way are finished. Where a vendor does not say what a call
    used, tokens and money cannot bind, but calls and seconds still do.
    """

    def __init__(self, allowance: Allowance, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._clock = clock
        self._began = clock()
        self._calls = 0
        self._usages: list[Usage] = []
        self._known_usd = 0.0
        self._cost_known = True

    @property
    def spent(self) -> Spent:
        """What was used so far."""
        return Spent(
            calls=self._calls,
            usage=usage_of_all(self._usages),
            cost_usd=self._known_usd if self._cost_known else None,
            at_least_usd=self._known_usd,
            seconds=self._clock() - self._began,
        )

    @property
    def seconds_left(self) -> float:
        """Seconds until the allowance ends."""
        if self._allowance.seconds is None:
            return float("inf")
        return self._began + self._allowance.seconds - self._clock()

    def begin(self) -> None:
        """Count one call. Raises BudgetExhausted when a bound is reached already."""
        allowed, used = self._allowance, sum(usage.total_tokens for usage in self._usages)
        bounds = [
            ("calls", self._calls, allowed.calls),
            ("tokens", used, allowed.tokens),
            ("seconds", round(self._clock() - self._began), allowed.seconds),
            ("US dollars", round(self._known_usd, 4), allowed.usd),
        ]
        for what, spent, most in bounds:
            if most is not None and spent >= most:
                raise _exhausted(f"The budget of {most:g} {what} is used up ({spent:g}).")
        self._calls += 1

    def count(self, spent: Reply | ModelError) -> None:
        """Count what a finished or failed call used."""
        self._usages.append(spent.usage or Usage())
        if spent.cost_usd is None:
            self._cost_known = False
        else:
            self._known_usd += spent.cost_usd


class Budgeted:
    """Makes each call under a budget. It stands right at the endpoint, so that retries and repairs are counted too."""

    def __init__(self, author: Author, budget: Budget) -> None:
        self._author = author
        self._budget = budget

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        self._budget.begin()
        counted = False
        try:
            async with streaming(self._author, within(request, self._budget.seconds_left)) as events:
                async for event in events:
                    if isinstance(event, Reply):
                        self._budget.count(event)
                        counted = True
                    yield event
        except ModelError as error:
            self._budget.count(error)
            counted = True
            raise
        finally:
            if not counted:
                self._budget.count(ModelError("The reader left before the answer was whole."))


def _exhausted(what: str) -> BudgetExhausted:
    error = BudgetExhausted(what, do="Raise the budget to go on; what was written so far is kept.", usage=Usage.none())
    error.cost_usd, error.attempts = 0.0, 0
    return error
