"""Another author where the first cannot answer."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.models.fallback import Fallback
from schemas.errors import ModelError, Overloaded, RateLimited, Refused, UnknownModel, Unreachable, WrongCredentials


@pytest.mark.parametrize("kind", [UnknownModel, Unreachable, Overloaded])
async def test_the_next_author_answers(kind: type[ModelError], scripted: Any, request_for: Any, events_of: Any) -> None:
    """All calls are counted, and what the first one showed is voided."""
    authors = [scripted([kind("gone")], name="a"), scripted(["done"], name="b")]
    events = await events_of(Fallback(authors), request_for())
    assert [type(event).__name__ for event in events] == ["Delta", "Restart", "Delta", "Reply"]
    assert events[-1].attempts == 2


@pytest.mark.parametrize("kind", [RateLimited, Refused, WrongCredentials])
async def test_other_trouble_is_passed_on(
    kind: type[ModelError], scripted: Any, request_for: Any, events_of: Any
) -> None:
    """A refusal is not shopped around."""
    second = scripted(["done"], name="b")
    with pytest.raises(kind):
        await events_of(Fallback([scripted([kind("x")], name="a"), second]), request_for())
    assert second.asked == []


async def test_the_last_authors_trouble_is_passed_on(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Nobody is left to ask."""
    authors = [scripted([Unreachable("x")], name="a"), scripted([UnknownModel("y")], name="b")]
    with pytest.raises(UnknownModel) as caught:
        await events_of(Fallback(authors), request_for())
    assert caught.value.attempts == 2
