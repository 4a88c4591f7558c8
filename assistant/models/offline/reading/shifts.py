"""Shifts: the hours that sentences state, cut where the next tier's begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.segments import Segment
from assistant.models.offline.reading.sentences import Hours
from schemas.hours import find_hours, format_hours

MOST_HOURS_SENTENCES = 250
LONGEST_HOURS_SENTENCE = 600
_DEFAULT_ZONE = "UTC"
_TIME = re.compile(r"\d[:.h]\d\d|\d\s?(?:am|pm|uhr|h)\b|24\s?[x/×*]\s?[567]", re.IGNORECASE)
_LEVELS = ("tier_name", "named_level", "ordinal", "level_word", "level_words")
_BEFORE_NEXT = re.compile(r"(?:[,;.]|\b(?:and|und|y))\s+(?:the |der |die |das |im |el |la |los |las )?$", re.IGNORECASE)
_FOLLOW = re.compile(r"follow[- ]the[- ]sun", re.IGNORECASE)
"""No Sunday."""
_FIRST = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|l|lun|mar|mié|jue|vie|sáb|dom)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\w+tags?\b|\bmittwochs?\b"
    r"|\b(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|weekdays?|weekends?|every|each|daily|all|täglich|jeden|werktags|todos|diario|cada|around|round|rund|las"
    r"|day|business|office|working|from|von|de)\b",
    re.IGNORECASE,
)
"""Where the hours themselves begin, behind a label such as "Hours:"."""
_REACH = 16
_UNTIL_HOUR = re.compile(
    r"(\b(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|días)\b[^.;\d]{0,12}\d{1,2} a \d{1,2} )(horas)\b",
    re.IGNORECASE,
)
"""The "de 8 a 21 horas" behind days of the week: times of day, and no duration."""


def hours_in(text: str, segments: Sequence[Segment], mentions: Sequence[Mention]) -> list[Hours]:
    """The hours in order; only sentences with a word or a time of hours in them are looked at."""
    cues = [m.start for m in mentions if m.label == "hours_cue"] + [m.start() for m in _TIME.finditer(text)]
    starts = [segment.start for segment in segments]
    wanted = sorted({max(0, bisect_right(starts, cue) - 1) for cue in cues})[:MOST_HOURS_SENTENCES] if segments else []
    cuts = sorted({m.start for m in mentions if m.label in _LEVELS and _begins(text, m.start)})
    found = []
    for start, end in (piece for index in wanted for piece in _pieces(segments[index], cuts)):
        written = _FOLLOW.sub(lambda m: "-" * len(m.group()), text[start:end])
        written = _UNTIL_HOUR.sub(lambda m: m[1] + "h" + " " * (len(m[2]) - 1), written)
        for hours in find_hours(written, default_timezone=_DEFAULT_ZONE):
            canonical = format_hours(hours.calendar)
            zone = hours.calendar.timezone if hours.zone_stated else None
            if zone is None:
                canonical = canonical.replace(f" {_DEFAULT_ZONE}", "")
            first = _FIRST.search(hours.text)
            place = start + hours.start + (first.start() if first else 0)
            found.append(Hours(canonical, zone, place, start + hours.start + len(hours.text), hours))
    return found


def _begins(text: str, place: int) -> bool:
    """Whether a tier's name stands behind a comma or "and": what follows is said of it alone."""
    return _BEFORE_NEXT.search(text[max(0, place - _REACH) : place]) is not None


def _pieces(segment: Segment, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    end = min(segment.end, segment.start + LONGEST_HOURS_SENTENCE)
    start = segment.start
    for cut in cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)]:
        yield start, cut
        start = cut
    yield start, end
