"""The running server without its pages: the open store, who is asking, who writes, and the turns."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

from assistant.models.protocol import Author
from assistant.session import Session, open_session
from assistant.store.records import Conversation
from schemas.edits import Edit
from schemas.errors import InputError
from ui.page.authors import Authors
from ui.page.boards import Board, Update
from ui.page.jobs import answer_here
from ui.page.refusals import NotSignedIn
from ui.page.settings import Settings
from ui.page.turns import Turns
from ui.page.workers.pool import Pool

LOCAL = "local"
"""Whose the conversations are where no users are configured: the same as the command line's."""
OWNER = "escalate.owner"
"""Under this name a request's scope says who signed in."""
BEAT_S = 15.0
LONGEST_TEXT = 250_000
"""Characters of a message; the assistant itself refuses long ones politely, this bounds what it is given."""


class House:
    """What the pages and routes share. A conversation is reached only as its owner's."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pool = Pool(size=settings.workers, store=settings.store) if settings.workers else None
        self.turns = Turns(
            at_once=settings.turns_at_once,
            queue_length=settings.queue_length,
            update_s=settings.update_s,
            answer=self._pool.answer if self._pool else answer_here,
        )
        self.authors = Authors(
            default=settings.model, environment=settings.environment, any_address=not settings.has_users
        )
        self._session: Session | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Open the store; at the end let the running turns finish or stop them so that they can be taken up."""
        author = self.authors.of(LOCAL, "")
        async with AsyncExitStack() as stack:
            # The store first: opening it brings its tables up to date before the workers look at them.
            self._session = await stack.enter_async_context(open_session(url=self.settings.store, author=author))
            if self._pool is not None:
                await stack.enter_async_context(self._pool.open())
            try:
                yield
            finally:
                await self.turns.close(limit_s=self.settings.stop_s)
                self._session = None

    @property
    def session(self) -> Session:
        """The open session with the server's author. Raises InputError before the store is open."""
        if self._session is None:
            raise InputError("The server is just starting.", do="Try again in a moment.")
        return self._session

    def owner(self, request: Any) -> str:
        """Whose conversations a request may see. Raises InputError for one that nobody signed in for.

        request: Starlette's or Gradio's; the guard at the door has written into its scope who signed in.
        """
        inner = getattr(request, "request", None) or request
        scope = getattr(inner, "scope", None) or {}
        owner = scope.get(OWNER)
        if not isinstance(owner, str) or not owner:
            raise NotSignedIn("You are not signed in.", do="Sign in, then try again.")
        return owner

    async def session_of(self, owner: str, conversation_id: str) -> tuple[Session, Conversation]:
        """The session with the conversation's author. Raises ConversationNotFound also for another owner's id."""
        conversation = await self.session.store.conversations.get(conversation_id, owner=owner)
        author = self.authors.remembered(owner, conversation_id, conversation.author)
        return replace(self.session, author=author), conversation

    async def author_of(self, owner: str, conversation_id: str) -> Author:
        """Who writes in the conversation. Raises ConversationNotFound."""
        return (await self.session_of(owner, conversation_id))[0].author

    async def choose_author(self, owner: str, conversation_id: str, spec: str, *, key: str = "") -> Author:
        """Let another author write in the conversation from its next turn on; a key stays in memory.

        Raises ConversationNotFound, InputError and WrongCredentials.
        """
        _, conversation = await self.session_of(owner, conversation_id)
        author = self.authors.choose(owner, conversation.id, spec, key=key)
        await self.session.store.conversations.update(conversation.id, author=author.name)
        return author

    async def start(self, owner: str) -> Conversation:
        """A new, empty conversation of the owner's."""
        return await self.session.start(owner=owner)

    async def conversations(self, owner: str, *, search: str | None = None) -> Sequence[Conversation]:
        """The owner's conversations, the last used first."""
        return await self.session.conversations(owner=owner, search=search)

    async def send(
        self, owner: str, conversation_id: str, text: str, *, turn_id: str, edit: Edit | None = None
    ) -> Board:
        """Begin a turn. The same turn id finds the same turn, so a double click changes nothing.

        Raises ConversationNotFound, ConversationBusy, LineFull, Stopping, and InputError for a text that is too long.
        """
        if len(text) > LONGEST_TEXT:
            raise InputError(
                f"The message has {len(text):,} characters; {LONGEST_TEXT:,} can be read.", do="Send what matters most."
            )
        session, _ = await self.session_of(owner, conversation_id)
        recipe = self.authors.recipe(owner, conversation_id)
        return await self.turns.send(session, conversation_id, text, turn_id=turn_id, edit=edit, recipe=recipe)

    async def take_up(self, owner: str, conversation_id: str, *, asked: bool = False) -> Board | None:
        """Go on with a message that was left unanswered. Raises ConversationNotFound, LineFull and Stopping."""
        session, _ = await self.session_of(owner, conversation_id)
        recipe = self.authors.recipe(owner, conversation_id)
        return await self.turns.take_up(session, conversation_id, asked=asked, recipe=recipe)

    async def stop(self, owner: str, conversation_id: str) -> bool:
        """Stop the conversation's turn; whether there was one. Raises ConversationNotFound."""
        await self.session_of(owner, conversation_id)
        return await self.turns.stop(conversation_id)

    async def delete(self, owner: str, conversation_id: str) -> None:
        """Delete a conversation with everything of it; a turn that runs is stopped first."""
        await self.stop(owner, conversation_id)
        await self.session.delete(conversation_id)
        self.authors.forget(conversation_id)

    def is_running(self, conversation_id: str) -> bool:
        """Whether a turn of the conversation runs or waits in this server."""
        return self.turns.board(conversation_id) is not None

    async def watch(self, conversation_id: str, *, beat_s: float = BEAT_S) -> AsyncIterator[Update | None]:
        """What is new in a conversation, at most every `update_s` seconds; None is a sign of life.

        The caller has made sure that the conversation is the watcher's. What a dead server left behind is taken up.
        """
        async for update in self.turns.watch(conversation_id, beat_s=beat_s):
            yield update

    async def ready(self) -> bool:
        """Whether the store answers and turns are taken and answered."""
        if self._session is None or self.turns.closing or (self._pool is not None and not self._pool.is_ready):
            return False
        await self._session.store.conversations.list("", search=None)
        return True
