"""Segments: the sentences, bullet points and headings of a text, each with the headings that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = re.compile(r"[ \t]*(?:[-*•·–▪‣+]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__):?[ \t]*$")
_LABELLED = re.compile(r"\s*(?:[^\W\d_][\w-]*\s){0,3}[\w-]+:\s")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:in|and|the|of|to|an?|with|for|or|on|at|our|und|der|die|das|mit|von|für|auf|im|unser|y|de|la|los|las|el|con|para|en|del|is|are|was|ist|sind|war|es|son))$",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\s*(?:(?:tier|level|line|stufe|ebene|nivel|sev|prio|severity|priority|priorität|prioridad)\s*-?\s*\d{1,2}|[LTPSN]\d)\s*[-–—:(=|]",
    re.IGNORECASE,
)
"""A line of a list without bullets: "Tier 1 - 10 people"."""
_COUNTS = re.compile(
    r"(?:(?:ca\.?|rund|etwa|circa|approx\.?|about|unos|unas|aprox\.?)\s)?\d[\d.,]*\s(?!h\b|uhr|min|std|stund|hora|tag|%)\w",
    re.IGNORECASE,
)
"""A line of its own behind one with a label: "220 calls a day"."""
_OPENS = re.compile(r"(?:We|Our|There|These|Wir|Unsere|Tenemos|Recibimos|Nuestr[oa]s?)\s")
"""Words that are written so at the beginning of a sentence only."""
_LEADS = re.compile(r"\s*[^\W\d_][^\d.,;:!?|\t]{2,39}")
_STOP = re.compile(r"[.!?](?=[\s\"”')]|$)")
_ABBREVIATIONS = frozenset(
    [
        "std",
        "min",
        "max",
        "approx",
        "ca",
        "incl",
        "inkl",
        "excl",
        "z",
        "b",
        "bzw",
        "usw",
        "etc",
        "e",
        "g",
        "i",
        "p",
        "ej",
        "aprox",
        "vs",
        "nr",
        "no",
        "mr",
        "mrs",
        "dr",
        "st",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "hrs",
        "sog",
        "ggf",
        "tel",
        "max",
        "u",
        "a",
        "d",
        "h",
        "hr",
    ]
)
_WRAPPED_AT_LEAST = 50
_LONGEST_HEADING = 110
_LONGEST_SEGMENT = 2_000


@dataclass(frozen=True)
class Segment:
    """A sentence, a bullet point or a heading."""

    start: int
    end: int
    bullet: bool
    heading: bool
    """Whether others stand under it."""
    under: tuple[int, ...]
    """Indexes of the headings above it, the outermost first."""
    paragraph: int
    """The number of the run of lines in which it stands; runs are parted by blank lines."""


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    indent: int
    bullet: bool
    hashed: bool
    paragraph: int
    leads: bool = False
    """Whether it is a short line right above a list."""


def segments_of(text: str) -> tuple[Segment, ...]:
    """The segments of a text in order; they cover all of its words and do not overlap."""
    segments: list[Segment] = []
    above: list[tuple[int, int]] = []
    paragraph = 0
    for piece in _pieces(text):
        if not piece.bullet and piece.paragraph != paragraph and not _is_heading(text, piece):
            # A heading such as "What comes in:" stays above the lines that follow it behind an empty line.
            last = len(segments) - 1 if segments and segments[-1].heading else -1
            above = [(rank, index) for rank, index in above if rank < 0 or index == last]
        paragraph = piece.paragraph
        rank = -1 if piece.hashed else piece.indent * 2 + piece.bullet
        joins = not _is_heading(text, piece)
        above = [(r, i) for r, i in above if r < rank or (r == rank and joins and (r < 0 or not piece.bullet))]
        under = tuple(index for _, index in above)
        sentences = list(_bounded(text, _sentences(text, piece)))
        for start, end in sentences:
            last = (start, end) == sentences[-1]
            heading = last and _is_heading(text, piece, start)
            segments.append(Segment(start, end, piece.bullet, heading, under, piece.paragraph))
        if sentences and _is_heading(text, piece, sentences[-1][0]):
            above = [*(() if piece.hashed else above), (rank, len(segments) - 1)]
    return tuple(segments)


def _is_heading(text: str, piece: _Piece, start: int | None = None) -> bool:
    begin = piece.start if start is None else start
    if piece.hashed:
        return True
    if piece.leads:
        return True
    return text[piece.end - 1 : piece.end] == ":" and piece.end - begin <= _LONGEST_HEADING * 2


def _pieces(text: str) -> Iterator[_Piece]:
    """Lines, those that a paragraph was wrapped into put together."""
    current: _Piece | None = None
    paragraph, previous = 0, ""
    place = 0
    for written in text.split("\n"):
        begin, place = place, place + len(written) + 1
        line = written.rstrip()
        if not line.strip():
            paragraph += 1
            if current:
                yield current
            current = None
            continue
        bullet, hashes = _BULLET.match(line), _HASHES.match(line)
        marked = bullet or hashes
        indent = len(line) - len(line.lstrip())
        hashed = bool(hashes) or bool(_BOLD_LINE.match(line))
        leads = not marked and _LEADS.fullmatch(line) is not None and _BULLET.match(text, place) is not None
        start = begin + (marked.end() if marked else indent)
        end = begin + len(line)
        if current and not marked and not hashed and _continues(previous, line, current):
            current = _Piece(current.start, end, current.indent, current.bullet, current.hashed, current.paragraph)
        else:
            if current:
                yield current
            current = _Piece(start, end, indent, bool(bullet), hashed, paragraph, leads)
        previous = line
    if current:
        yield current


def _continues(previous: str, line: str, current: _Piece) -> bool:
    """Whether a line goes on with the sentence of the line before."""
    if current.hashed or previous.endswith((":", "|")) or "|" in line or "\t" in line:
        return False
    if previous.endswith((".", "!", "?", ";")):
        return len(previous) >= _WRAPPED_AT_LEAST and not current.bullet
    if (_LABELLED.match(line) or _ENTRY.match(line) or _OPENS.match(line)) and not _UNFINISHED.search(previous):
        return False
    if _COUNTS.match(line) and _LABELLED.match(previous) and not _UNFINISHED.search(previous):
        return False
    return len(previous) >= _WRAPPED_AT_LEAST or (current.bullet and line.startswith("  "))


def _sentences(text: str, piece: _Piece) -> Iterator[tuple[int, int]]:
    """Where the sentences of a piece begin and end."""
    start = piece.start
    for match in _STOP.finditer(text, piece.start, piece.end):
        word = re.search(r"(\w+)$", text[max(start, match.start() - 12) : match.start()])
        following = text[match.end() : match.end() + 2].strip()
        abbreviated = (
            bool(word) and word is not None and word[1].lower() in _ABBREVIATIONS and not following[:1].isupper()
        )
        if match.group() == "." and (abbreviated or _is_ordinal(text, match)):
            continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start : piece.end].strip():
        yield start, piece.end


def _bounded(text: str, sentences: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, each cut into pieces of a length that can be read."""
    for start, end in sentences:
        while end - start > _LONGEST_SEGMENT:
            space = text.rfind(" ", start + 1, start + _LONGEST_SEGMENT)
            cut = space if space > start else start + _LONGEST_SEGMENT
            yield start, cut
            start = cut
        yield start, end


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether the dot belongs to a German ordinal, as in "1. Stufe"."""
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() : match.end() + 6]
    return bool(re.search(r"(?<!\d)\d$", before)) and bool(re.match(r" (?:[Ss]tufe|[Ll]evel|[Ee]bene|[Ll]in)", after))
