"""What the page needs of the server behind it."""

from __future__ import annotations

from typing import Any, Protocol

from assistant.session import Session


class Host(Protocol):
    """The server: the open session, who is asking, and who writes."""

    @property
    def session(self) -> Session: ...

    def owner(self, request: Any) -> str:
        """Whose conversations a request may see. Raises InputError for one that nobody signed in for."""
        ...

    def is_running(self, conversation_id: str) -> bool:
        """Whether a turn of the conversation is being answered just now."""
        ...
