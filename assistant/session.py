"""The one façade over conversations: start, reply, look, go back, delete. It hides the graph from every way in."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.graph.judging import judge
from assistant.graph.paid_answers import PaidAnswers
from assistant.graph.state import GRAPH_VERSION, State
from assistant.graph.workspace import Progress, Workspace
from assistant.models.edited import Edited
from assistant.models.protocol import Author
from assistant.models.stored import Stored
from assistant.render.document import Document, render
from assistant.render.exporting import Format, export
from assistant.store.opening import Store, open_store
from assistant.store.records import Conversation, Message, Turn, Version
from prompts.library import Card, load_card
from schemas.brief import Brief, empty_brief
from schemas.drafts import Draft
from schemas.edits import Edit
from schemas.errors import InputError
from schemas.findings import Finding
from schemas.process import EscalationProcess
from schemas.replies import Reply

CARD = "customer-support-escalation-process"
OFFLINE = "offline"
"""The author whose answers cost nothing and need no keeping."""
WRITTEN = ("review", "ended")
"""Phases in which there is a document to change; before them, and after starting over, there is none."""
LEASE_S = 15.0
"""Seconds for which a turn is held without a sign of life: as long as others wait for a killed process's turn."""
TITLE_LENGTH = 60


def ignore(progress: Progress) -> None:
    """For callers who do not show progress."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Session:
    """Conversations of one store with one author."""

    store: Store
    card: Card
    author: Author
    clock: Callable[[], datetime] = utc_now
    lease_s: float = LEASE_S

    async def start(self, *, owner: str = "local", title: str = "") -> Conversation:
        """A new, empty conversation."""
        return await self.store.conversations.create(
            owner=owner,
            card=self.card.id,
            card_version=self.card.version,
            graph_version=GRAPH_VERSION,
            author=self.author.name,
            title=title,
        )

    async def reply(
        self,
        conversation_id: str,
        text: str,
        *,
        turn_id: str | None = None,
        interactive: bool = True,
        assume: bool = False,
        edit: Edit | None = None,
        on_progress: Callable[[Progress], None] = ignore,
    ) -> Reply:
        """The answer to a message. The same turn id gets the same answer again, and pays nothing.

        interactive: whether questions may be asked; assume: if not, take the card's assumptions for what is missing.
        edit: values that were changed by hand; the text says the same in words. A question that is open stays open.
        Raises ConversationNotFound, ConversationBusy while another message is being answered, and StoreError. A
        failing author raises nothing: the reply's kind is `trouble`.
        """
        conversation = await self.store.conversations.get(conversation_id)
        if conversation.graph_version != GRAPH_VERSION:
            raise InputError(
                f"This conversation was begun with version {conversation.graph_version} of the program's graph.",
                do="Export its document and start a new conversation with it.",
            )
        turn = await self.store.turns.begin_turn(
            conversation_id, turn_id or secrets.token_urlsafe(16), text=text, lease_s=self.lease_s
        )
        if turn.outcome == "done":
            return Reply.model_validate_json(turn.reply or "")
        async with self._held(turn):
            work = await self._workspace(turn, interactive=interactive, assume=assume, on_progress=on_progress)
            if edit is not None:
                work.author = Edited(work.author, edit)
                open_question = edit.alone and conversation.phase == "intake"
                work.brief = _asked_again(work.brief) if open_question else work.brief
            state = await self._run(turn, work)
            answer = Reply.model_validate_json(state["reply"])
            await self._finish(conversation, turn, work, state, answer)
            return answer

    async def resume(self, conversation_id: str, *, on_progress: Callable[[Progress], None] = ignore) -> Reply | None:
        """The answer to a message that a killed process left unanswered; None when there is none."""
        left = await self.store.turns.unfinished_turn(conversation_id)
        if left is None:
            return None
        return await self.reply(conversation_id, left.text, turn_id=left.turn_id, on_progress=on_progress)

    async def document(self, conversation_id: str, number: int | None = None) -> Draft | None:
        """The current or the numbered version of the document; None before the first."""
        if number is not None:
            version = await self.store.versions.get(conversation_id, number)
        else:
            current = await self.store.versions.current(conversation_id)
            if current is None:
                return None
            version = current
        return Draft.model_validate_json(version.process)

    def markdown(self, draft: Draft) -> str:
        """The whole document, body and annexes, with its findings on the first page."""
        return _rendered(draft).markdown

    def exported(self, draft: Draft, format: Format) -> bytes:
        """The whole document as a file to send: html, docx or pdf. Takes up to some seconds: call it in a thread."""
        return export(draft.process, brief=draft.brief, findings=draft.findings, format=format)

    def body(self, draft: Draft) -> str:
        """The document's body."""
        return _rendered(draft).body

    async def difference(self, conversation_id: str, *, old: int, new: int) -> str:
        """What differs between two versions, section by section."""
        from assistant.render.difference import difference

        before = await self.document(conversation_id, old)
        after = await self.document(conversation_id, new)
        if before is None or after is None:
            raise AssertionError("a numbered version is there or an error")
        return difference(before, after)

    async def conversations(self, *, owner: str = "local", search: str | None = None) -> tuple[Conversation, ...]:
        """The owner's conversations, the newest first."""
        return tuple(await self.store.conversations.list(owner, search=search))

    async def transcript(self, conversation_id: str) -> tuple[Message, ...]:
        """What was said, in order."""
        return tuple(await self.store.messages.list(conversation_id))

    async def unanswered(self, conversation_id: str) -> str | None:
        """A message that a killed process left unanswered."""
        left = await self.store.turns.unfinished_turn(conversation_id)
        return left.text if left else None

    async def versions(self, conversation_id: str) -> tuple[Version, ...]:
        """All versions of the document, oldest first."""
        return await self.store.versions.list(conversation_id)

    async def brief(self, conversation_id: str) -> Brief:
        """What is known of the organisation."""
        stored = await self.store.briefs.latest(conversation_id)
        return Brief.model_validate_json(stored) if stored else empty_brief()

    async def delete(self, conversation_id: str) -> None:
        """Delete the conversation and everything of it, for good."""
        await self.store.conversations.delete(conversation_id)

    @asynccontextmanager
    async def _held(self, turn: Turn) -> AsyncIterator[None]:
        """Keep the turn while the block runs; let go of it when the block fails, so that it can be tried again."""
        keeper = asyncio.create_task(self._keep(turn))
        try:
            yield
        except BaseException:
            with contextlib.suppress(Exception):
                await self.store.turns.release(turn)
            raise
        finally:
            keeper.cancel()

    async def _keep(self, turn: Turn) -> None:
        while True:
            await asyncio.sleep(self.lease_s / 3)
            await self.store.turns.renew(turn, lease_s=self.lease_s)

    async def _workspace(
        self, turn: Turn, *, interactive: bool, assume: bool, on_progress: Callable[[Progress], None]
    ) -> Workspace:
        current = await self.store.versions.current(turn.conversation_id)
        conversation = await self.store.conversations.get(turn.conversation_id)
        written = current is not None and conversation.phase in WRITTEN
        draft = Draft.model_validate_json(current.process) if current and written else None
        brief = await self.brief(turn.conversation_id)
        answers = PaidAnswers(self.store.answers(turn.conversation_id))
        return Workspace(
            conversation_id=turn.conversation_id,
            turn_id=turn.turn_id,
            store=self.store,
            author=self.author if self.author.name == OFFLINE else Stored(self.author, answers),
            card=self.card,
            now=self.clock(),
            interactive=interactive,
            assume=assume,
            emit=on_progress,
            brief=brief,
            previous_brief=brief,
            process=draft.process if draft else None,
            findings=draft.findings if draft else (),
            shown=draft.shown if draft else None,
            version=current.number if current else None,
        )

    async def _run(self, turn: Turn, work: Workspace) -> State:
        from langgraph.types import Command

        from assistant.graph.build import built

        graph = built(await self.store.checkpointer())
        config: Any = {"configurable": {"thread_id": turn.conversation_id, "fence": turn.fence}}
        waiting = bool((await graph.aget_state(config)).next)
        given: Any = Command(resume=turn.text) if waiting else {"message": turn.text}
        output = await graph.ainvoke(given, config, context=work, durability="exit", version="v2")
        state: State = dict(output.value)  # type: ignore[assignment]
        return state

    async def _finish(
        self, conversation: Conversation, turn: Turn, work: Workspace, state: State, answer: Reply
    ) -> None:
        await self.store.briefs.save(turn.conversation_id, turn.turn_id, work.brief.model_dump_json())
        if not conversation.title and turn.text.strip():
            await self.store.conversations.rename(turn.conversation_id, turn.text.strip()[:TITLE_LENGTH])
        meta = answer.model_dump_json(exclude={"findings", "facts"})
        await self.store.turns.finish_turn(
            turn,
            reply=answer.model_dump_json(),
            messages=(Message(role="user", text=turn.text), Message(role="assistant", text=answer.text, meta=meta)),
            phase=state.get("phase", "intake"),
        )


def _asked_again(brief: Brief) -> Brief:
    """The brief as if its last question had not been asked."""
    return brief.model_copy(update={"asked": brief.asked[:-1]})


def checked(process: EscalationProcess, *, brief: Brief) -> tuple[tuple[Finding, ...], int]:
    """The findings of a process, gravest first, and the words of its body."""
    judged = judge(process, brief=brief)
    return judged.findings, judged.document.body_words


def _rendered(draft: Draft) -> Document:
    return render(draft.process, brief=draft.brief, findings=draft.findings, like=draft.shown)


@asynccontextmanager
async def open_session(
    *,
    url: str | None,
    author: Author,
    card: str = CARD,
    clock: Callable[[], datetime] = utc_now,
    lease_s: float = LEASE_S,
) -> AsyncIterator[Session]:
    """A session on the store at `url` (None: the user's data directory), closed at the end."""
    from assistant.checks.run import ALL_CHECKS

    loaded = load_card(card, known_checks=[check.id for check in ALL_CHECKS])
    async with open_store(url) as store:
        yield Session(store=store, card=loaded, author=author, clock=clock, lease_s=lease_s)
