"""Promise kinds: whether a duration promises a first answer, an update or a solution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Sentence


def with_own_kind(sentence: Sentence, durations: Sequence[Measure]) -> set[Measure]:
    """Durations with a word of their kind in reach before the next duration."""
    own = set()
    for at, duration in enumerate(durations):
        since = durations[at - 1].end if at else sentence.start
        until = durations[at + 1].start if at + 1 < len(durations) else sentence.end
        if any(since <= m.start < until for m in sentence.of("promise.kind")):
            own.add(duration)
    return own


def kinds_of(message: Message, sentence: Sentence, durations: Sequence[Measure]) -> dict[Measure, str]:
    """The kind of each duration: by the word next to it, else by the heading, else a first response."""
    slashed = _slashed(sentence, durations)
    if slashed:
        return slashed
    words = sentence.of("promise.kind")
    headed = [m.value for h in message.headings(sentence) for m in h.of("promise.kind")]
    kinds: dict[Measure, str] = {}
    leading = bool(words) and words[0].start < durations[0].start
    last = headed[0] if len(set(headed)) == 1 else None
    for at, duration in enumerate(durations):
        since = durations[at - 1].end if at else sentence.start
        until = durations[at + 1].start if at + 1 < len(durations) else sentence.end
        before = [m for m in words if since <= m.start < duration.start]
        after = [m for m in words if duration.start <= m.start < until]
        attached = after and re.fullmatch(r"[\s-]*(?:first|initial|sla|for|to|zur|bis zur|de|para|per|until|\s|-)*",
                                          sentence.between(duration.end, after[0].start), re.IGNORECASE)  # fmt: skip
        chosen = (
            after[:1]
            if attached and not (leading and before and at)
            else (before[-1:] if leading else after[:1]) or before[-1:]
        )
        if chosen:
            last = chosen[0].value
        elif len(headed) > 1 and len(durations) == len(headed):
            last = headed[at]
        kinds[duration] = last or "first_response"
    return kinds


def _slashed(sentence: Sentence, durations: Sequence[Measure]) -> dict[Measure, str]:
    """The kinds of "response/resolution: P1 15m/2h, P2 1h/8h": the first of each pair, then the second."""
    pairs = [
        (left, right)
        for left, right in pairwise(durations)
        if sentence.between(left.end, right.start).strip() in ("/", "|")
    ]
    if not pairs or len(pairs) * 2 != len(durations):
        return {}
    named = [m.value for m in sentence.of("promise.kind") if m.start < durations[0].start]
    first, second = (named[0], named[1]) if len(set(named)) > 1 else ("first_response", "resolution")
    return {left: first for left, _ in pairs} | {right: second for _, right in pairs}
