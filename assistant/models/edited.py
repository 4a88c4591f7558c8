"""An author for a turn in which values were edited by hand: what was edited is known, and nobody is asked for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

from pydantic import BaseModel

from assistant.models.protocol import Author, Event, Reply, Request, streaming
from schemas.changes import Changes
from schemas.edits import Edit
from schemas.reading import Reading
from schemas.usage import Usage


class Edited:
    """Reads the edit as it was made and changes what it says; everything else is the other author's work."""

    def __init__(self, author: Author, edit: Edit) -> None:
        self._author = author
        self._edit = edit
        self.name = author.name

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        """The answer that the edit gives, or the other author's with the edit in it."""
        alone = self._alone(request)
        if alone is not None:
            yield _reply(alone)
            return
        async with streaming(self._author, request) as events:
            async for event in events:
                yield self._with_edit(event) if isinstance(event, Reply) else event

    def _alone(self, request: Request) -> BaseModel | None:
        """The whole answer where the edit settles it."""
        edit = self._edit
        if request.step == "read" and edit.alone:
            wish = edit.summary if request.values.get("document") else None
            return Reading(
                language=request.values["brief"].language,
                intent="change" if wish else "inform",
                facts=edit.facts,
                delegated=(),
                change_request=wish,
                one_expertise=False,
                one_expertise_quote=None,
            )
        if request.step == "refine" and edit.alone and (edit.confirms or not edit.facts):
            return Changes(kind="change", changes=edit.changes, summary=edit.summary, reply=None)
        return None

    def _with_edit(self, reply: Reply) -> Reply:
        data, edit = reply.data, self._edit
        if isinstance(data, Reading):
            edited = {(fact.slot, fact.subject) for fact in edit.facts}
            others = tuple(fact for fact in data.facts if (fact.slot, fact.subject) not in edited)
            data = data.model_copy(update={"facts": (*others, *edit.facts)})
        elif isinstance(data, Changes) and edit.changes:
            data = data.model_copy(update={"kind": "change", "changes": (*data.changes, *edit.changes)})
        return replace(reply, data=data)


def _reply(data: BaseModel) -> Reply:
    text = data.model_dump_json()
    return Reply(text=text, data=data, stop="end", usage=Usage.none(), model="edit", cost_usd=0.0)
