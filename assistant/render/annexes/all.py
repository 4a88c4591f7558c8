"""The annexes, A to M: everything that checks and machines want and a reader of the body does not need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from assistant.render.annexes.basis import arithmetic, capacity, decisions
from assistant.render.annexes.conduct import conduct, detectors
from assistant.render.annexes.course import introduction, ladders, messages, metrics
from assistant.render.annexes.form import form
from assistant.render.annexes.people import people
from assistant.render.annexes.rules import rules
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.findings import Finding

ANNEXES: tuple[tuple[str, Callable[[View], tuple[Shelf, ...]]], ...] = (
    ("A", arithmetic),
    ("B", decisions),
    ("C", people),
    ("D", capacity),
    ("E", rules),
    ("F", form),
    ("G", conduct),
    ("H", detectors),
    ("I", ladders),
    ("J", messages),
    ("K", metrics),
    ("L", introduction),
)
"""Letters are fixed, so that an annex keeps its name in every document and version."""
FINDINGS_ANNEX = "M"


def annex_drafts(
    view: View, *, drafts: Sequence[Draft], shown: Mapping[str, Set[str]], findings: Sequence[Finding]
) -> tuple[Draft, ...]:
    """The annexes that hold anything, each with what the body left out of its lists.

    drafts: the body's sections, their texts uncut. shown: what the body shows, by list.
    """
    made = [_annex(letter, (*own(view), *_left_out(letter, drafts, shown)), view) for letter, own in ANNEXES]
    made.append(_annex(FINDINGS_ANNEX, (_findings(view, findings),), view))
    return tuple(draft for draft in made if any(shelf.items for shelf in draft.shelves))


def _annex(letter: str, shelves: tuple[Shelf, ...], view: View) -> Draft:
    title = view.say("annex.title", letter=letter, title=view.say(f"heading.annex_{letter}"))
    return Draft(f"annex-{letter.lower()}", title, "annex", shelves)


def _left_out(letter: str, drafts: Sequence[Draft], shown: Mapping[str, Set[str]]) -> tuple[Shelf, ...]:
    shelves = (shelf for draft in drafts for shelf in draft.shelves if shelf.annex == letter and not shelf.complete)
    return tuple(shelf.without(shown.get(shelf.id, frozenset())) for shelf in shelves)


def _findings(view: View, findings: Sequence[Finding]) -> Shelf:
    items = tuple(
        Item(
            str(i),
            (
                view.text(f.check),
                view.say(f"weight.{f.weight}"),
                view.text(f.what),
                view.text(f.mend),
                view.text(f.example),
            ),
            (f.where,),
        )
        for i, f in enumerate(findings)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("check", "weight", "what", "mend", "example"))
    return Shelf("findings", "table", items, columns=columns)
