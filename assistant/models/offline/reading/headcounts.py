"""Headcounts: which of the numbers in a sentence says how many people a tier has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.sentences import Key, Sentence

_TIGHT_AFTER = re.compile(
    r"[\s\-–—:=(,|]*(?:support|team|desk|helpdesk|agents|staff|has|have|with|of|is|are|consists|counts|at|currently|about|around"
    r"|roughly|hat|haben|mit|sind|ist|umfasst|besteht|aus|zählt|rund|etwa|ca\.?|tiene|tienen|con|son|es|de|cuenta|unos|unas|still|now"
    r"|jetzt|ahora|will|be|actually|only|just|headcount|size|people|personas|leute|~|≈|\s|[:=(,–—-])*",
    re.IGNORECASE,
)
_TIGHT_BEFORE = re.compile(
    r"(?:\s+(?:de|of|from|aus|von|für|para)\s+(?:the\s+|la\s+|el\s+|der\s+)?[^\W\d_][\w-]*)?\s*(?:are|sit|work|in|on|at|for|of|the|our|as|is|auf|im|in|der|die|das|für|bilden|arbeiten|sind|en|el|la|del|de|están|trabajan"
    r"|\s|[-–—x×])*",
    re.IGNORECASE,
)


def counts_heads(sentence: Sentence, measure: Measure) -> bool:
    """Whether a number can be a headcount: people, or bare and not part of a level's own name."""
    if measure.kind == "people":
        return True
    if measure.kind != "bare" or measure.value != int(measure.value):
        return False
    if any(level.start <= measure.start < level.end for level in sentence.levels):
        return False
    after = sentence.between(measure.end, measure.end + 25).lower()
    return not re.match(
        r"\s*(?:tiers|levels|lines|stufen|ebenen|level\b|niveles|líneas|shifts|sites|times|schichten|turnos)", after
    )


def headcounts(sentence: Sentence, values: Sequence[Measure], *, settled: Collection[str] = ()) -> dict[Key, Measure]:
    """The headcount of each level: the number right behind its name or right before it, as most of the sentence has it.

    settled: levels whose headcount is told elsewhere in so many words, so that no number further off is theirs.
    """
    after = _pairs_after(sentence, values, settled=settled)
    before = _pairs_before(sentence, values)
    nearer = {level for level, measure in before.items() if _beside(sentence, level, measure)}
    after = {
        level: measure for level, measure in after.items() if level not in nearer or _beside(sentence, level, measure)
    }
    leading = bool(before) and min(m.start for m in before.values()) < sentence.levels[0].start
    first, second = (before, after) if len(before) + leading > len(after) else (after, before)
    pairs = dict(first)
    for level, measure in second.items():
        if level not in pairs and measure not in pairs.values():
            pairs[level] = measure
    return pairs


def settled_levels(sentences: Sequence[Sentence]) -> set[str]:
    """The levels that somewhere have their number right beside their name."""
    settled = set()
    for sentence in sentences:
        values = [m for m in sentence.measures if counts_heads(sentence, m)] if sentence.levels else []
        settled |= {
            level.id for level, measure in headcounts(sentence, values).items() if _beside(sentence, level, measure)
        }
    return settled


def pairs_after(sentence: Sentence) -> dict[Key, Measure]:
    """The headcounts that stand behind the names of their levels."""
    return _pairs_after(sentence, [m for m in sentence.measures if counts_heads(sentence, m)], settled=())


def _beside(sentence: Sentence, level: Key, measure: Measure) -> bool:
    if measure.start < level.start:
        return _TIGHT_BEFORE.fullmatch(sentence.between(min(measure.end, level.start), level.start)) is not None
    return _TIGHT_AFTER.fullmatch(sentence.between(level.end, measure.start)) is not None


def _pairs_after(sentence: Sentence, values: Sequence[Measure], *, settled: Collection[str]) -> dict[Key, Measure]:
    pairs: dict[Key, Measure] = {}
    for at, level in enumerate(sentence.levels):
        until = sentence.levels[at + 1].start if at + 1 < len(sentence.levels) else sentence.end
        loose = level.id not in settled and not sentence.has("goal")
        for measure in (m for m in values if level.end <= m.start < until):
            gap = sentence.between(level.end, measure.start)
            if _TIGHT_AFTER.fullmatch(gap) or (
                loose and measure.kind == "people" and _same_clause(sentence, gap, measure.end)
            ):
                pairs[level] = measure
                break
    return pairs


def _same_clause(sentence: Sentence, gap: str, place: int) -> bool:
    on_call = [m.start for m in sentence.of("on_call")]
    apart = bool(on_call) and min(on_call) > place and re.search(r"[,;(–-]\s", sentence.between(place, min(on_call)))
    return len(gap) <= 140 and not re.search(r"[;.!?]\s", gap) and (not on_call or bool(apart))


def _pairs_before(sentence: Sentence, values: Sequence[Measure]) -> dict[Key, Measure]:
    pairs: dict[Key, Measure] = {}
    for at, level in enumerate(sentence.levels):
        since = sentence.levels[at - 1].end if at else sentence.start
        for measure in reversed([m for m in values if since <= m.start and m.number.end <= level.start]):
            gap = sentence.between(min(measure.end, level.start), level.start)
            if _TIGHT_BEFORE.fullmatch(gap) or (measure.kind == "people" and measure.end >= level.end):
                pairs[level] = measure
            break
    return pairs
