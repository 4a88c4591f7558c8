"""A session on a fresh store with an author whose answers are scripted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.session import Session, open_session
from evals.scripted import ScriptedAuthor, default_script

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Opened = Callable[[ScriptedAuthor], AbstractAsyncContextManager[Session]]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens a session on this test's store, as often as wished."""

    @asynccontextmanager
    async def open_it(author: ScriptedAuthor) -> AsyncIterator[Session]:
        async with open_session(url=str(tmp_path / "store.sqlite"), author=author, clock=lambda: NOW) as session:
            yield session

    return open_it


@pytest.fixture
def author() -> ScriptedAuthor:
    return ScriptedAuthor(default_script())
