"""Putting a streamed answer together, whichever wire it came over, and judging how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from assistant.models.capabilities import Structure
from assistant.models.protocol import Usage
from assistant.models.sse import Garbled
from schemas.errors import ContextTooLong, Refused, StreamBroken, Truncated, UnusableAnswer

ANSWER_TOOL = "answer"
"""Name of the tool whose arguments are the answer, where a typed answer is had by a forced tool."""
MAX_ANSWER_CHARS = 4_000_000

Ending = Literal["end", "length", "refusal", "context"]


class Gathering:
    """The text and the tool calls of one answer as they arrive."""

    def __init__(self, *, author: str, structure: Structure) -> None:
        self._author = author
        self._by_tool = structure == "forced_tool"
        self._texts: list[str] = []
        self._refusals: list[str] = []
        self._calls: dict[int, tuple[str, list[str]]] = {}
        self._chars = 0
        self.usage = Usage()
        self.ending: Ending | None = None

    def add_text(self, text: str) -> str:
        """Keep a piece of plain text; what of it belongs to the answer."""
        self._texts.append(self._counted(text))
        return "" if self._by_tool else text

    def add_refusal(self, text: str) -> None:
        """Keep a piece of the words with which the model declines."""
        self._refusals.append(self._counted(text))

    def open_call(self, number: int, name: str) -> None:
        """Begin a tool call."""
        if number in self._calls:
            raise Garbled(f"tool call {number} began twice")
        self._calls[number] = (name, [])

    def add_arguments(self, number: int, text: str) -> str:
        """Keep a piece of a tool call's arguments; what of it belongs to the answer."""
        if number not in self._calls:
            raise Garbled(f"tool call {number} goes on without having begun")
        name, pieces = self._calls[number]
        pieces.append(self._counted(text))
        is_answer = self._by_tool and name == ANSWER_TOOL and number == min(self._calls)
        return text if is_answer else ""

    def _counted(self, text: str) -> str:
        self._chars += len(text)
        if self._chars > MAX_ANSWER_CHARS:
            raise UnusableAnswer(f"{self._author} wrote more than {MAX_ANSWER_CHARS:,} characters.", usage=self.usage)
        return text

    def partial_text(self) -> str:
        """What there is of the answer so far."""
        return (self._first_arguments() if self._by_tool else "") or "".join(self._texts)

    def answer(self) -> str:
        """The whole answer's text.

        Raises Refused, Truncated or ContextTooLong as the model ended, and UnusableAnswer for no answer, the wrong
        tool, or two answers that differ.
        """
        text = "".join(self._texts)
        if self._refusals or self.ending == "refusal":
            raise self._refused("".join(self._refusals) or text)
        partial = self.partial_text()
        if self.ending == "length":
            raise Truncated(
                f"{self._author} reached its output limit before the answer was whole.",
                do="Raise the limit or ask for less.",
                text=partial,
                usage=self.usage,
            )
        if self.ending == "context":
            raise ContextTooLong(
                f"The context of {self._author} is full.", do="Choose a larger model.", text=partial, usage=self.usage
            )
        if self.ending is None:
            raise StreamBroken(f"{self._author} ended without saying how.", text=partial, usage=self.usage)
        return self._from_tool(text) if self._by_tool and self._calls else self._not_empty(text)

    def _refused(self, text: str) -> Refused:
        said = " ".join(text.split())[:300]
        what = f"{self._author} declined to answer" + (f": “{said}”" if said else ".")
        return Refused(what, do="Reword the request or choose another model.", text=text, usage=self.usage)

    def _first_arguments(self) -> str:
        return "".join(self._calls[min(self._calls)][1]) if self._calls else ""

    def _from_tool(self, text: str) -> str:
        answers = {"".join(pieces) or "{}" for name, pieces in self._calls.values() if name == ANSWER_TOOL}
        if not answers:
            names = ", ".join(sorted(name for name, _ in self._calls.values()))
            raise self._unusable(f"called {names[:100]} instead of {ANSWER_TOOL}", self._first_arguments() or text)
        if len(answers) > 1:
            raise self._unusable("gave two answers that differ", self._first_arguments())
        return answers.pop()

    def _not_empty(self, text: str) -> str:
        if not text.strip():
            raise self._unusable("gave an empty answer", "")
        return text

    def _unusable(self, what: str, text: str) -> UnusableAnswer:
        return UnusableAnswer(f"{self._author} {what}.", do="Try again.", text=text, usage=self.usage)


def count_in(usage: object, key: str) -> int | None:
    """A token count from a vendor's usage object; None if it is missing or cannot be a count."""
    value = usage.get(key) if isinstance(usage, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
