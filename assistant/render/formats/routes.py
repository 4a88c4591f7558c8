"""How the paths run between the boxes of the drawing: along rows, or through the gaps of the rows between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.render.formats.drawing import ROW_GAP, Box, Plan
from assistant.render.paths import ANY, Path

Point = tuple[float, float]
THERE, BACK = -8.0, 9.0
"""How far from the middle of two neighbours the path there and the path back run."""
STUB = 30.0
ARROW, ARROW_SIDE = 8.0, 3.8
LANE, MOST_LANES = 6.0, 4


@dataclass(frozen=True)
class Route:
    """A drawn path: a curve through points, with an arrow at its end."""

    path: Path
    curve: tuple[Point, ...]
    """Start, then three points for each piece: two that bend it, one where it ends."""
    arrow: tuple[Point, Point, Point]
    badge: Point | None
    """Where its number stands."""


@dataclass
class Router:
    """Routes one after another, so that none lies on another."""

    plan: Plan
    _ports: dict[tuple[str, str], list[tuple[float, int]]] = field(default_factory=dict)
    _lanes: dict[tuple[int, int], int] = field(default_factory=dict)
    _arcs: dict[int, int] = field(default_factory=dict)

    def routes(self) -> tuple[Route, ...]:
        """The routes of all paths, in their order."""
        boxes = self.plan.boxes
        known = {*boxes, ANY}
        drawn = [(i, p) for i, p in enumerate(self.plan.paths) if p.to in boxes and p.source in known]
        for i, path in drawn:
            if path.source != ANY and not _neighbours(boxes[path.source], boxes[path.to]):
                self._claim(i, boxes[path.source], boxes[path.to])
        return tuple(self._route(i, path) for i, path in drawn)

    def _claim(self, number: int, source: Box, to: Box) -> None:
        """Ask for a place on the side of either box."""
        out, into = _sides(source, to)
        self._ports.setdefault((source.id, out), []).append((to.center, number))
        self._ports.setdefault((to.id, into), []).append((source.center, number))

    def _port(self, box: Box, side: str, number: int) -> Point:
        claims = sorted(self._ports[box.id, side])
        place = [claimed for _, claimed in claims].index(number)
        x = box.x + box.width * (0.16 + 0.68 * (place + 0.5) / len(claims))
        return x, box.y if side == "top" else box.bottom

    def _route(self, number: int, path: Path) -> Route:
        boxes = self.plan.boxes
        to = boxes[path.to]
        if path.source == ANY:
            return _stub(path, to)
        source = boxes[path.source]
        if _neighbours(source, to):
            return _along(path, source, to)
        out, into = _sides(source, to)
        start, end = self._port(source, out, number), self._port(to, into, number)
        if source.row == to.row:
            return self._arc(path, start, end, source.row)
        return self._between(path, source, to, (start, end))

    def _arc(self, path: Path, start: Point, end: Point, row: int) -> Route:
        """Below the row, to a box that is not next to it."""
        self._arcs[row] = self._arcs.get(row, -1) + 1
        depth = start[1] + ROW_GAP * (0.62 + 0.16 * (self._arcs[row] % 3))
        curve = (start, (start[0], depth), (end[0], depth), end)
        middle = ((start[0] + end[0]) / 2, start[1] + (depth - start[1]) * 0.75)
        return Route(path, curve, _arrow(end, (0, -1)), middle if path.names else None)

    def _between(self, path: Path, source: Box, to: Box, ends: tuple[Point, Point]) -> Route:
        """Up or down, through a gap of each row that lies between."""
        start, end = ends
        step = 1 if to.row > source.row else -1
        points = [start]
        for row in range(source.row + step, to.row, step):
            x = self._gap(row, start, end)
            top, bottom = self.plan.rows[row][0].y - 6, max(box.bottom for box in self.plan.rows[row]) + 6
            points += [(x, bottom), (x, top)] if step < 0 else [(x, top), (x, bottom)]
        points.append(end)
        first = points[1]
        middle = ((start[0] + first[0]) / 2, (start[1] + first[1]) / 2)
        return Route(path, _smooth(points), _arrow(end, (0, step)), middle if path.names else None)

    def _gap(self, row: int, start: Point, end: Point) -> float:
        """The gap of a row that is nearest to the straight way, beside what already runs there."""
        boxes = self.plan.rows[row]
        middle = boxes[0].y
        share = (middle - start[1]) / (end[1] - start[1])
        wanted = start[0] + (end[0] - start[0]) * share
        gaps = [boxes[0].x - STUB - 16, *(box.right + 9 for box in boxes)]
        place = min(range(len(gaps)), key=lambda i: abs(gaps[i] - wanted))
        lane = self._lanes.get((row, place), 0) % MOST_LANES
        self._lanes[row, place] = lane + 1
        x = gaps[place] + lane * (LANE if place else -LANE)
        return min(max(x, LANE), self.plan.width - LANE)


def routes(plan: Plan) -> tuple[Route, ...]:
    """The routes of all paths of a plan."""
    return Router(plan).routes()


def _neighbours(source: Box, to: Box) -> bool:
    return source.row == to.row and abs(source.place - to.place) == 1


def _sides(source: Box, to: Box) -> tuple[str, str]:
    """The side that a path leaves from, and the side that it arrives at."""
    if source.row == to.row:
        return "bottom", "bottom"
    return ("top", "bottom") if to.row < source.row else ("bottom", "top")


def _stub(path: Path, to: Box) -> Route:
    """From nobody in particular: a short arrow from the left; into a tier from above, where the left is for paths."""
    if to.kind == "tier":
        end = (to.x + to.width * 0.08, to.y)
        start = (end[0], end[1] - STUB)
        return Route(path, _straight(start, end), _arrow(end, (0, 1)), start)
    y = to.y + to.height / 2
    start, end = (to.x - STUB, y), (to.x, y)
    return Route(path, _straight(start, end), _arrow(end, (1, 0)), start)


def _along(path: Path, source: Box, to: Box) -> Route:
    """To the next box of the row."""
    right = to.x > source.x
    y = source.y + source.height / 2 + (THERE if right else BACK)
    start, end = ((source.right, y), (to.x, y)) if right else ((source.x, y), (to.right, y))
    middle = ((start[0] + end[0]) / 2, y)
    return Route(path, _straight(start, end), _arrow(end, (1 if right else -1, 0)), middle if path.names else None)


def _straight(start: Point, end: Point) -> tuple[Point, ...]:
    return start, start, end, end


def _smooth(points: Sequence[Point]) -> tuple[Point, ...]:
    """A curve through the points that is upright at each."""
    return (points[0], *_pieces(points))


def _pieces(points: Sequence[Point]) -> Iterable[Point]:
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (y0 + y1) / 2
        yield from ((x0, middle), (x1, middle), (x1, y1))


def _arrow(tip: Point, way: tuple[int, int]) -> tuple[Point, Point, Point]:
    """A triangle that points the way."""
    (x, y), (dx, dy) = tip, way
    (left, top), (side_x, side_y) = (x - ARROW * dx, y - ARROW * dy), (ARROW_SIDE * dy, ARROW_SIDE * dx)
    return tip, (left - side_x, top - side_y), (left + side_x, top + side_y)
