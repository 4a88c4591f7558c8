"""Validated answers, bounded repairs, one raised limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.models.protocol import Limits, Reply, Restart, Usage
from assistant.models.structured import Structured
from schemas.errors import DeadlineExceeded, Overloaded, Refused, Truncated, UnusableAnswer

GOOD = '{"title":"x","minutes":15}'
WRONG = '{"title":"x","minutes":"soon"}'
WORSE = '{"subject":"x"}'


async def test_a_good_answer_is_validated_in_one_call(
    scripted: Any, request_for: Any, events_of: Any, note: Any
) -> None:
    """The reply carries the data beside the text."""
    author = scripted([GOOD])
    reply = (await events_of(Structured(author, most_output_tokens=9_000), request_for()))[-1]
    assert (reply.data, reply.attempts) == (note(title="x", minutes=15), 1)


async def test_plain_text_is_passed_on(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Without a wire model there is nothing to validate."""
    author = scripted(["Hello."])
    reply = (await events_of(Structured(author, most_output_tokens=9_000), request_for(answer=None)))[-1]
    assert (reply.text, reply.data) == ("Hello.", None)


async def test_a_repair_quotes_the_fault_and_the_answer(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The second prompt begins with the first and names what was wrong."""
    author = scripted([WRONG, GOOD])
    await events_of(Structured(author, most_output_tokens=9_000), request_for())
    prompt = author.asked[1].prompt
    assert prompt.startswith("Write.")
    assert "minutes" in prompt
    assert WRONG in prompt


async def test_a_repair_voids_the_deltas_shown(scripted: Any, request_for: Any, events_of: Any) -> None:
    """A restart stands between the two answers."""
    events = await events_of(Structured(scripted([WRONG, GOOD]), most_output_tokens=9_000), request_for())
    assert [type(event).__name__ for event in events] == ["Delta", "Restart", "Delta", "Reply"]


async def test_all_calls_are_counted_and_paid(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Usage, cost and attempts cover the refused answers too."""
    author = scripted([WRONG, WORSE, GOOD])
    reply = (await events_of(Structured(author, most_output_tokens=9_000), request_for()))[-1]
    assert (reply.attempts, reply.usage.output_tokens, reply.cost_usd) == (3, 15, pytest.approx(0.03))


async def test_repairs_end_and_the_best_answer_is_kept(scripted: Any, request_for: Any, events_of: Any) -> None:
    """After two repairs the answer with the fewest faults is on the exception."""
    author = scripted(["no", WRONG, WORSE])
    with pytest.raises(UnusableAnswer) as caught:
        await events_of(Structured(author, most_output_tokens=9_000), request_for())
    assert (len(author.asked), caught.value.text, caught.value.attempts) == (3, WRONG, 3)


async def test_a_cut_off_answer_gets_twice_the_limit_once(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The words stay the same; only the limit is raised."""
    author = scripted([Truncated("cut"), GOOD])
    limits = Limits(max_output_tokens=1_000)
    await events_of(Structured(author, most_output_tokens=9_000), request_for(limits=limits))
    assert [asked.limits.max_output_tokens for asked in author.asked] == [1_000, 2_000]
    assert author.asked[1].prompt == "Write."


async def test_a_limit_is_not_raised_beyond_the_models(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Where the model allows no more, one call is all."""
    author = scripted([Truncated("cut", text="half")])
    with pytest.raises(Truncated) as caught:
        await events_of(
            Structured(author, most_output_tokens=8_000), request_for(limits=Limits(max_output_tokens=8_000))
        )
    assert (len(author.asked), caught.value.text) == (1, "half")


async def test_a_second_cut_is_final(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The limit is raised once, also when repairs are left."""
    author = scripted([Truncated("cut"), Truncated("cut", text="longer half")])
    with pytest.raises(Truncated) as caught:
        await events_of(
            Structured(author, most_output_tokens=99_000), request_for(limits=Limits(max_output_tokens=8_000))
        )
    assert (len(author.asked), caught.value.attempts) == (2, 2)


async def test_a_refusal_is_final(scripted: Any, request_for: Any, events_of: Any) -> None:
    """Nobody argues with a refusal."""
    author = scripted([Refused("declined", text="No.")])
    with pytest.raises(Refused):
        await events_of(Structured(author, most_output_tokens=9_000), request_for())
    assert len(author.asked) == 1


async def test_trouble_during_a_repair_keeps_the_paid_answer(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The exception carries the unusable answer and what it cost."""
    error = Overloaded("full")
    error.usage, error.cost_usd = Usage.none(), 0.0
    with pytest.raises(Overloaded) as caught:
        await events_of(Structured(scripted([WRONG, error]), most_output_tokens=9_000), request_for())
    assert (caught.value.text, caught.value.cost_usd, caught.value.attempts) == (WRONG, 0.01, 2)


async def test_no_repair_begins_after_the_deadline(
    scripted: Any, request_for: Any, events_of: Any, clock: Any, reply: Callable[..., Reply]
) -> None:
    """Time used up is time used up."""
    author = scripted([reply(WRONG)])
    inner = author.stream

    async def slow(request: Any) -> Any:
        clock.now += 61
        async for event in inner(request):
            yield event

    author.stream = slow
    with pytest.raises(DeadlineExceeded) as caught:
        await events_of(Structured(author, most_output_tokens=9_000, clock=clock), request_for())
    assert caught.value.text == WRONG


async def test_a_restart_says_why(scripted: Any, request_for: Any, events_of: Any) -> None:
    """The person who watches is told."""
    events = await events_of(Structured(scripted([WRONG, GOOD]), most_output_tokens=9_000), request_for())
    restart = next(event for event in events if isinstance(event, Restart))
    assert "1 of 2" in restart.why
