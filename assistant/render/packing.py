"""Packing: what of each list the body shows, so that it always has the length that people read.

First what must stand there, then what matters most, each block within its own room; what a block leaves unused goes to
the others; a body that is still short is filled with what would otherwise stand in the annexes only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from assistant.render.shelves import Draft, Item, Shelf

LEAST_WORDS, MOST_WORDS = 800, 1_100
AIM, CEILING, LIKE_CEILING = 1_050, 1_075, 1_095
"""A body is filled up to the aim; what must be shown may go beyond it, what an earlier version showed still further."""
ROOM: dict[str, int] = {
    "front": 160,
    "hierarchy": 160,
    "rules": 320,
    "severity": 210,
    "handling": 200,
    "improvement": 140,
}
"""Words for each block before the rest is shared out."""

Chosen = dict[str, Set[str]]


def fits(drafts: Sequence[Draft], chosen: Mapping[str, Set[str]]) -> bool:
    """Whether every list shows at least what it must."""
    shelves = (shelf for draft in drafts for shelf in draft.shelves)
    return all(len(chosen[shelf.id]) >= min(shelf.least, len(shelf.items)) for shelf in shelves)


class Packing:
    """What has been chosen so far, and its words."""

    def __init__(self, drafts: Sequence[Draft], *, taken: int, note_words: int) -> None:
        self._home = {shelf.id: draft for draft in drafts for shelf in draft.shelves}
        self._chosen: dict[str, set[str]] = {id: set() for id in self._home}
        self._item_words: dict[str, int] = dict.fromkeys(self._home, 0)
        self.words = taken
        self._note_words = note_words
        self.block_words: dict[str, int] = dict.fromkeys((draft.block for draft in drafts), 0)

    @property
    def chosen(self) -> Chosen:
        return {id: frozenset(keys) for id, keys in self._chosen.items()}

    def count(self, shelf: Shelf) -> int:
        return len(self._chosen[shelf.id])

    def has(self, shelf: Shelf, item: Item) -> bool:
        return item.key in self._chosen[shelf.id]

    def add(self, shelf: Shelf, item: Item, *, ceiling: int) -> bool:
        """Whether the item fits under the ceiling of the whole body; then it is chosen."""
        draft = self._home[shelf.id]
        before = self._draft_words(draft)
        self._chosen[shelf.id].add(item.key)
        self._item_words[shelf.id] += item.words
        grown = self._draft_words(draft) - before
        if self.words + grown > ceiling:
            self._chosen[shelf.id].discard(item.key)
            self._item_words[shelf.id] -= item.words
            return False
        self.words += grown
        self.block_words[draft.block] += grown
        return True

    def _draft_words(self, draft: Draft) -> int:
        shown = [self._shelf_words(shelf) for shelf in draft.shelves if self._chosen[shelf.id]]
        return sum(shown) + draft.heading_words if shown else 0

    def _shelf_words(self, shelf: Shelf) -> int:
        cut = len(self._chosen[shelf.id]) < len(shelf.items) and bool(shelf.annex)
        return shelf.frame_words + self._item_words[shelf.id] + (self._note_words if cut else 0)


def pack(
    drafts: Sequence[Draft], *, like: Mapping[str, Set[str]] | None = None, taken: int = 0, note_words: int = 3
) -> Chosen:
    """The keys of the items that the body shows, by shelf.

    like: what an earlier version showed. Sections that did not change then stay as they were, as long as the length
    allows it. taken: words that stand outside the sections. note_words: the length of `+3: Annex E`.
    """
    packing = Packing(drafts, taken=taken, note_words=note_words)
    _fill(packing, drafts, lambda s, i: i.salience == 0 and packing.count(s) < s.urgent)
    _fill(packing, drafts, lambda s, i: s.core and packing.count(s) < s.least)
    _fill(packing, drafts, lambda s, i: packing.count(s) < s.least)
    if like is not None:
        _fill(packing, drafts, lambda s, i: i.key in like.get(s.id, frozenset()), ceiling=LIKE_CEILING)
        _fill(packing, drafts, lambda s, i: i.salience <= 1 and s.id not in like)
        if packing.words >= LEAST_WORDS + 20:
            return packing.chosen
    _fill_blocks(packing, drafts, salience=1)
    _fill(packing, drafts, lambda s, i: i.salience <= 1 and packing.count(s) < s.most)
    _fill_blocks(packing, drafts, salience=2)
    _fill(packing, drafts, lambda s, i: i.salience <= 2 and packing.count(s) < s.most, ceiling=AIM)
    _fill(packing, drafts, lambda s, i: packing.count(s) < s.most, ceiling=AIM)
    _fill(packing, drafts, lambda s, i: True, ceiling=AIM)
    return packing.chosen


def _fill(
    packing: Packing,
    drafts: Sequence[Draft],
    wanted: Callable[[Shelf, Item], bool],
    *,
    ceiling: int = CEILING,
) -> None:
    """Adds one wanted item of every shelf in turn until nothing more fits, so that no list starves another."""
    for shelf, item in _in_turn(drafts):
        if not packing.has(shelf, item) and wanted(shelf, item):
            packing.add(shelf, item, ceiling=ceiling)


def _fill_blocks(packing: Packing, drafts: Sequence[Draft], *, salience: int) -> None:
    for block, room in ROOM.items():
        mine = [draft for draft in drafts if draft.block == block]
        for shelf, item in _in_turn(mine):
            if item.salience <= salience and not packing.has(shelf, item) and packing.count(shelf) < shelf.most:
                spare = room - packing.block_words.get(block, 0)
                packing.add(shelf, item, ceiling=min(AIM, packing.words + spare))


def _in_turn(drafts: Sequence[Draft]) -> Iterator[tuple[Shelf, Item]]:
    """Every shelf's most salient item, then every shelf's second, and so on."""
    shelves = [shelf for draft in drafts for shelf in draft.shelves]
    ranked = [sorted(shelf.items, key=lambda item: (item.salience, not item.first)) for shelf in shelves]
    for turn in range(max(map(len, ranked), default=0)):
        yield from ((shelf, items[turn]) for shelf, items in zip(shelves, ranked, strict=True) if turn < len(items))
