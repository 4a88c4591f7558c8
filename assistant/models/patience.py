"""How long one call may take: a deadline for the whole, and a bound on silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assistant.models.protocol import Limits
from schemas.errors import DeadlineExceeded, StreamBroken


class Patience:
    """Bounds each wait of one call. Only progress resets the silence: a server that merely pings is stalled too."""

    def __init__(self, limits: Limits, *, quiet_s: float, author: str) -> None:
        """quiet_s: seconds that the model may think before its first word."""
        self._now = asyncio.get_running_loop().time
        self._limits = limits
        self._author = author
        self._started = self._now()
        self._deadline = self._started + limits.deadline_s
        self._patience_s = max(limits.idle_s, quiet_s)
        self._silent_since = self._started

    @property
    def seconds(self) -> float:
        """Seconds since the call began."""
        return self._now() - self._started

    def progress(self) -> None:
        """The model wrote something: from now on only `idle_s` of silence are allowed."""
        self._silent_since = self._now()
        self._patience_s = self._limits.idle_s

    @asynccontextmanager
    async def wait(self) -> AsyncIterator[None]:
        """Bound the waits inside. Raises DeadlineExceeded, or StreamBroken after too much silence."""
        silence_ends = self._silent_since + self._patience_s
        try:
            async with asyncio.timeout_at(min(self._deadline, silence_ends)):
                yield
        except TimeoutError:
            raise self._too_late(silence_ends) from None

    def _too_late(self, silence_ends: float) -> DeadlineExceeded | StreamBroken:
        if self._deadline <= silence_ends:
            return DeadlineExceeded(
                f"{self._author} gave no whole answer before the deadline.", do="Try again, or allow more time."
            )
        return StreamBroken(f"{self._author} stalled: no word for {self._patience_s:g} seconds.", do="Try again.")
