"""From a model's text to a validated answer: bounded repairs, one raised limit, nothing accepted that does not fit."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace

from assistant.models import wording
from assistant.models.answers import Unreadable, read_answer
from assistant.models.protocol import Author, Event, Reply, Request, Restart, streaming
from assistant.models.tally import Tally, within
from schemas.errors import DeadlineExceeded, ModelError, Truncated, UnusableAnswer

REPAIRS = 2


class _Misfit(UnusableAnswer):
    """A whole answer that is not of the wanted shape, with the number of its faults."""

    faults = 1_000_000


class Structured:
    """Validates answers against `request.answer` and asks again, with the fault quoted, where they do not fit.

    An answer cut off at its limit is asked for once more with twice the limit and never sent to repair: half a JSON
    object teaches a model nothing. A refusal is passed on after one call.
    """

    def __init__(
        self,
        author: Author,
        *,
        most_output_tokens: int,
        repairs: int = REPAIRS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """most_output_tokens: the model's own limit. repairs: further calls for an answer that does not fit."""
        self._author = author
        self._most_output_tokens = most_output_tokens
        self._repairs = repairs
        self._clock = clock

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        deadline = self._clock() + request.limits.deadline_s
        tally, best = Tally(), None
        asked, repairs = request, 0
        while True:
            try:
                async with aclosing(self._validated(within(asked, deadline - self._clock()))) as events:
                    async for event in events:
                        yield tally.onto(event) if isinstance(event, Reply) else event
                return
            except Truncated as error:
                raised = self._raised(asked, request)
                if raised is None or self._clock() >= deadline:
                    raise tally.onto_error(error) from None
                tally.add(error)
                asked = raised
                why = "The answer was longer than its limit; asking again with a higher one."
            except UnusableAnswer as error:
                best = _better(best, error)
                tally.add(error)
                if repairs == self._repairs or self._clock() >= deadline:
                    raise self._given_up(error, tally, best.text, in_time=self._clock() < deadline) from None
                repairs += 1
                asked = replace(asked, prompt=wording.repair(request.prompt, fault=error.what, answer=error.text))
                why = f"{error.what} Asking again ({repairs} of {self._repairs})."
            except ModelError as error:
                error.text = error.text or (best.text if best else "")
                raise tally.onto_error(error) from None
            yield Restart(why=why)

    async def _validated(self, request: Request) -> AsyncGenerator[Event, None]:
        """The events of one call, its reply with the validated answer. Raises UnusableAnswer where it does not fit."""
        async with streaming(self._author, request) as events:
            async for event in events:
                yield _checked(event, request) if isinstance(event, Reply) else event

    def _raised(self, asked: Request, request: Request) -> Request | None:
        """The request with twice the limit, None if it was raised before or the model allows no more."""
        cap = min(2 * request.limits.max_output_tokens, self._most_output_tokens)
        if asked.limits.max_output_tokens >= cap:
            return None
        return replace(asked, limits=replace(asked.limits, max_output_tokens=cap))

    def _given_up(self, fault: UnusableAnswer, tally: Tally, text: str, *, in_time: bool) -> ModelError:
        if not in_time:
            what = f"{self.name} gave no answer of the wanted shape before the deadline. The last fault: {fault.what}"
            return tally.closing(DeadlineExceeded(what, do="Try again, or allow more time.", text=text))
        what = (
            f"{self.name} gave no answer of the wanted shape in {self._repairs + 1} calls. The last fault: {fault.what}"
        )
        return tally.closing(UnusableAnswer(what, do="Try again or choose another model.", text=text))


def _checked(reply: Reply, request: Request) -> Reply:
    if request.answer is None:
        return reply
    try:
        text, data = read_answer(reply.text, request.answer)
    except Unreadable as fault:
        misfit = _Misfit(str(fault), text=reply.text, usage=reply.usage)
        misfit.faults, misfit.cost_usd, misfit.attempts = fault.faults, reply.cost_usd, reply.attempts
        raise misfit from None
    return replace(reply, text=text, data=data)


def _better(best: UnusableAnswer | None, new: UnusableAnswer) -> UnusableAnswer:
    """The one with fewer faults; the newer of two with the same, unless it is empty."""
    if best is None or (_faults(new) <= _faults(best) and new.text):
        return new
    return best


def _faults(error: UnusableAnswer) -> int:
    return error.faults if isinstance(error, _Misfit) else _Misfit.faults
