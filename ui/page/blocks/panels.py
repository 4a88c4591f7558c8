"""Everything that the page shows of one conversation, by panel."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.session import Session
from assistant.store.records import Conversation, Version
from schemas.drafts import Draft
from schemas.errors import StoreError
from ui.page.blocks.assumptions import assumptions
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


@dataclass(frozen=True)
class View:
    """What somebody looks at."""

    conversation: Conversation | None
    kept: int
    """The newest version whose change was accepted; a newer one is shown as a change first."""
    compared: Compared | None = None


async def panels(session: Session, view: View) -> dict[str, str]:
    """The HTML of every panel (`flow`: Markdown)."""
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
    current = listed[-1]
    draft = _draft(current)
    id, number = current_id(view), current.number
    compared = view.compared or (Compared(listed[-2].number, number) if len(listed) > 1 else None)
    by_number = {version.number: version for version in listed}
    before = _draft(by_number[compared.old]) if compared and compared.old in by_number else None
    after = _draft(by_number[compared.new]) if compared and compared.new in by_number else None
    return {
        "document": document(draft, number=number),
        "rules": rules(draft),
        "flow": flow(draft),
        "findings": findings(draft),
        "assumptions": assumptions(draft),
        "versions": versions(listed, conversation_id=id, compared=compared, before=before, after=after),
        "downloads": downloads(id, number=number, title=draft.process.frame.title),
        "change": _change(listed, view.kept),
    }


def current_id(view: View) -> str:
    """The id of the conversation that is looked at."""
    if view.conversation is None:
        raise StoreError("No conversation is open.", do="Open one from the list.")
    return view.conversation.id


def _change(listed: tuple[Version, ...], kept: int) -> str:
    """The newest version as a change to accept; empty when there is nothing to accept."""
    current = listed[-1]
    rests_on = next((v for v in listed if v.number == current.parent), None)
    if rests_on is None or current.number <= kept or current.reason.startswith(("restored ", "draft")):
        return ""
    return change(_draft(rests_on), _draft(current), old=rests_on.number, new=current.number, reason=current.reason)


def _draft(version: Version) -> Draft:
    return Draft.model_validate_json(version.process)


def _empty(session: Session) -> dict[str, str]:
    from schemas.brief import empty_brief

    brief = empty_brief()
    return _unwritten() | {
        "thread": thread((), brief=brief, card=session.card, unanswered=None, examples=examples()),
        "understood": understood(brief, card=session.card),
    }


def _unwritten() -> dict[str, str]:
    return {panel: fill(NOTHING, panel=panel) for panel in PANELS} | {"flow": "", "change": ""}
