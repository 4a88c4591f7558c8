"""Another author where the first cannot answer."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence

from assistant.models.protocol import Author, Event, Reply, Request, Restart, streaming
from assistant.models.tally import Tally, within
from schemas.errors import ModelError, Overloaded, UnknownModel, Unreachable

FALLS_BACK_ON = (UnknownModel, Unreachable, Overloaded)


class Fallback:
    """Asks the authors in order; the next one where a model is gone, unreachable, or overloaded after its retries.

    The reply's `model` names who answered. Each author brings its own store, whose keys differ by author.
    """

    def __init__(self, authors: Sequence[Author], *, clock: Callable[[], float] = time.monotonic) -> None:
        """authors: at least one, the preferred one first."""
        self._authors = tuple(authors)
        self._clock = clock

    @property
    def name(self) -> str:
        return " or ".join(author.name for author in self._authors)

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        deadline = self._clock() + request.limits.deadline_s
        tally = Tally()
        last = len(self._authors) - 1
        for number, author in enumerate(self._authors):
            try:
                async with streaming(author, within(request, deadline - self._clock())) as events:
                    async for event in events:
                        yield tally.onto(event) if isinstance(event, Reply) else event
                return
            except ModelError as error:
                if number == last or not isinstance(error, FALLS_BACK_ON):
                    raise tally.onto_error(error) from None
                tally.add(error)
                why = error.what
            yield Restart(why=f"{why} Asking {self._authors[number + 1].name} instead.")
