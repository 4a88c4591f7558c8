"""The one place where calls are tried again: bounded by the kind of failure and by the request's deadline."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from assistant.models.protocol import Author, Event, Reply, Request, Restart, streaming
from assistant.models.tally import Tally, within
from schemas.errors import ModelError, Overloaded, RateLimited, ServerFault, StreamBroken, Unreachable

ATTEMPTS: Mapping[type[ModelError], int] = {
    RateLimited: 6,
    Overloaded: 4,
    ServerFault: 4,
    Unreachable: 4,
    StreamBroken: 4,
}
"""Attempts that may end in each failure before it is passed on; one for every kind that is not listed."""
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 20.0
JITTER_AFTER_HEADER_S = 0.5


class Retrying:
    """Tries again where it can help. `Restart` comes before each further attempt and voids the deltas shown.

    A wait that would pass the deadline, Retry-After included, is not begun: the failure is passed on at once.
    """

    def __init__(
        self,
        author: Author,
        *,
        attempts: Mapping[type[ModelError], int] = ATTEMPTS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """chance: a number from 0 up to 1, for the jitter."""
        self._author = author
        self._attempts = attempts
        self._sleep = sleep
        self._clock = clock
        self._chance = chance

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        deadline = self._clock() + request.limits.deadline_s
        failures: Counter[type[ModelError]] = Counter()
        tally = Tally()
        while True:
            try:
                async with streaming(self._author, within(request, deadline - self._clock())) as events:
                    async for event in events:
                        yield tally.onto(event) if isinstance(event, Reply) else event
                return
            except ModelError as error:
                failures[type(error)] += 1
                wait_s = self._wait_s(error, failures, left_s=deadline - self._clock())
                if wait_s is None:
                    raise tally.onto_error(error) from None
                tally.add(error)
                why = error.what
            yield Restart(why=f"{why} Trying again in {wait_s:.1f} s.")
            await self._sleep(wait_s)

    def _wait_s(self, error: ModelError, failures: Counter[type[ModelError]], *, left_s: float) -> float | None:
        """Seconds to wait before the next attempt, None if there is none."""
        if failures[type(error)] >= self._attempts.get(type(error), 1):
            return None
        asked_s = error.retry_after_s if isinstance(error, RateLimited) else None
        if asked_s is not None:
            wait_s = asked_s + JITTER_AFTER_HEADER_S * self._chance()
        else:
            longest = min(FIRST_WAIT_S * 2 ** (failures.total() - 1), LONGEST_WAIT_S)
            wait_s = longest * (0.5 + 0.5 * self._chance())
        if wait_s < left_s:
            return wait_s
        error.do = (
            f"The wait of {wait_s:.0f} s would pass the deadline ({max(0.0, left_s):.0f} s left); try again later."
        )
        return None
