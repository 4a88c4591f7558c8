"""Everything that the page shows of one conversation, by panel."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from assistant.session import Session
from assistant.store.records import Conversation, Version
from schemas.drafts import Draft
from schemas.errors import StoreError
from ui.page.blocks.assumptions import assumptions
from ui.page.blocks.difference import difference
from ui.page.blocks.document import document
from ui.page.blocks.downloads import downloads
from ui.page.blocks.examples import examples
from ui.page.blocks.facts import understood
from ui.page.blocks.filling import fill
from ui.page.blocks.findings import findings
from ui.page.blocks.flow import flow
from ui.page.blocks.rules import rules
from ui.page.blocks.thread import thread
from ui.page.blocks.versions import Compared, change, versions

PANELS = (
    "thread", "understood", "document", "rules", "flow", "findings", "assumptions", "versions", "downloads", "change",
)  # fmt: skip
NOTHING = "nothing"
DRAWN_KEPT = 64
"""Versions whose panels are kept drawn: about 0.3 MB each."""


@dataclass(frozen=True)
class View:
    """What somebody looks at."""

    conversation: Conversation | None
    kept: int
    """The newest version whose change was accepted; a newer one is shown as a change first."""
    compared: Compared | None = None


async def panels(session: Session, view: View) -> dict[str, str]:
    """The HTML of every panel."""
    if view.conversation is None:
        return _empty(session)
    id = view.conversation.id
    listed = await session.versions(id)
    brief, messages = await session.brief(id), await session.transcript(id)
    shown = {
        "thread": thread(
            messages, brief=brief, card=session.card, unanswered=await session.unanswered(id), examples=examples()
        ),
        "understood": understood(brief, card=session.card),
    }
    if not listed:
        return _unwritten() | shown
    return shown | await _written(session, view, listed)


async def _written(session: Session, view: View, listed: tuple[Version, ...]) -> dict[str, str]:
    """The panels of a written document; drawing them takes a moment, so it is done beside the server's other work."""
    conversation = current_id(view)
    stored = {version.number: _Stored.of(conversation, version) for version in listed}
    current, compared = stored[listed[-1].number], view.compared
    drawn = await asyncio.to_thread(_of_version, current)
    shown: Markup | str = ""
    if compared is not None and {compared.old, compared.new} <= stored.keys():
        shown = await asyncio.to_thread(_difference, stored[compared.old], stored[compared.new])
    rests_on = _rests_on(listed, view.kept)
    change_shown: Markup | str = ""
    if rests_on is not None:
        told = await asyncio.to_thread(_difference, stored[rests_on], current)
        change_shown = change(told, old=rests_on, new=current.number, reason=listed[-1].reason)
    return {
        **drawn,
        "versions": versions(listed, conversation_id=conversation, compared=compared, shown=shown),
        "change": change_shown,
    }


def current_id(view: View) -> str:
    """The id of the conversation that is looked at."""
    if view.conversation is None:
        raise StoreError("No conversation is open.", do="Open one from the list.")
    return view.conversation.id


def _rests_on(listed: tuple[Version, ...], kept: int) -> int | None:
    """The version that the newest one changes, while the change waits to be accepted."""
    current = listed[-1]
    if current.number <= kept or current.reason.startswith(("restored ", "draft")):
        return None
    return next((v.number for v in listed if v.number == current.parent), None)


@dataclass(frozen=True)
class _Stored:
    """A version to be drawn; it is drawn once, however often and by whomever it is looked at."""

    conversation_id: str
    number: int
    digest: bytes
    process: str = field(compare=False, repr=False)

    @classmethod
    def of(cls, conversation_id: str, version: Version) -> _Stored:
        digest = hashlib.blake2b(version.process.encode(), digest_size=16).digest()
        return cls(conversation_id, version.number, digest, version.process)

    @property
    def draft(self) -> Draft:
        return Draft.model_validate_json(self.process)


@lru_cache(maxsize=DRAWN_KEPT)
def _of_version(version: _Stored) -> dict[str, str]:
    draft = version.draft
    return {
        "document": document(draft, number=version.number),
        "rules": rules(draft),
        "flow": flow(draft),
        "findings": findings(draft),
        "assumptions": assumptions(draft),
        "downloads": downloads(version.conversation_id, number=version.number, title=draft.process.frame.title),
    }


@lru_cache(maxsize=DRAWN_KEPT)
def _difference(before: _Stored, after: _Stored) -> Markup:
    return difference(before.draft, after.draft, old=before.number, new=after.number)


def _empty(session: Session) -> dict[str, str]:
    from schemas.brief import empty_brief

    brief = empty_brief()
    return _unwritten() | {
        "thread": thread((), brief=brief, card=session.card, unanswered=None, examples=examples()),
        "understood": understood(brief, card=session.card),
    }


def _unwritten() -> dict[str, str]:
    return {panel: fill(NOTHING, panel=panel) for panel in PANELS} | {"change": ""}
