"""Patience: an author who writes files needs minutes, not seconds, for an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

from assistant.models.protocol import Author, Event, Request, streaming

SLOWEST_ANSWER_S = 3_000.0


class Patient:
    """Another author with limits that somebody at a desk can keep."""

    def __init__(self, author: Author) -> None:
        self._author = author

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        limits = replace(request.limits, deadline_s=SLOWEST_ANSWER_S, idle_s=SLOWEST_ANSWER_S)
        async with streaming(self._author, replace(request, limits=limits)) as events:
            async for event in events:
                yield event
