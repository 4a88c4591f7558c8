"""Adding up the calls that one answer took, failed ones too."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from assistant.models.protocol import Reply, Request, Usage
from schemas.errors import ModelError
from schemas.usage import usage_of_all

E = TypeVar("E", bound=ModelError)


class Tally:
    """What the calls before the last one used; added to its reply or its error."""

    def __init__(self) -> None:
        self._usages: list[Usage] = []
        self._costs: list[float | None] = []
        self._calls = 0

    def add(self, spent: Reply | ModelError) -> None:
        """Count a call whose outcome is not passed on."""
        self._usages.append(spent.usage or Usage())
        self._costs.append(spent.cost_usd)
        self._calls += spent.attempts

    def onto(self, reply: Reply) -> Reply:
        """The reply with all calls before it counted in."""
        if not self._calls:
            return reply
        self.add(reply)
        return replace(reply, usage=usage_of_all(self._usages), cost_usd=self._cost(), attempts=self._calls)

    def onto_error(self, error: E) -> E:
        """The error with all calls before it counted in."""
        if self._calls:
            self.add(error)
            error.usage, error.cost_usd, error.attempts = usage_of_all(self._usages), self._cost(), self._calls
        return error

    def closing(self, error: E) -> E:
        """The error that sums up the calls so far and made none itself."""
        error.usage, error.cost_usd, error.attempts = usage_of_all(self._usages), self._cost(), self._calls
        return error

    def _cost(self) -> float | None:
        known = [cost for cost in self._costs if cost is not None]
        return sum(known) if len(known) == len(self._costs) else None


def within(request: Request, seconds: float) -> Request:
    """The same request with at most so many seconds to the deadline."""
    limits = request.limits
    return replace(request, limits=replace(limits, deadline_s=max(0.0, min(seconds, limits.deadline_s))))
