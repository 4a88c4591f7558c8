"""A conversation's paid answers: the store's rows as the models' answers."""

from __future__ import annotations

from pydantic import ValidationError

from assistant.models.stored import StoredAnswer
from assistant.store.answers import Answers


class PaidAnswers:
    """An AnswerStore over one conversation of the store."""

    def __init__(self, rows: Answers) -> None:
        self._rows = rows

    async def get(self, key: str) -> StoredAnswer | None:
        """The answer, None where there is none or it was stored by another release."""
        text = await self._rows.get(key)
        if text is None:
            return None
        try:
            return StoredAnswer.model_validate_json(text)
        except ValidationError:
            return None

    async def put(self, key: str, answer: StoredAnswer) -> None:
        await self._rows.put(key, answer.model_dump_json())
