"""What the page needs of the server behind it."""

from __future__ import annotations

from typing import Any, Protocol

from assistant.session import Session
from assistant.store.records import Conversation


class Keys(Protocol):
    """Which vendors' keys there are."""

    def has_key(self, owner: str, vendor: str) -> bool: ...


class Host(Protocol):
    """The server: the open session, who is asking, and who writes."""

    @property
    def session(self) -> Session: ...

    @property
    def authors(self) -> Keys: ...

    def owner(self, request: Any) -> str:
        """Whose conversations a request may see. Raises InputError for one that nobody signed in for."""
        ...

    async def session_of(self, owner: str, conversation_id: str) -> tuple[Session, Conversation]:
        """The session with the conversation's author. Raises ConversationNotFound, also for another owner's."""
        ...

    async def delete(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation for good."""
        ...

    def is_running(self, conversation_id: str) -> bool:
        """Whether a turn of the conversation is being answered just now."""
        ...
