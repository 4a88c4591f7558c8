"""`escalate chat`: the conversation in a terminal."""

from __future__ import annotations

import asyncio
import os
import secrets
import select
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from schemas.errors import AssistantError, ConversationBusy, InputError
from schemas.replies import Reply
from ui.failures import DONE
from ui.opening import session_for

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.graph.workspace import Progress
    from assistant.session import Session

MOST_TRIES = 20
"""Seconds to wait for a dead process's turn; its hold is shorter."""
PASTE_PAUSE_S = 0.05
"""Lines that follow within this time were pasted together and are one message."""
GREETING = """Tell me about your support organisation: its tiers and how many people are in each, the issues that get
escalated, and what customers were promised. Paste a table or a whole description; an empty line sends it.
[dim]show · undo · start over · accept · /model NAME · /save FILE · /quit[/dim]"""


def run(*, resume: str | None, model: str, store: str | None) -> int:
    """Talk until the person leaves; the exit code."""
    return asyncio.run(_chat(resume=resume, model=model, store=store))


async def _chat(*, resume: str | None, model: str, store: str | None) -> int:
    from rich.console import Console

    console = Console()
    async with session_for(model, store) as session:
        conversation = await _conversation(session, resume)
        console.print(f"[dim]Conversation {conversation} · author {session.author.name}[/dim]")
        if resume is None:
            console.print(GREETING)
        else:
            await _catch_up(console, session, conversation)
        while True:
            text = _read_message()
            if text is None or text.strip() in ("/quit", "/exit"):
                console.print(f"[dim]Kept. Go on with: escalate chat --resume {conversation}[/dim]")
                return DONE
            if text.strip():
                await _answer(console, session, conversation, text)


async def _conversation(session: Session, resume: str | None) -> str:
    if resume is None:
        return (await session.start()).id
    if resume != "last":
        return resume
    kept = await session.conversations()
    if not kept:
        raise InputError("There is no conversation to resume.", do="Start one with escalate chat.")
    return kept[0].id


async def _catch_up(console: Console, session: Session, conversation: str) -> None:
    for message in await session.transcript(conversation):
        console.print(f"[bold]{'You' if message.role == 'user' else 'Assistant'}[/bold]")
        console.print(message.text, markup=False, highlight=False)
    left = await session.unanswered(conversation)
    if left is not None:
        console.print("[dim]The last message was not answered; answering it now.[/dim]")
        with console.status("reading") as status:
            answer = await _resumed(session, conversation, lambda p: _tell(status, p))
        if answer is not None:
            await _show(console, session, conversation, answer)


async def _resumed(session: Session, conversation: str, tell: Callable[[Progress], None]) -> Reply | None:
    """The answer that was due, once the process that died over it has lost its hold."""
    for _ in range(MOST_TRIES):
        try:
            return await session.resume(conversation, on_progress=tell)
        except ConversationBusy:
            await asyncio.sleep(1)
    return await session.resume(conversation, on_progress=tell)


async def _answer(console: Console, session: Session, conversation: str, text: str) -> None:
    if text.strip().startswith(("/model ", "/save ")):
        await _local(console, session, conversation, text.strip())
        return
    try:
        with console.status("reading") as status:
            answer = await session.reply(
                conversation, text, turn_id=secrets.token_urlsafe(16), on_progress=lambda p: _tell(status, p)
            )
    except AssistantError as error:
        console.print(str(error), style="red", markup=False)
        return
    await _show(console, session, conversation, answer)


async def _local(console: Console, session: Session, conversation: str, text: str) -> None:
    """Commands of the terminal itself: another author, a file."""
    from pathlib import Path

    from assistant.models.pick import author_named

    name, _, rest = text.partition(" ")
    try:
        if name == "/model":
            session.author = author_named(rest.strip(), environment=os.environ)
            console.print(f"[dim]Author: {session.author.name}[/dim]")
            return
        draft = await session.document(conversation)
        if draft is None:
            raise InputError("Nothing is written yet.", do="Answer the questions first.")
        path = Path(rest.strip()).expanduser()
        data = draft.model_dump_json(indent=1) if path.suffix == ".json" else session.markdown(draft)
        path.write_text(data + "\n", encoding="utf-8")
        console.print(f"[dim]Saved to {path}[/dim]")
    except (AssistantError, OSError) as error:
        console.print(str(error), style="red", markup=False)


async def _show(console: Console, session: Session, conversation: str, answer: Reply) -> None:
    from rich.markdown import Markdown

    if answer.kind in ("document",) or (answer.kind == "notice" and answer.version is not None):
        draft = await session.document(conversation)
        if draft is not None:
            console.print(Markdown(session.body(draft)))
    console.print("[bold]Assistant[/bold]")
    console.print(answer.text, markup=False, highlight=False)
    for choice in answer.choices:
        console.print(f"  · {choice}", style="cyan", markup=False, highlight=False)
    for finding in answer.findings[:5]:
        console.print(f"  {finding.check} {finding.weight}: {finding.what}", style="yellow", markup=False)
    if answer.spent is not None and answer.spent.input_tokens:
        cost = "price unknown" if answer.spent.cost_usd is None else f"${answer.spent.cost_usd:.2f}"
        used = f"{answer.spent.input_tokens:,} + {answer.spent.output_tokens:,} tokens, {cost}"
        console.print(f"[dim]So far: {used}[/dim]")


def _tell(status: object, progress: Progress) -> None:
    if progress.stage == "begun":
        status.update(f"{progress.step} …")  # type: ignore[attr-defined]


def _read_message() -> str | None:
    """The next message: one line, or all lines that were pasted together; None at the end of input."""
    try:
        lines = [input("> " if sys.stdin.isatty() else "")]
    except EOFError:
        return None
    while sys.stdin.isatty() and select.select([sys.stdin], [], [], PASTE_PAUSE_S)[0]:
        line = sys.stdin.readline()
        if not line:
            break
        lines.append(line.rstrip("\n"))
    return "\n".join(lines)
