"""The paths of a case as a picture, and what its numbers mean as a table."""

from __future__ import annotations

from markupsafe import Markup

from assistant.render.formats.blocks import plain
from assistant.render.formats.svg import picture
from assistant.render.view import View
from schemas.drafts import Draft
from ui.page.blocks.filling import fill


def flow(draft: Draft) -> Markup:
    """The drawing; its texts are escaped where it is drawn."""
    drawn = picture(View(draft.process, draft.brief))
    if drawn is None:
        return fill("nothing", panel="flow")
    head = [plain(line) for line in drawn.table.columns]
    rows = [[plain(line) for line in row] for row in drawn.table.rows]
    return fill("flow", svg=Markup(drawn.svg), words=drawn.alternative, head=head, rows=rows)  # noqa: S704
