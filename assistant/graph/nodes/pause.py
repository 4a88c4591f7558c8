"""Wait for the person. The only interrupt of the graph; nothing stands before it, for a node runs again on resume."""

from __future__ import annotations

from assistant.graph.state import State


async def pause(state: State) -> State:
    """Show the reply and take the next message."""
    from langgraph.types import interrupt

    if state.get("phase") == "ended":
        return {"message": ""}
    message = interrupt({"reply": state["reply"]})
    return {"message": str(message), "reply": ""}
