"""Recording a session with an author, and replaying it without any network."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.models.protocol import Author, Delta, Event, Reply, Request, streaming
from assistant.models.stored import StoredAnswer, answer_key, replay, stored_answer
from schemas.errors import InputError, RequestRejected


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str
    step: str
    reply: StoredAnswer


class Recording:
    """Passes another author's words on and appends each whole reply to a file of JSON lines."""

    def __init__(self, author: Author, path: Path) -> None:
        self._author = author
        self._path = path

    @property
    def name(self) -> str:
        return self._author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        async with streaming(self._author, request) as events:
            async for event in events:
                if isinstance(event, Reply):
                    self._append(event, request)
                yield event

    def _append(self, reply: Reply, request: Request) -> None:
        answer = stored_answer(reply, request, author=self.name)
        line = _Line(key=_key(request), step=request.step, reply=answer)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line.model_dump(), ensure_ascii=False) + "\n")


class Replay:
    """Answers from a recording and never touches the network.

    A request recorded several times gets its replies in their order, then the last one again.
    """

    def __init__(self, path: Path) -> None:
        """Raises InputError if the file cannot be read."""
        self._path = path
        self._replies: dict[str, list[StoredAnswer]] = {}
        for line in _lines(path):
            self._replies.setdefault(line.key, []).append(line.reply)

    @property
    def name(self) -> str:
        return f"replay:{self._path.name}"

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        replies = self._replies.get(_key(request), [])
        reply = replay(replies[0], request) if replies else None
        if reply is None:
            raise RequestRejected(
                f"The recording {self._path.name} holds no answer for this request of the step “{request.step}”.",
                do="Record the session again: its prompts or its schema have changed.",
            )
        if len(replies) > 1:
            replies.pop(0)
        yield Delta(text=reply.text)
        yield reply


def _key(request: Request) -> str:
    return answer_key("", request)


def _lines(path: Path) -> list[_Line]:
    try:
        texts = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The recording {path} cannot be read ({error}).", do="Check the path.") from error
    lines = []
    for number, text in enumerate(texts, start=1):
        try:
            lines.append(_Line.model_validate_json(text))
        except ValidationError as error:
            raise InputError(
                f"{path}, line {number} is not a recorded reply.", do="Record the session again."
            ) from error
    return lines
