"""The conversation's graph: its whole topology on one screen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.graph.nodes.advise import advise
from assistant.graph.nodes.ask import ask
from assistant.graph.nodes.confirm import confirm
from assistant.graph.nodes.draft import draft
from assistant.graph.nodes.extract import extract
from assistant.graph.nodes.intake import intake
from assistant.graph.nodes.pause import pause
from assistant.graph.nodes.present import present
from assistant.graph.nodes.refine import refine
from assistant.graph.nodes.repair import repair
from assistant.graph.nodes.validate import validate
from assistant.graph.routes import after_extract, after_intake, after_pause, after_validate, after_writing
from assistant.graph.state import State
from assistant.graph.workspace import Workspace

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph


Graph: TypeAlias = "CompiledStateGraph[State, Workspace, State, State]"


@lru_cache(maxsize=4)
def built(checkpointer: BaseCheckpointSaver[str]) -> Graph:
    """The compiled graph on this saver, compiled once: a turn that only asks takes hardly longer than compiling it."""
    return build(checkpointer)


def build(checkpointer: BaseCheckpointSaver[str] | None) -> Graph:
    """The compiled graph. Only `pause` interrupts, and it holds nothing before the interrupt."""
    from langgraph.graph import START, StateGraph

    graph: StateGraph[State, Workspace, State, State] = StateGraph(State, context_schema=Workspace)
    nodes: tuple[Any, ...] = (
        intake, extract, advise, ask, confirm, draft, validate, repair, present, refine, pause,
    )  # fmt: skip
    for node in nodes:
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "intake")
    graph.add_conditional_edges("intake", after_intake, ["extract", "pause"])
    graph.add_conditional_edges("extract", after_extract, ["advise", "ask", "confirm", "draft", "refine", "pause"])
    for question in ("advise", "ask", "confirm", "present"):
        graph.add_edge(question, "pause")
    graph.add_conditional_edges("draft", after_writing, ["validate", "pause"])
    graph.add_conditional_edges("refine", after_writing, ["validate", "pause"])
    graph.add_conditional_edges("validate", after_validate, ["repair", "present"])
    graph.add_conditional_edges("repair", after_writing, ["validate", "pause"])
    graph.add_conditional_edges("pause", after_pause, ["intake", "__end__"])
    return graph.compile(checkpointer=checkpointer)
