"""The assistant's own time: everything but a model."""

from __future__ import annotations

import time
from pathlib import Path

from assistant.models.pick import author_named
from assistant.session import checked, open_session
from schemas.drafts import Draft


async def brief_to_document(brief: str, *, store: Path) -> tuple[float, Draft]:
    """Seconds of this process from a brief to its checked and stored document, opening the store included."""
    began = time.process_time()
    author = author_named("offline", environment={})
    async with open_session(url=str(store), author=author) as session:
        conversation = (await session.start()).id
        await session.reply(conversation, brief, interactive=False, assume=True)
        draft = await session.document(conversation)
    took = time.process_time() - began
    if draft is None:
        raise AssertionError("an example brief drafts")
    return took, draft


def judged_again(draft: Draft) -> float:
    """Seconds of this process for the checks and of rendering the document that they are made on."""
    began = time.process_time()
    checked(draft.process, brief=draft.brief)
    return time.process_time() - began
