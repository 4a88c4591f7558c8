"""Take a message: count it, and carry out the commands that need no author."""

from __future__ import annotations

from langgraph.runtime import Runtime

from assistant.briefing.choices import choose, chosen, delegate
from assistant.graph.commands import Command, command_in
from assistant.graph.phrases import phrase
from assistant.graph.state import State
from assistant.graph.trouble import spent
from assistant.graph.versions import restore, undo_target
from assistant.graph.workspace import Workspace
from schemas.brief import empty_brief
from schemas.replies import reply

LONGEST_MESSAGE = 200_000


async def intake(state: State, runtime: Runtime[Workspace]) -> State:
    """The message counted, or a command answered."""
    work = runtime.context
    message = state.get("message", "").replace("\x00", "")
    update: State = {"turn": state.get("turn", 0) + 1, "reply": "", "repairs": 0, "wish": "", "step": ""}
    if len(message) > LONGEST_MESSAGE:
        text = phrase(work, "too_long", limit=f"{LONGEST_MESSAGE:,}")
        return update | await _notice(work, text, message="")
    command = command_in(message)
    if command is not None and not (command.name == "accept" and work.process is None):
        return update | await _carried_out(command, state, work)
    if not message.strip() and not state.get("unread") and state.get("phase", "intake") == "intake":
        return update | await _notice(work, phrase(work, "empty"))
    return update | _settled_choice(state, work, message)


def _settled_choice(state: State, work: Workspace, message: str) -> State:
    """Settle a contradiction that was asked, when the message names one of its sides."""
    asked = state.get("asked", "")
    conflict = next((c for c in work.brief.open_contradictions if c.id == asked), None)
    if conflict is None:
        return {}
    choice = chosen(conflict, message)
    if choice is not None:
        work.brief = choose(work.brief, conflict, choice, quote=message.strip(), turn=state.get("turn", 0) + 1)
    elif (command := command_in(message)) is not None and command.name == "delegate":
        work.brief = delegate(work.brief, conflict)
    return {}


async def _carried_out(command: Command, state: State, work: Workspace) -> State:
    match command.name:
        case "show":
            key = "shown" if work.process is not None else "nothing_written"
            return await _notice(work, phrase(work, key))
        case "undo":
            target = await undo_target(work)
            if target is None:
                return await _notice(work, phrase(work, "nothing_to_undo"))
            await restore(work, target)
            return await _notice(work, phrase(work, "restored", number=target), phase="review")
        case "restore":
            if command.number is None or work.version is None or not 1 <= command.number <= work.version:
                return await _notice(work, phrase(work, "no_such_version", last=work.version or 0))
            await restore(work, command.number)
            return await _notice(work, phrase(work, "restored", number=command.number), phase="review")
        case "start_over":
            work.brief = empty_brief(work.brief.language)
            work.process, work.shown = None, None
            cleared: State = {"phase": "intake", "asked": "", "questions": 0, "unread": ""}
            return cleared | await _notice(work, phrase(work, "started_over"))
        case "accept":
            text = phrase(work, "accepted")
            ended = reply("end", text, version=work.version, findings=work.findings, spent=await spent(work))
            return {"phase": "ended", "reply": ended.model_dump_json()}
        case _:
            return {}


async def _notice(work: Workspace, text: str, **update: object) -> State:
    told = reply("notice", text, version=work.version, findings=work.findings, spent=await spent(work))
    state: State = {"reply": told.model_dump_json()}
    return state | update  # type: ignore[return-value]
