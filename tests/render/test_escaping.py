"""Foreign text is shown letter by letter and never acts."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.render.escaping import clipped, code, inert, one_line

HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "${HOME} %s {0.__class__}",
    "a | b | c",
    "# heading",
    "1. item",
    "- item",
    "> quote",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[text](javascript:alert(1))",
    "![picture](http://example.org/x.png)",
    "![picture](data:image/png;base64,AAAA)",
    "[x]: http://example.org",
    "[a][b]",
    "<https://example.org>",
    "`code` ``more``",
    "**bold** _slanted_ __both__ ~~gone~~",
    "a\\|b \\<b>",
    "&lt;b&gt; AT&T",
    "line\n\n# another",
    "[impact] by [next_update]",
]


def shown(markdown: str) -> str:
    """What a reader sees of one table cell."""
    page = MarkdownIt("gfm-like", {"linkify": False}).render(f"| a | b |\n| --- | --- |\n| {markdown} | z |\n")
    cell = re.search(r"<td>(.*?)</td>", page, re.DOTALL)
    return html.unescape(cell[1]) if cell else ""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_was_written(text: str) -> None:
    """Markdown, HTML, links, pictures and templates come out as their own letters."""
    assert shown(inert(text)) == one_line(text)


@given(st.text(alphabet="ab1 *_[]()<>|`~\\#&;!-.:{}$%", max_size=30))
def test_any_mixture_of_marks_is_shown_as_it_was_written(text: str) -> None:
    """No combination of Markdown's own characters acts."""
    assert shown(inert(text)) == one_line(text)


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% x %}", "${HOME}", "%s {0}", "snake_case", "[impact]"])
def test_harmless_text_keeps_its_bytes(text: str) -> None:
    """Template syntax and placeholders are not touched, because nothing here is a template's source."""
    assert inert(text) == text


def test_marks_that_turn_the_reading_direction_are_dropped() -> None:
    """A right-to-left override cannot disguise what is written."""
    assert inert("pay \u202eme\u0007 now") == "pay me now"


def test_code_cannot_leave_its_span() -> None:
    """Backticks become quotes and pipes do not split the cell."""
    assert code("a`b|c") == "`a'b\\|c`"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    """Only as many words as allowed, and no endless word."""
    assert clipped("one two three", 2) == "one two…"
