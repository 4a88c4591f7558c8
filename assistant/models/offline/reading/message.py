"""The message: a person's words, cut into sentences with all that is recognised in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from assistant.models.offline.reading import keys
from assistant.models.offline.reading.classes import classes_in
from assistant.models.offline.reading.grids import Grid, grids_in
from assistant.models.offline.reading.language import READ, language_of
from assistant.models.offline.reading.levels import levels_in
from assistant.models.offline.reading.lexicon import Lexicon, Mention, lexicon_with, mentions_in
from assistant.models.offline.reading.masking import visible
from assistant.models.offline.reading.measures import Measure, measures_in
from assistant.models.offline.reading.numbers import numbers_in
from assistant.models.offline.reading.pairing import Placed
from assistant.models.offline.reading.segments import Segment, segments_of
from assistant.models.offline.reading.sentences import Hours, Sentence
from assistant.models.offline.reading.shifts import hours_in
from assistant.models.offline.reading.tokens import Token, tokens_of
from schemas.brief import Brief

_TAKEN_BACK = re.compile(r"\s+(?:(?:the|son|es|de|unos|eran)\s+)?$")
_LEVEL_WORDS = frozenset(("line", "level", "tier", "stufe", "ebene", "linie", "nivel", "línea", "team", "support"))
P = TypeVar("P", bound=Placed)


@dataclass(frozen=True)
class Table:
    """A pasted table, each cell read like a sentence."""

    start: int
    end: int
    rows: tuple[tuple[Sentence, ...], ...]
    """The first row is the head if it has one."""


@dataclass(frozen=True)
class Message:
    """A message as it is read."""

    text: str
    """As it was sent."""
    visible: str
    """As long as the text, with quotations, pasted tickets and orders to the assistant blanked out."""
    language: str
    asked: str | None
    brief: Brief
    sentences: tuple[Sentence, ...]
    """In order; the cells of tables among them have a negative paragraph."""
    tables: tuple[Table, ...]

    def headings(self, sentence: Sentence) -> list[Sentence]:
        """The headings above a sentence, the nearest first."""
        return [self.sentences[index] for index in reversed(sentence.segment.under) if index < len(self.sentences)]


def message_of(text: str, *, brief: Brief, asked: str | None) -> Message:
    """The message, cut up and recognised."""
    shown = visible(text)
    grids = grids_in(shown)
    own = tuple((name, "customer_known", id) for name, id in classes_in(shown, grids))
    lexicon = _lexicon((*_names(brief), *own))
    tokens = tokens_of(shown)
    language = language_of(shown, tokens, fallback=brief.language)
    mentions = mentions_in(shown, tokens, lexicon)
    mentions = tuple(m for m in mentions if m.label != "severity_name" or keys.is_rank(shown, m))
    segments = _with_cells(segments_of(_blanked(shown, grids)), grids)
    hours = hours_in(shown, segments, mentions)
    numbers = _outside(numbers_in(shown, tokens, languages=_number_languages(language, brief)), hours)
    measures = _affirmed(shown, measures_in(shown, tokens, numbers=numbers, mentions=mentions), mentions)
    sentences = _sentences(shown, segments, tokens, mentions, measures, hours)
    cells = {sentence.start: sentence for sentence in sentences if sentence.segment.paragraph < 0}
    return Message(
        text=text,
        visible=shown,
        language=language,
        asked=asked,
        brief=brief,
        sentences=sentences,
        tables=tuple(_table(grid, cells) for grid in grids),
    )


def _names(brief: Brief) -> tuple[tuple[str, str, str], ...]:
    """What this conversation already has names for."""
    labels = {"tier": "tier_name", "customer_tier": "customer_known", "severity": "severity_known", "partner": "partner_known",
              "issue": "issue_known"}  # fmt: skip
    own = tuple(
        (fact.text, labels[fact.slot], fact.subject)
        for fact in brief.facts
        if fact.slot in labels and fact.text and 3 <= len(fact.text) <= 60 and fact.subject != "*"
    )
    return own + _short_names(own)


def _short_names(names: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """ "The desk" for the tier "Technical desk", where no other tier's name ends so."""
    tiers = [(name.split(), id) for name, label, id in names if label == "tier_name" and len(name.split()) > 1]
    ends = [words[-1].lower() for words, _ in tiers]
    return tuple(
        (f"{article} {words[-1]}", "tier_name", id)
        for words, id in tiers
        if ends.count(words[-1].lower()) == 1 and len(words[-1]) > 3 and words[-1].lower() not in _LEVEL_WORDS
        for article in ("the", "our", "der", "die", "das", "el", "la", "los", "las")
    )


