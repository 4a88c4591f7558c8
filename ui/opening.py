"""Opening a session for a command."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assistant.session import Session, open_session


@asynccontextmanager
async def session_for(model: str, store: str | None) -> AsyncIterator[Session]:
    """A session with the author that `model` names. Raises InputError and WrongCredentials in one sentence."""
    from assistant.models.pick import author_named

    async with open_session(url=store, author=author_named(model, environment=os.environ)) as session:
        yield session
