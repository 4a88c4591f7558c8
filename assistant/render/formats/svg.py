"""The drawing of tiers and paths as SVG: no script, no link, no picture, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from assistant.render.escaping import one_line
from assistant.render.formats.blocks import Line, Span, Table
from assistant.render.formats.drawing import FONT, LINE, Box, plan
from assistant.render.formats.routes import Point, Route, routes
from assistant.render.view import View

INK, BLUE, GREY, SAND = "#1d2733", "#1f4e79", "#8593a3", "#9a7b3c"
FILLS = {"tier": "#e3edf7", "role": "#ffffff", "partner": "#faf4e6"}
STROKES = {"tier": BLUE, "role": "#5d7186", "partner": SAND}
FAMILY = "'Source Sans Pro','Segoe UI',Calibri,'Helvetica Neue',Arial,sans-serif"
BOLD = f'stroke="{BLUE}" stroke-width="1.7"'
DASHED = f'stroke="{GREY}" stroke-width="1.2" stroke-dasharray="5 4"'
ROUND = {"tier": 2, "role": 6, "partner": 0}
KEY_HEIGHT = 34.0


@dataclass(frozen=True)
class Picture:
    """The drawing, with what its numbers mean."""

    svg: str
    width: float
    height: float
    alternative: str
    """What it shows, in words."""
    table: Table
    """Each numbered path: its number, from whom, to whom, and when."""


def picture(view: View) -> Picture | None:
    """The drawing of a process; None where nobody receives a case."""
    laid = plan(view)
    if not laid.rows:
        return None
    drawn = routes(laid)
    numbered = [route for route in drawn if route.path.names]
    numbers = {id(route): i + 1 for i, route in enumerate(numbered)}
    height = laid.height + KEY_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {laid.width:g} {height:g}" role="img" '
        f'aria-label={_attribute(view.say("paper.drawing"))} font-family="{FAMILY}" font-size="{FONT:g}">',
        *(_line(route) for route in sorted(drawn, key=lambda route: bool(route.path.names))),
        *(piece for box in laid.boxes.values() for piece in _box(box)),
        *(_badge(route.badge, numbers[id(route)]) for route in numbered if route.badge is not None),
        *_key(view, y=laid.height + KEY_HEIGHT / 2),
        "</svg>",
    ]
    return Picture("".join(parts), laid.width, height, _in_words(numbered, view), _table(numbered, view))


def _line(route: Route) -> str:
    bold = bool(route.path.names)
    (x, y), *rest = route.curve
    curve = " ".join(f"C{_points(rest[at : at + 3])}" for at in range(0, len(rest), 3))
    look = BOLD if bold else DASHED
    arrow = f'<path d="M{_points(route.arrow)}Z" fill="{BLUE if bold else GREY}"/>'
    return f'<path d="M{x:.1f},{y:.1f} {curve}" fill="none" {look}/>{arrow}'


def _points(points: tuple[Point, ...] | list[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _box(box: Box) -> Iterator[str]:
    round = 4 if box.kind == "tier" else box.height / 2.6 if box.kind == "role" else 0
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="{round:.1f}" '
        f'fill="{FILLS[box.kind]}" stroke="{STROKES[box.kind]}" stroke-width="{1.8 if box.kind == "tier" else 1.2}"/>'
    )
    texts = [(line, box.kind == "tier", INK) for line in box.lines]
    texts += [(box.detail, False, "#4a5a6b")] if box.detail else []
    top = box.y + box.height / 2 - LINE * (len(texts) - 1) / 2 + FONT * 0.35
    for i, (text, strong, color) in enumerate(texts):
        weight = ' font-weight="bold"' if strong else ""
        yield _text(text, (box.center, top + LINE * i), f'text-anchor="middle" fill="{color}"{weight}')


def _badge(at: Point, number: int) -> str:
    (x, y), radius = at, 10
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{BLUE}" stroke="#ffffff" stroke-width="1.5"/>'
    look = 'text-anchor="middle" fill="#ffffff" font-size="11.5" font-weight="bold"'
    return circle + _text(str(number), (x, y + 4), look)


def _key(view: View, *, y: float) -> Iterator[str]:
    """What boxes and lines mean."""
    x = 44.0
    for kind in FILLS if view.process.frame.partners else list(FILLS)[:2]:
        look = f'fill="{FILLS[kind]}" stroke="{STROKES[kind]}" stroke-width="1.2"'
        yield f'<rect x="{x:.1f}" y="{y - 7:.1f}" width="22" height="14" rx="{ROUND[kind]}" {look}/>'
        told = view.say(f"paper.{kind}")
        yield _text(told, (x + 29, y + 4.5), 'fill="#4a5a6b" font-size="13"')
        x += 50 + len(told) * 7.4
    for look, key in ((BOLD, "paper.numbered"), (DASHED, "paper.dashed")):
        yield f'<path d="M{x:.1f},{y:.1f} h26" fill="none" {look}/>'
        told = view.say(key)
        yield _text(told, (x + 33, y + 4.5), 'fill="#4a5a6b" font-size="13"')
        x += 54 + len(told) * 7.0


def _text(text: str, at: Point, look: str) -> str:
    return f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" {look}>{escape(_printable(text))}</text>'


def _attribute(text: str) -> str:
    return quoteattr(_printable(text))


def _printable(text: str) -> str:
    return one_line(text).replace("\ufffe", "").replace("\uffff", "")


def _name(id: str, view: View) -> str:
    return _printable(view.plain(view.raw_name(id)))


def _table(numbered: list[Route], view: View) -> Table:
    columns = (view.say("paper.number"), view.say("column.from"), view.say("column.to"), view.say("column.when"))
    return Table(columns=tuple(_said(c) for c in columns), rows=tuple(_row(i, r, view) for i, r in enumerate(numbered)))


def _row(place: int, route: Route, view: View) -> tuple[Line, ...]:
    path = route.path
    when = "; ".join(_printable(view.plain(name)) for name in path.names)
    return _said(str(place + 1)), _said(_name(path.source, view)), _said(_name(path.to, view)), _said(when)


def _said(text: str) -> Line:
    return (Span(text),)


def _in_words(numbered: list[Route], view: View) -> str:
    """For readers who do not see it."""
    told = [f"{i + 1}: {_name(r.path.source, view)} → {_name(r.path.to, view)}" for i, r in enumerate(numbered)]
    return f"{view.say('paper.drawing')}. {'; '.join(told)}."
