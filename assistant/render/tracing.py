"""Numbers that can be traced: every number of a text between marks that lead to its origin, for pages that show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.render.view import View
from schemas.quantity import Quantity

OPEN, CLOSE, FIRST, LAST = 0xE000, 0xE001, 0xE100, 0xF8FF
"""Code points of the private area: they are no words, no digits and no Markdown, and no font draws them."""
TRACE = re.compile(
    f"{chr(OPEN)}([{chr(FIRST)}-{chr(LAST)}])([^{chr(OPEN)}{chr(CLOSE)}]*){chr(CLOSE)}|[{chr(OPEN)}-{chr(LAST)}]"
)
"""A traced number with its place and its text; or a mark that lost its partner, which stands for nothing."""


@dataclass(frozen=True)
class TracedView(View):
    """A view whose numbers carry marks. They outlive escaping and Markdown, and end in `with_traces`."""

    traces: list[Quantity] = field(default_factory=list)
    """The numbers told so far; a mark holds the place in this list."""

    def marked(self, text: str, quantity: Quantity) -> str:
        """The number's text with the mark of its origin, between the marks that lead to it."""
        told = super().marked(text, quantity)
        if len(self.traces) > LAST - FIRST:
            return told
        self.traces.append(quantity)
        return f"{chr(OPEN)}{chr(FIRST + len(self.traces) - 1)}{told}{chr(CLOSE)}"


def with_traces(text: str, shown: Callable[[int, str], str]) -> str:
    """The text with each traced number as `shown` tells it, by its place and its own text; stray marks are dropped.

    The marks hold no character that HTML escapes, so this may be applied to finished HTML.
    """
    return TRACE.sub(lambda found: shown(ord(found[1]) - FIRST, found[2]) if found[1] else "", text)
