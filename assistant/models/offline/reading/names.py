"""Names: ids and short texts made of a person's words."""

from __future__ import annotations

import re

from assistant.models.offline.reading.tokens import folded

LONGEST_SLUG = 40
_EDGES = " \t\n\r,;:.!?-–—*_`\"“”„'‘’()[]|/=+→>"
_ARTICLES = re.compile(
    r"(?:the|our|an?|all|any|some|der|die|das|den|dem|eine?[nrms]?|unsere?[nrms]?|el|la|los|las|un|una|nuestr[oa]s?)\s+",
    re.IGNORECASE,
)


def slug(text: str) -> str:
    """An id of lower-case letters, digits and hyphens; empty when the text has neither letter nor digit of Latin."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(text.strip()[:200])).strip("-")
    if len(plain) <= LONGEST_SLUG:
        return plain
    return plain[: LONGEST_SLUG + 1].rpartition("-")[0] or plain[:LONGEST_SLUG]


def tidy(text: str) -> str:
    """The text on one line without marks around it and without a bracket that nothing closes."""
    line = " ".join(text.split()).strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if line.count(opening) > line.count(closing):
            line = line + closing if line.rfind(opening) > len(line) // 3 else line.replace(opening, "")
        elif line.count(closing) > line.count(opening):
            line = line.replace(closing, "")
    return line


def without_article(text: str) -> str:
    """The text without "the", "our", "die", "los" at its beginning."""
    return _ARTICLES.sub("", text, count=1) if _ARTICLES.match(text) else text


def clipped(text: str, *, words: int) -> str:
    """The first words of a text."""
    parts = text.split()
    return " ".join(parts[:words])
