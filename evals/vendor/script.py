"""What the local vendor server is asked, and what it is scripted to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Vendor = Literal["anthropic", "openai"]


@dataclass(frozen=True)
class Ask:
    """One request as the server understood it."""

    number: int
    """1 for the first request since the server began."""
    vendor: Vendor
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def model(self) -> str:
        return str(self.body.get("model"))

    @property
    def streamed(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def tool(self) -> str | None:
        """The tool that the request forces, None if it forces none."""
        choice = self.body.get("tool_choice") or {}
        name = choice.get("name") or (choice.get("function") or {}).get("name")
        return str(name) if name else None

    @property
    def prompt(self) -> str:
        """The last message's text."""
        return str(self.body["messages"][-1]["content"])

    @property
    def system(self) -> str:
        """The system text, whichever way it was sent."""
        if self.vendor == "anthropic":
            return "".join(block["text"] for block in self.body.get("system") or [])
        return "".join(m["content"] for m in self.body["messages"] if m["role"] == "system")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the model says, and how it ends."""

    text: str = ""
    stop: Literal["end", "length", "refusal"] = "end"
    tool: str | None = None
    """A tool to call in place of the one that is forced."""
    second: str | None = None
    """Arguments of a second tool call; only where a tool is forced."""
    before: str = ""
    """Plain text before the tool call; only where a tool is forced."""
    usage: Mapping[str, Any] | None = field(default_factory=lambda: {"in": 100, "out": 20})
    """Token counts to claim; None to say nothing."""
    model: str | None = None
    """Name of the model that claims to answer, None for the one asked."""


Answers = Callable[[Ask], Answer | str]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast the server answers."""

    first_byte_s: float = 0.0
    between_events_s: float = 0.0
