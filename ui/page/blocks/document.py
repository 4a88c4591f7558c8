"""The document on the page: every number traceable, every finding at its place."""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from markupsafe import Markup

from assistant.render.document import lay_out
from assistant.render.packing import Chosen
from assistant.render.shelves import Draft as Section
from assistant.render.shelves import Item, Shelf
from assistant.render.tracing import TracedView
from schemas.drafts import Draft
from ui.page.blocks.filling import fill
from ui.page.blocks.inline import inline
from ui.page.blocks.numbers import Traces
from ui.page.blocks.places import at, numbered


def document(draft: Draft, *, number: int) -> Markup:
    """The whole document of a version: the body, then the annexes, folded."""
    page = _Page(draft)
    layout = lay_out(draft.process, brief=draft.brief, findings=draft.findings, view_of=page.view_of)
    body = [page.section(section, chosen) for section, chosen in layout.body]
    annexes = [page.section(section, chosen) for section, chosen in layout.annexes]
    title = page.html(layout.title)
    return fill(
        "document", title=title, number=number, draft=draft, body=body, annexes=annexes, traces=page.traces.as_json()
    )


class _Page:
    """One document on its way to HTML: its numbers' traces and its findings."""

    def __init__(self, draft: Draft) -> None:
        self.traces = Traces(draft.process, {fact.key: fact for fact in draft.brief.facts})
        self.view_of = partial(TracedView, traces=self.traces.told)
        self._view = self.view_of(draft.process, draft.brief)
        self._found = numbered(draft.findings)

    def html(self, markdown: str) -> Markup:
        return self.traces.marked(inline(markdown), self._view)

    def section(self, section: Section, chosen: Chosen) -> dict[str, object]:
        shelves = [self._shelf(shelf, chosen.get(shelf.id, frozenset())) for shelf in section.shelves]
        return {
            "id": section.id,
            "title": self.html(section.title),
            "intro": self.html(section.intro),
            "shelves": [shelf for shelf in shelves if shelf is not None],
        }

    def _shelf(self, shelf: Shelf, keys: Set[str]) -> dict[str, object] | None:
        shown = [item for item in shelf.items if item.key in keys]
        if not shown:
            return None
        cut = len(shelf.items) - len(shown) if shelf.annex else 0
        return {
            "form": shelf.form,
            "lead": self.html(shelf.lead),
            "end": self.html(shelf.end),
            "between": shelf.between,
            "columns": [self.html(shelf.columns[i]) for i in shelf.used_columns],
            "entries": [self._item(item, shelf) for item in shown],
            "note": self.html(self._view.say("cut", n=cut, letter=shelf.annex)) if cut else "",
            "annex": f"annex-{shelf.annex.lower()}",
        }

    def _item(self, item: Item, shelf: Shelf) -> dict[str, object]:
        cells = (
            [item.cells[i] for i in shelf.used_columns]
            if shelf.form == "table"
            else [" ".join(filter(None, item.cells))]
        )
        return {"cells": [self.html(cell) for cell in cells], "findings": at(item.places, self._found)}
