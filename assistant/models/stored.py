"""Keeping paid answers: an answer is stored before anything else is done with it, and never paid for twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from assistant.models.answers import Unreadable, read_answer
from assistant.models.protocol import Author, Delta, Event, Reply, Request, Stop, Usage, streaming
from schemas.errors import StoreError

UNSAVED_MOST = 100


class StoredAnswer(BaseModel):
    """A paid answer as it is stored: everything of its reply that text can hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    author: str
    step: str
    text: str
    stop: Stop
    usage: Usage
    model: str
    request_id: str | None
    seconds: float
    attempts: int
    cost_usd: float | None


class AnswerStore(Protocol):
    """Where paid answers are kept. Both raise StoreError where the store cannot be used."""

    async def get(self, key: str) -> StoredAnswer | None:
        """The answer under this key, None if there is none."""
        ...

    async def put(self, key: str, answer: StoredAnswer) -> None:
        """Keep the answer durably before returning; an answer already under the key stays."""
        ...


class AnswersInMemory:
    """An AnswerStore for the life of the process."""

    def __init__(self) -> None:
        self._answers: dict[str, StoredAnswer] = {}

    @property
    def count(self) -> int:
        """Answers kept so far."""
        return len(self._answers)

    async def get(self, key: str) -> StoredAnswer | None:
        return self._answers.get(key)

    async def put(self, key: str, answer: StoredAnswer) -> None:
        self._answers.setdefault(key, answer)


class Stored:
    """Gives a stored answer again, free and without a call; stores each new one before passing it on.

    Where the store fails after a paid call, StoreError is raised and the answer is held, so that asking again in this
    process stores it without paying again.
    """

    def __init__(self, author: Author, store: AnswerStore) -> None:
        self._author = author
        self._store = store
        self._unsaved: dict[str, StoredAnswer] = {}

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        key = answer_key(self.name, request)
        known = self._unsaved.get(key) or await self._store.get(key)
        if known is not None:
            replayed = replay(known, request)
            if replayed is not None:
                await self._save(key, known, anew=key in self._unsaved)
                yield Delta(text=replayed.text)
                yield replayed
                return
        async with streaming(self._author, request) as events:
            async for event in events:
                if isinstance(event, Reply):
                    await self._save(key, stored_answer(event, request, author=self.name), anew=True)
                yield event

    async def _save(self, key: str, answer: StoredAnswer, *, anew: bool) -> None:
        if not anew:
            return
        try:
            await self._store.put(key, answer)
        except StoreError:
            self._unsaved[key] = answer
            while len(self._unsaved) > UNSAVED_MOST:
                del self._unsaved[next(iter(self._unsaved))]
            raise
        self._unsaved.pop(key, None)


def answer_key(author: str, request: Request) -> str:
    """SHA-256 of what decides an answer: author, step, words, wanted schema and output limit; 64 hex digits."""
    schema = request.answer.model_json_schema() if request.answer else None
    decisive = [author, request.step, request.system, request.prompt, schema, request.limits.max_output_tokens]
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def stored_answer(reply: Reply, request: Request, *, author: str) -> StoredAnswer:
    """The reply in the form that is stored."""
    return StoredAnswer(
        author=author,
        step=request.step,
        text=reply.text,
        stop=reply.stop,
        usage=reply.usage,
        model=reply.model,
        request_id=reply.request_id,
        seconds=reply.seconds,
        attempts=reply.attempts,
        cost_usd=reply.cost_usd,
    )


def replay(answer: StoredAnswer, request: Request) -> Reply | None:
    """The stored answer as a reply that cost nothing; None if it does not fit what is wanted now."""
    reply = Reply(
        text=answer.text,
        data=None,
        stop=answer.stop,
        usage=Usage.none(),
        model=answer.model,
        request_id=answer.request_id,
        seconds=0.0,
        attempts=0,
        cost_usd=0.0,
        from_store=True,
    )
    if request.answer is None:
        return reply
    try:
        text, data = read_answer(answer.text, request.answer)
    except Unreadable:
        return None
    return replace(reply, text=text, data=data)
