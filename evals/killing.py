"""A conversation that survives kill -9: the same turns with the same ids, gone on with wherever it stood.

`python -m evals.killing STORE CALLS` holds it; whoever kills it starts it again. Every call that the author would be
paid for is written to CALLS before it is answered.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.models.protocol import Event, Request
from assistant.session import open_session
from evals.scripted import TEAM, ScriptedAuthor, default_script, reading
from schemas.changes import Changes, FieldChange
from schemas.errors import ConversationBusy

TURNS = (TEAM, "you decide", "you decide", "yes", "yes", "another title please", "undo", "accept")
SLOW_S = 0.05
"""How long the author takes, so that kills hit calls in flight."""
LEASE_S = 0.6
"""A short lease, so that a killed process's turn is free soon."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class SlowAuthor:
    """A scripted author that takes its time and is paid for every call."""

    author: ScriptedAuthor
    calls: Path
    name: str = "slow"

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        with self.calls.open("a", encoding="utf-8") as file:
            file.write(request.step + "\n")
        await asyncio.sleep(SLOW_S)
        async for event in self.author.stream(request):
            yield event


def scripted() -> ScriptedAuthor:
    """The author of this conversation."""
    script = default_script()
    change = FieldChange(op="set", where="/frame/title", json_value='"Another title"')
    script["refine"] = lambda request: Changes(kind="change", changes=(change,), summary="Title", reply=None)
    read = script["read"]
    script["read"] = lambda request: (
        reading(intent="change", change_request="another title")
        if "title" in str(request.values["message"])
        else reading(intent="delegate")
        if request.values["message"] == "you decide"
        else read(request)
    )
    return ScriptedAuthor(script)


async def go_on(store: str, calls: Path) -> None:
    """Hold the conversation, or what is left of it; prints `done` at its end."""
    author = SlowAuthor(author=scripted(), calls=calls)
    async with open_session(url=store, author=author, clock=lambda: NOW, lease_s=LEASE_S) as session:
        kept = await session.conversations()
        conversation = kept[0].id if kept else (await session.start(title="killed")).id
        for number, text in enumerate(TURNS):
            while True:
                try:
                    await session.reply(conversation, text, turn_id=f"turn-{number}")
                    break
                except ConversationBusy:
                    await asyncio.sleep(0.1)
    print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(go_on(sys.argv[1], Path(sys.argv[2])))
