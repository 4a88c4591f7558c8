"""Making text inert: what people and models wrote is shown letter by letter and never acts as Markdown or HTML.

Braces, percent and dollar signs are left as they are: no text is ever the source of a template.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_STAR = re.compile(r"(?<!\w)\*|\*(?!\w)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LINK = re.compile(r"\](?=[(\[:])")
_LEADING = re.compile(r"^(?=[#+=>-])")
_LEADING_NUMBER = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")
_LONGEST_RUN = 400
REMEMBERED = 8_192
"""Texts kept escaped: a document is laid out several times over before it is shown."""


def one_line(text: str) -> str:
    """The text on one line, without control characters and without marks that turn the reading direction."""
    spaced = " ".join(_INVISIBLE.sub("", text).split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs"))


@lru_cache(maxsize=REMEMBERED)
def inert(text: str) -> str:
    """The text as Markdown that shows exactly this text, fit for a paragraph, a list item or a table cell."""
    shown = _BACKSLASH.sub(r"\\\\", one_line(text))
    shown = _ENTITY.sub("&amp;", shown).replace("<", "&lt;").replace("`", "\\`").replace("|", "\\|").replace("~", "\\~")
    shown = (_STAR if shown.count("*") == 1 else re.compile(r"\*")).sub(r"\\*", shown)
    shown = _LINK.sub(r"\\]", _UNDERSCORE.sub(r"\\_", shown))
    return _LEADING_NUMBER.sub(r"\1\\", _LEADING.sub(r"\\", shown))


def code(text: str) -> str:
    """The text as a code span that also fits a table cell."""
    shown = one_line(text).replace("`", "'").replace("|", "\\|")
    return f"`{shown}`" if shown.strip() else ""


def clipped(text: str, most: int) -> str:
    """The text cut after `most` words, with an ellipsis where something is missing."""
    words = text.split()
    kept = [word if len(word) <= _LONGEST_RUN else f"{word[:_LONGEST_RUN]}…" for word in words[:most]]
    return " ".join(kept) + ("…" if len(words) > most else "")
