"""The document's versions: written once a turn, any can be taken back."""

from __future__ import annotations

from assistant.graph.workspace import Workspace
from schemas.drafts import Draft

RESTORED = "restored "
DRAFT = "draft"
"""The reason of a version that was written anew."""


async def save_version(work: Workspace, *, body: str, words: int) -> int:
    """Store the document as the current version and return its number."""
    version = await work.store.versions.add(
        work.conversation_id,
        process=work.draft(words=words).model_dump_json(),
        body=body,
        reason=work.reason,
        parent=work.version,
        turn_id=work.turn_id,
    )
    work.version = version.number
    return version.number


async def undo_target(work: Workspace) -> int | None:
    """The number of the version that an undo goes back to; None when there is none."""
    current = await work.store.versions.current(work.conversation_id)
    if current is None:
        return None
    # A restored version stands for the one that it equals, so that undoing again goes further back.
    stands_for = current
    while stands_for.reason.startswith(RESTORED) and stands_for.parent is not None:
        stands_for = await work.store.versions.get(work.conversation_id, stands_for.parent)
    return stands_for.parent


async def restore(work: Workspace, number: int) -> None:
    """Make an old version, with the brief that it rests on, the current one."""
    version = await work.store.versions.set_current(work.conversation_id, number, turn_id=work.turn_id)
    draft = Draft.model_validate_json(version.process)
    work.process, work.brief, work.findings, work.shown = draft.process, draft.brief, draft.findings, draft.shown
    work.version = version.number
