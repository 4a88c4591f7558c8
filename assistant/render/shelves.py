"""Shelves: lists of which the body shows as much as there is room for, and an annex the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from assistant.render.words import count_words

Salience = Literal[0, 1, 2, 3]
"""0 by rule, 1 always, 2 with room, 3 only to fill a short body."""
Form = Literal["table", "bullets", "run", "lines"]
"""A run is one paragraph: the lead-in, then the items one after another."""


@dataclass(frozen=True)
class Item:
    """A row, a bullet or a clause, safe for Markdown."""

    key: str
    """Stable across versions of a process: an id, where there is one."""
    cells: tuple[str, ...]
    places: tuple[str, ...] = ()
    """JSON pointers to what it shows."""
    salience: Salience = 1
    first: bool = False
    """Before others of its salience."""

    @cached_property
    def words(self) -> int:
        return sum(count_words(f"- {cell}") for cell in self.cells)


@dataclass(frozen=True)
class Shelf:
    """One list of a section."""

    id: str
    form: Form
    items: tuple[Item, ...]
    lead: str = ""
    """What stands before it; only shown with at least one item."""
    columns: tuple[str, ...] = ()
    end: str = ""
    """What ends a run, or stands after a table."""
    between: str = "; "
    annex: str = ""
    """The letter of the annex that holds what was cut, and whether..."""
    complete: bool = False
    """...that annex lists all of it anyway, in a fuller form."""
    urgent: int = 0
    """How many items of salience 0 are shown before anything else of the document."""
    core: bool = False
    """Whether it belongs to what the document must contain: its least comes before that of other lists."""
    least: int = 0
    """Items shown before lists that may be left out get room."""
    most: int = 6
    """Items shown while other shelves still have something to show."""

    @cached_property
    def used_columns(self) -> tuple[int, ...]:
        """The columns in which any item has something to say."""
        return tuple(i for i in range(len(self.columns)) if any(item.cells[i] for item in self.items))

    @cached_property
    def frame_words(self) -> int:
        """Words beside the items: the lead, the column titles, the end."""
        titles = " ".join(self.columns[i] for i in self.used_columns)
        return sum(count_words(f"- {text}") for text in (self.lead, titles, self.end))

    def only(self, keys: Set[str]) -> Shelf:
        return replace(self, items=tuple(item for item in self.items if item.key in keys))

    def without(self, keys: Set[str]) -> Shelf:
        return replace(self, items=tuple(item for item in self.items if item.key not in keys))


@dataclass(frozen=True)
class Draft:
    """A section before it is known what of it is shown."""

    id: str
    title: str
    block: str
    shelves: tuple[Shelf, ...]
    level: int = 2
    intro: str = field(default="")

    @property
    def heading_words(self) -> int:
        return count_words(self.title)

    def markdown(self, chosen: Mapping[str, Set[str]], *, notes: Mapping[str, str]) -> str:
        """The section with the chosen items; empty when nothing was chosen. `notes` say what was left out, by shelf."""
        blocks = [shelf_markdown(s, s.only(chosen.get(s.id, frozenset())), notes.get(s.id, "")) for s in self.shelves]
        shown = [block for block in blocks if block]
        if not shown:
            return ""
        heading = [f"{'#' * self.level} {self.title}"] if self.title else []
        return "\n\n".join([*heading, *([self.intro] if self.intro else []), *shown])

    def places(self, chosen: Mapping[str, Set[str]]) -> tuple[str, ...]:
        """JSON pointers to everything that the chosen items show."""
        items = (i for s in self.shelves for i in s.items if i.key in chosen.get(s.id, frozenset()))
        return tuple(dict.fromkeys(place for item in items for place in item.places))


def everything(draft: Draft) -> dict[str, Set[str]]:
    """All items of a section, chosen."""
    return {shelf.id: frozenset(item.key for item in shelf.items) for shelf in draft.shelves}


def shelf_markdown(whole: Shelf, shown: Shelf, note: str = "") -> str:
    """The shelf with the shown items; empty without any."""
    if not shown.items:
        return ""
    rows = [item.cells for item in shown.items]
    if whole.form == "table":
        return _table(whole, rows, note)
    texts = [" ".join(cell for cell in row if cell) for row in rows]
    if whole.form == "run":
        body = f"{whole.lead} {whole.between.join(texts)}{whole.end}".strip()
        return f"{body} {note}".strip()
    if whole.form == "lines":
        return "\n\n".join([*([whole.lead] if whole.lead else []), *texts, *([note] if note else [])])
    bullets = [f"- {text}" for text in [*texts, *([note] if note else [])]]
    return "\n".join([*([whole.lead, ""] if whole.lead else []), *bullets])


def _table(whole: Shelf, rows: Sequence[Sequence[str]], note: str) -> str:
    columns = whole.used_columns
    lines = [_row([whole.columns[i] for i in columns]), _row(["---"] * len(columns))]
    lines += [_row([row[i] or "–" for i in columns]) for row in rows]
    return "\n\n".join(part for part in (whole.lead, "\n".join(lines), note, whole.end) if part)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
