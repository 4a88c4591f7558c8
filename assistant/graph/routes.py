"""Where a turn goes next: pure functions over the state. Nodes do not route."""

from __future__ import annotations

from typing import Literal

from assistant.graph.state import MAX_REPAIRS, State

AfterIntake = Literal["extract", "pause"]
AfterExtract = Literal["advise", "ask", "confirm", "draft", "refine", "pause"]
AfterValidate = Literal["repair", "present"]


def after_intake(state: State) -> AfterIntake:
    """A command is answered at once; anything else is read."""
    return "pause" if state.get("reply") else "extract"


def after_extract(state: State) -> AfterExtract:
    """What the brief needs next."""
    if state.get("reply"):
        return "pause"
    match state.get("step"):
        case "advise":
            return "advise"
        case "ask":
            return "ask"
        case "confirm":
            return "confirm"
        case "refine":
            return "refine"
        case "draft":
            return "draft"
        case other:
            raise AssertionError(f"extract left no step: {other!r}")


def after_writing(state: State) -> Literal["validate", "pause"]:
    """A draft or change that came through is validated; one that did not is explained."""
    return "pause" if state.get("reply") else "validate"


def after_validate(state: State) -> AfterValidate:
    """Defects are repaired while tries are left; then the document is shown with what remains."""
    if state.get("step") == "repair" and state.get("repairs", 0) < MAX_REPAIRS:
        return "repair"
    return "present"


def after_pause(state: State) -> Literal["intake", "__end__"]:
    """An accepted document ends the conversation; every other reply waits for the next message."""
    return "__end__" if state.get("phase") == "ended" else "intake"
