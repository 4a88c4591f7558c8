"""Where the boxes of the drawing stand: tiers from left to right, authority above them, partners below."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.render.paths import Path, paths
from assistant.render.view import View
from schemas.tiers import Partner, Role, Tier

WIDTH, MARGIN = 1000.0, 44.0
ROW_GAP = 58.0
MOST_IN_A_ROW = 5
BOX_GAP, TIER_GAP = 68.0, 84.0
WIDEST_BOX, WIDEST_TIER = 176.0, 200.0
FONT, LINE = 14.0, 17.0
PADDING = 11.0
MOST_LINES = 4
MOST_PATHS = 120
LETTER = 0.53
"""Width of a letter, in font sizes: generous, because the font is only known where the drawing is shown."""


@dataclass(frozen=True)
class Box:
    """A tier, role or partner."""

    id: str
    kind: str
    lines: tuple[str, ...]
    """Its name, wrapped."""
    detail: str
    """How many people, for a tier."""
    x: float
    y: float
    width: float
    height: float
    row: int
    place: int
    """In its row, from the left."""

    @property
    def center(self) -> float:
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Plan:
    """Boxes in rows from the top, and the paths between them."""

    rows: tuple[tuple[Box, ...], ...]
    paths: tuple[Path, ...]
    width: float
    height: float

    @property
    def boxes(self) -> dict[str, Box]:
        return {box.id: box for row in self.rows for box in row}


def plan(view: View) -> Plan:
    """Where everything stands; the same for the same process."""
    frame, drawn = view.process.frame, tuple(paths(view))[:MOST_PATHS]
    rows = _rows(frame.tiers, frame.roles, frame.partners, drawn)
    boxes, y = [], MARGIN / 2
    for number, row in enumerate(rows):
        placed = _placed(row, view, y=y, number=number)
        boxes.append(placed)
        y += max(box.height for box in placed) + ROW_GAP
    below = ROW_GAP * 0.7 if _arcs_below(rows, drawn) else 0
    return Plan(tuple(boxes), drawn, WIDTH, y - ROW_GAP + MARGIN / 2 + below)


def _rows(
    tiers: Sequence[Tier], roles: Sequence[Role], partners: Sequence[Partner], drawn: Sequence[Path]
) -> list[Sequence[Tier | Role | Partner]]:
    """From the top: who has the most authority first, then tiers, then partners."""
    ranks = _ranks(roles)
    order = {tier.id: float(i) for i, tier in enumerate(tiers)}
    levels: list[list[Role]] = []
    for rank in range(max(ranks.values(), default=-1) + 1):
        level = sorted((r for r in roles if ranks[r.id] == rank), key=lambda r: _pull(r.id, drawn, order))
        order |= {role.id: (i + 0.5) * len(tiers) / len(level) for i, role in enumerate(level)}
        levels.append(level)
    rows: list[Sequence[Tier | Role | Partner]] = [row for level in reversed(levels) for row in _split(level)]
    return [*rows, *_split(tiers), *_split(partners)]


def _ranks(roles: Sequence[Role]) -> dict[str, int]:
    """How many roles stand below each along the exits: 0 for those that no role hands on to."""
    ranks = {role.id: 0 for role in roles}
    for _ in roles:
        for role in roles:
            if role.exit in ranks and role.exit != role.id:
                ranks[role.exit] = min(max(ranks[role.exit], ranks[role.id] + 1), len(roles))
    levels = {rank: i for i, rank in enumerate(sorted(set(ranks.values())))}
    return {id: levels[rank] for id, rank in ranks.items()}


def _pull(id: str, drawn: Sequence[Path], order: Mapping[str, float]) -> float:
    """Where its neighbours stand, on average."""
    near = [order[other] for p in drawn for one, other in ((p.source, p.to), (p.to, p.source)) if one == id
            if other in order]  # fmt: skip
    return sum(near) / len(near) if near else math.inf


def _split(row: Sequence[Tier | Role | Partner]) -> list[Sequence[Tier | Role | Partner]]:
    """Rows of equal length, none too long."""
    count = math.ceil(len(row) / MOST_IN_A_ROW)
    length = math.ceil(len(row) / count) if count else 0
    return [row[at : at + length] for at in range(0, len(row), length)] if row else []


def _placed(row: Sequence[Tier | Role | Partner], view: View, *, y: float, number: int) -> tuple[Box, ...]:
    """The boxes of a row, all of one size, spread over the width."""
    tier = isinstance(row[0], Tier)
    gap, widest = (TIER_GAP, WIDEST_TIER) if tier else (BOX_GAP, WIDEST_BOX)
    room = WIDTH - 2 * MARGIN
    width = min(widest, (room - gap * (len(row) - 1)) / len(row))
    step = room / len(row) if len(row) > 1 else room
    texts = [wrapped(view.plain(one.name or one.id), width=width - 2 * PADDING) for one in row]
    details = [_detail(one, view) for one in row]
    lines = max(len(text) + bool(detail) for text, detail in zip(texts, details, strict=True))
    height = 2 * PADDING + LINE * lines
    return tuple(
        Box(one.id, _kind(one), texts[i], details[i], MARGIN + step * (i + 0.5) - width / 2, y, width, height,
            number, i)
        for i, one in enumerate(row)
    )  # fmt: skip


def _kind(one: Tier | Role | Partner) -> str:
    return "tier" if isinstance(one, Tier) else "role" if isinstance(one, Role) else "partner"


def _detail(one: Tier | Role | Partner, view: View) -> str:
    return view.raw_amount(one.headcount) if isinstance(one, Tier) and one.headcount is not None else ""


def _arcs_below(rows: Sequence[Sequence[Tier | Role | Partner]], drawn: Sequence[Path]) -> bool:
    """Whether a path runs below the last row."""
    last = {one.id: i for i, one in enumerate(rows[-1])} if rows else {}
    return any(p.source in last and p.to in last and abs(last[p.source] - last[p.to]) > 1 for p in drawn)


def wrapped(text: str, *, width: float) -> tuple[str, ...]:
    """The text in at most four lines of a width, an ellipsis where something is missing."""
    most = max(4, int(width / (FONT * LETTER)))
    lines: list[str] = [""]
    for word in text.split():
        for piece in _pieces(word, most):
            joined = f"{lines[-1]} {piece}".strip()
            if letters(joined) <= most:
                lines[-1] = joined
            else:
                lines.append(piece)
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: most - 1]}…"]
    return tuple(lines) or ("",)


def _pieces(word: str, most: int) -> list[str]:
    """The word, in pieces when it is wider than a line."""
    length = most // 2 + 1
    return [word] if letters(word) <= most else [word[at : at + length] for at in range(0, len(word), length)]


def letters(text: str) -> int:
    """How many letters wide a text is: wide scripts count double, marks that stand on others nothing."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)