@lru_cache(maxsize=64)
def _lexicon(names: tuple[tuple[str, str, str], ...]) -> Lexicon:
    return lexicon_with(names)


def _number_languages(language: str, brief: Brief) -> tuple[str, ...]:
    wanted = [code for code in (language, brief.language) if code in READ]
    return tuple(dict.fromkeys(wanted)) or READ


def _affirmed(text: str, measures: Sequence[Measure], mentions: Sequence[Mention]) -> list[Measure]:
    """The measures but for those taken back: the 12 of "14, not 12"."""
    ends = {m.end for m in mentions if m.label == "instead_of"}
    kept = []
    for measure in measures:
        before = text[max(0, measure.start - 12) : measure.start]
        gap = _TAKEN_BACK.search(before)
        if gap is None or measure.start - len(before) + gap.start() not in ends:
            kept.append(measure)
    return kept


def _outside(values: Sequence[P], spans: Sequence[Placed]) -> list[P]:
    """The values that do not begin inside one of the spans, which are in order."""
    starts = [span.start for span in spans]
    kept = []
    for value in values:
        at = bisect_right(starts, value.start) - 1
        if at < 0 or value.start >= spans[at].end:
            kept.append(value)
    return kept


def _blanked(text: str, grids: Sequence[Grid]) -> str:
    parts, place = [], 0
    for grid in grids:
        parts += [text[place : grid.start], "\n" * (grid.end - grid.start)]
        place = grid.end
    return "".join([*parts, text[place:]])


def _with_cells(segments: Sequence[Segment], grids: Sequence[Grid]) -> tuple[Segment, ...]:
    """The segments and the cells of tables as segments, in order; headings above are found by their new places."""
    cells = [
        Segment(start, end, bullet=False, heading=False, under=(), paragraph=-1)
        for grid in grids
        for row in grid.rows
        for start, end in row
        if end > start
    ]
    merged = sorted((*segments, *cells), key=lambda segment: segment.start)
    place = {segment.start: index for index, segment in enumerate(merged)}
    return tuple(
        replace(segment, under=tuple(place[segments[index].start] for index in segment.under)) for segment in merged
    )


def _table(grid: Grid, cells: dict[int, Sentence]) -> Table:
    """The grid's cells as sentences; an empty cell is an empty sentence."""
    rows = tuple(tuple(cells[start] if end > start else _empty(start) for start, end in row) for row in grid.rows)
    return Table(grid.start, grid.end, rows)


def _empty(place: int) -> Sentence:
    segment = Segment(place, place, bullet=False, heading=False, under=(), paragraph=-1)
    return Sentence(-1, segment, "", (), (), (), (), (), (), ())


def _sentences(
    text: str,
    segments: Sequence[Segment],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    measures: Sequence[Measure],
    hours: Sequence[Hours],
) -> tuple[Sentence, ...]:
    starts = {(m.label, m.start): m for m in mentions}
    numbered = [read[0] for at in range(len(tokens)) if (read := keys.severity_number(tokens, at, starts)) is not None]
    named = {m.value for m in mentions if m.label == "severity_name"}
    ranks = {} if numbered else keys.ranks_of(sorted(named))
    placed = _by_segment(tokens, segments), _by_segment(mentions, segments)
    valued = _by_segment(measures, segments), _by_segment(hours, segments)
    sentences = []
    for index, segment in enumerate(segments):
        own_tokens, own_mentions = placed[0].get(index, []), placed[1].get(index, [])
        own_measures, own_hours = valued[0].get(index, []), valued[1].get(index, [])
        sentences.append(
            Sentence(
                index=index,
                segment=segment,
                text=text[segment.start : segment.end],
                tokens=tuple(own_tokens),
                mentions=tuple(own_mentions),
                measures=tuple(own_measures),
                levels=levels_in(text, own_tokens, own_mentions),
                severities=keys.severities_in(text, own_tokens, own_mentions, shift=int(0 in numbered), ranks=ranks),
                customers=keys.customers_in(text, own_tokens, own_mentions),
                hours=tuple(own_hours),
            )
        )
    return tuple(sentences)


def _by_segment(things: Iterable[P], segments: Sequence[Segment]) -> dict[int, list[P]]:
    """Things by the index of the segment in which they lie."""
    starts = [segment.start for segment in segments]
    held: dict[int, list[P]] = {}
    for thing in things:
        index = bisect_right(starts, thing.start) - 1
        if index >= 0 and thing.start < segments[index].end:
            held.setdefault(index, []).append(thing)
    return held
