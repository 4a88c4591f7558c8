"""The page's server with an author that writes as slowly as a language model does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.models.protocol import Author, Delta, Event, Request
from ui.page.authors import Authors

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.page.settings import Settings

PIECE = 60
"""Characters of a piece: about fifteen tokens."""


@dataclass(frozen=True)
class Paced:
    """Another author's words, a piece every `pause_s` seconds."""

    author: Author
    pause_s: float

    @property
    def name(self) -> str:
        return self.author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        """The other author's events, its words in small pieces."""
        async for event in self.author.stream(request):
            if not isinstance(event, Delta):
                yield event
                continue
            for start in range(0, len(event.text), PIECE):
                await asyncio.sleep(self.pause_s)
                yield Delta(text=event.text[start : start + PIECE])


@dataclass(kw_only=True)
class PacedAuthors(Authors):
    """The server's authors, each slowed down."""

    pause_s: float

    def of(self, owner: str, conversation_id: str) -> Author:
        """Who writes in the conversation, slowly."""
        return Paced(super().of(owner, conversation_id), self.pause_s)


def paced_app(settings: Settings, *, pause_s: float) -> FastAPI:
    """The page's application; with a pause its authors write slowly."""
    from ui.page.app import create_app

    app = create_app(settings)
    if pause_s:
        app.state.house.authors = PacedAuthors(
            default=settings.model,
            environment=settings.environment,
            any_address=not settings.has_users,
            pause_s=pause_s,
        )
    return app
