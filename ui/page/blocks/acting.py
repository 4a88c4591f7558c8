"""What the page may ask for between turns: show, compare, list, rename, delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.store.records import Conversation
from schemas.errors import AssistantError, ConversationNotFound, InputError
from ui.failures import record
from ui.page.blocks.filling import fill
from ui.page.blocks.host import Host
from ui.page.blocks.library import library
from ui.page.blocks.panels import View, panels
from ui.page.blocks.settings_panel import settings_panel
from ui.page.blocks.status import status
from ui.page.blocks.versions import Compared

LONGEST_SEARCH = 100
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Acted:
    """The panels that an action shows anew, by name."""

    shown: Mapping[str, str] = field(default_factory=dict)


async def act(host: Host, asked: Mapping[str, Any], *, request: Any) -> Acted:
    """Carry out one action. What cannot be done is told on the page, in its status line; nothing is raised for it."""
    try:
        return Acted(await _acted(host, asked, host.owner(request)))
    except AssistantError as error:
        return Acted({"status": fill("failure", message=str(error))})
    except Exception as error:  # noqa: BLE001 - the page's edge: recorded, told in one sentence
        message = f"Something went wrong in the program. It is recorded in {record(error)}."
        return Acted({"status": fill("failure", message=message)})


async def _acted(host: Host, asked: Mapping[str, Any], owner: str) -> Mapping[str, str]:
    match asked.get("action"):
        case "show" | "compare":
            return await _shown(host, asked, owner)
        case "settings":
            conversation = await _conversation(host, asked, owner) if asked.get("conversation") else None
            return {"settings": await settings_panel(host, conversation, owner)}
        case "rename":
            title = str(asked.get("title", "")).strip()[:LONGEST_TITLE]
            conversation = await _conversation(host, asked, owner)
            await host.session.store.conversations.rename(conversation.id, title or conversation.title)
        case "delete":
            conversation = await _conversation(host, asked, owner)
            await host.delete(owner, conversation.id)
        case "library":
            pass
        case _:
            raise InputError("The page asked for something unknown.", do="Reload the page.")
    return {"library": await _library(host, asked, owner)}


async def _shown(host: Host, asked: Mapping[str, Any], owner: str) -> dict[str, str]:
    conversation = await _conversation(host, asked, owner) if asked.get("conversation") else None
    compared = None
    if asked.get("action") == "compare":
        compared = Compared(int(asked.get("old", 0)), int(asked.get("new", 0)))
    view = View(conversation=conversation, kept=int(asked.get("kept") or 0), compared=compared)
    shown = await panels(host.session, view)
    told = await status(host, conversation, owner)
    return {**shown, "status": told}


async def _conversation(host: Host, asked: Mapping[str, Any], owner: str) -> Conversation:
    """The conversation that is meant, if it is the owner's."""
    id = asked.get("id") or asked.get("conversation")
    if not isinstance(id, str):
        raise ConversationNotFound("There is no such conversation.", do="Open one from the list.")
    return await host.session.store.conversations.get(id, owner=owner)


async def _library(host: Host, asked: Mapping[str, Any], owner: str) -> str:
    search = str(asked.get("search") or "")[:LONGEST_SEARCH]
    listed = await host.session.conversations(owner=owner, search=search or None)
    current = asked.get("conversation")
    return library(listed, current=current if isinstance(current, str) else None, search=search)
