"""What the page may ask for between turns: show, compare, list, rename, delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.store.records import Conversation
from schemas.errors import AssistantError, ConversationNotFound, InputError
from ui.page.blocks.filling import fill
from ui.page.blocks.host import Host
from ui.page.blocks.library import library
from ui.page.blocks.panels import View, panels
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
    owner = host.owner(request)
    try:
        match asked.get("action"):
            case "show" | "compare":
                return Acted(await _shown(host, asked, owner))
            case "library":
                return Acted({"library": await _library(host, asked, owner)})
            case "rename":
                conversation = await _conversation(host, asked, owner)
                title = str(asked.get("title", "")).strip()[:LONGEST_TITLE]
                if title:
                    await host.session.store.conversations.rename(conversation.id, title)
                return Acted({"library": await _library(host, asked, owner)})
            case "delete":
                conversation = await _conversation(host, asked, owner)
                await host.session.delete(conversation.id)
                return Acted({"library": await _library(host, asked, owner)})
            case _:
                raise InputError("The page asked for something unknown.", do="Reload the page.")
    except AssistantError as error:
        return Acted({"status": fill("failure", message=str(error))})


async def _shown(host: Host, asked: Mapping[str, Any], owner: str) -> dict[str, str]:
    conversation = await _conversation(host, asked, owner) if asked.get("conversation") else None
    compared = None
    if asked.get("action") == "compare":
        compared = Compared(int(asked.get("old", 0)), int(asked.get("new", 0)))
    view = View(conversation=conversation, kept=int(asked.get("kept") or 0), compared=compared)
    shown = await panels(host.session, view)
    told = await status(host, conversation)
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
