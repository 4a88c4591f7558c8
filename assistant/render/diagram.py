"""The paths of a case as a Mermaid flowchart: tiers, roles, partners, and who hands on to whom."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.render.escaping import clipped, one_line
from assistant.render.paths import ANY, paths
from assistant.render.view import View
from schemas.tiers import Partner, Role, Tier

LABEL_WORDS = 8
MOST_EDGES = 120
"""Mermaid itself gives up beyond 500, a reader long before."""
_CODES = {ord(char): f"#{ord(char)};" for char in '#"&<>;`\\{}|[]()%'}


def flowchart(view: View) -> str:
    """Mermaid source. Names are quoted and their special characters written as codes, so any name is only a name."""
    receivers = view.process.frame.receivers
    ids = {one.id: f"n{i}" for i, one in enumerate(receivers)}
    lines = ["flowchart LR", f'  any(["{_label(view.raw_name(ANY), view)}"])']
    lines += [f"  {_node(ids[one.id], one, view)}" for one in receivers]
    edges = list(_edges(view, {**ids, ANY: "any"}))
    lines += [f"  {edge}" for edge in edges[:MOST_EDGES]]
    return "\n".join(lines)


def fenced_flowchart(view: View) -> str:
    """The flowchart as a Markdown block."""
    return f"```mermaid\n{flowchart(view)}\n```"


def _node(id: str, receiver: Tier | Role | Partner, view: View) -> str:
    label = _label(receiver.name or receiver.id, view)
    if isinstance(receiver, Tier):
        people = view.raw_amount(receiver.headcount) if receiver.headcount is not None else ""
        return f'{id}["{label}{f" · {_label(people, view)}" if people else ""}"]'
    return f'{id}(["{label}"])' if isinstance(receiver, Role) else f'{id}[/"{label}"/]'


def _edges(view: View, ids: dict[str, str]) -> Iterable[str]:
    """One arrow for each pair, named after its first trigger; dotted for exits and the way back."""
    for path in paths(view):
        more = f" +{len(path.names) - 1}" if len(path.names) > 1 else ""
        arrow = f'-->|"{_label(path.names[0], view)}{more}"|' if path.names else "-.->"
        yield f"{ids[path.source]} {arrow} {ids[path.to]}"


def _label(text: str, view: View) -> str:
    return clipped(one_line(view.plain(text)), LABEL_WORDS).translate(_CODES)
