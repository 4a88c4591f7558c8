"""The paths of a case as a picture."""

from __future__ import annotations

from assistant.render.diagram import flowchart
from assistant.render.view import View
from schemas.drafts import Draft


def flow(draft: Draft) -> str:
    """The flowchart as a Markdown block that the page draws; every name in it is only a name."""
    return f"```mermaid\n{flowchart(View(draft.process, draft.brief))}\n```"
