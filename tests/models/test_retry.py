"""Trying again: bounded, within the deadline, never sooner than asked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.models.protocol import Limits, Restart
from assistant.models.retry import Retrying
from schemas.errors import (
    ContextTooLong,
    DeadlineExceeded,
    ModelError,
    Overloaded,
    RateLimited,
    Refused,
    RequestRejected,
    ServerFault,
    StreamBroken,
    Truncated,
    UnknownModel,
    Unreachable,
    WrongCredentials,
)


def retrying(author: Any, clock: Any, *, chance: float = 0.0) -> Retrying:
    """The author under test, on a clock of its own."""
    return Retrying(author, sleep=clock.sleep, clock=clock, chance=lambda: chance)


@pytest.mark.parametrize("kind", [RateLimited, Overloaded, ServerFault, Unreachable, StreamBroken])
async def test_passing_trouble_is_tried_again(
    kind: type[ModelError], scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """Two failures, then the answer."""
    author = scripted([kind("x"), kind("x"), "done"])
    reply = (await events_of(retrying(author, clock), request_for()))[-1]
    assert (reply.text, reply.attempts) == ("done", 3)


@pytest.mark.parametrize(
    "kind",
    [RequestRejected, ContextTooLong, WrongCredentials, UnknownModel, Truncated, Refused, DeadlineExceeded],
)
async def test_lasting_trouble_is_not_tried_again(
    kind: type[ModelError], scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """One attempt, no wait."""
    author = scripted([kind("x")])
    with pytest.raises(kind):
        await events_of(retrying(author, clock), request_for())
    assert (len(author.asked), clock.slept) == (1, [])


@pytest.mark.parametrize(("kind", "most"), [(RateLimited, 6), (Overloaded, 4), (ServerFault, 4), (StreamBroken, 4)])
async def test_attempts_are_bounded_by_the_kind_of_trouble(
    kind: type[ModelError], most: int, scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """And the last failure tells how many there were."""
    author = scripted([kind("x")] * 20)
    with pytest.raises(kind) as caught:
        await events_of(retrying(author, clock), request_for())
    assert (len(author.asked), caught.value.attempts) == (most, most)


async def test_deltas_of_a_failed_attempt_are_voided(
    scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """A restart comes before the next attempt's deltas."""
    events = await events_of(retrying(scripted([StreamBroken("x"), "done"]), clock), request_for())
    assert [type(event).__name__ for event in events] == ["Delta", "Restart", "Delta", "Reply"]


async def test_retry_after_is_waited_out(scripted: Any, request_for: Any, events_of: Any, clock: Any) -> None:
    """Never sooner, and at most half a second later."""
    author = scripted([RateLimited("x", retry_after_s=7), "done"])
    await events_of(retrying(author, clock, chance=0.999), request_for())
    assert 7 <= clock.slept[0] <= 7.5


@pytest.mark.parametrize("asked_s", [60.0, 3_600.0, 1e9])
async def test_a_wait_past_the_deadline_is_not_begun(
    asked_s: float, scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """The failure is passed on at once and says why."""
    author = scripted([RateLimited("x", retry_after_s=asked_s)])
    with pytest.raises(RateLimited, match="deadline"):
        await events_of(retrying(author, clock), request_for(limits=Limits(deadline_s=30)))
    assert clock.slept == []


async def test_waits_grow_and_are_spread(scripted: Any, request_for: Any, events_of: Any, clock: Any) -> None:
    """Each interval doubles; chance places the wait in its upper half."""
    low, high = type(clock)(), type(clock)()
    for own, chance in ((low, 0.0), (high, 1.0)):
        author = scripted([ServerFault("x")] * 3 + ["done"])
        await events_of(retrying(author, own, chance=chance), request_for())
    assert (low.slept, high.slept) == ([0.25, 0.5, 1.0], [0.5, 1.0, 2.0])


async def test_each_attempt_gets_only_the_time_that_is_left(
    scripted: Any, request_for: Any, events_of: Any, clock: Any
) -> None:
    """The deadline covers attempts and waits together."""
    author = scripted([RateLimited("x", retry_after_s=20), "done"])
    await events_of(retrying(author, clock), request_for(limits=Limits(deadline_s=30)))
    assert [asked.limits.deadline_s for asked in author.asked] == [30, 10]


async def test_a_restart_says_what_happened(scripted: Any, request_for: Any, events_of: Any, clock: Any) -> None:
    """The reason and the wait."""
    events = await events_of(retrying(scripted([Unreachable("Nobody there."), "done"]), clock), request_for())
    why = next(event.why for event in events if isinstance(event, Restart))
    assert why.startswith("Nobody there.")
