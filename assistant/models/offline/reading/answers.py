"""Answers: bare values that mean something only because of what was just asked, such as "35, 12 and 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.headcounts import counts_heads
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_NOTHING = re.compile(
    r"(?:no|none|nope|nothing|not (?:yet|any|really)|no,? (?:none|nothing|not (?:yet|any|really))|we have none|we don['’]t have (?:any|one)|there (?:are|is) none"
    r"|nein|keine?|keinerlei|nichts|noch (?:keine?|nicht)|haben wir nicht|gibt es nicht|ninguno|ninguna|nada|no,? ninguno|no tenemos|no hay|todavía no"
    r"|aún no)\W*",
    re.IGNORECASE,
)
MOST_WORDS_OF_NOTHING = 6
LONGEST = 40
"""Words up to which a message is a bare answer."""
MOST_SEVERITIES = 5


def answers(message: Message, *, found: Sequence[Found]) -> list[Found]:
    """What a short message says in answer to the question, where its own words did not say it already."""
    read = {"structure": _heads, "promises": _times, "hours": _hours, "volume": _volume}.get(message.asked or "")
    if read is None or len(message.visible.split()) > LONGEST:
        return []
    return read(message, found)


def _measures(message: Message, *kinds: str) -> list[tuple[Sentence, Measure]]:
    return [(s, m) for s in message.sentences for m in s.measured(*kinds)]


def is_nothing(message: Message) -> bool:
    """Whether the whole message says that there is none of what was asked."""
    return _nothing(message) is not None


def _nothing(message: Message) -> tuple[int, int] | None:
    """Where a short "none" stands."""
    text = message.visible.strip()
    if len(text.split()) > MOST_WORDS_OF_NOTHING or not _NOTHING.fullmatch(text):
        return None
    start = message.visible.index(text)
    return start, start + len(text.rstrip(" .!"))


def _heads(message: Message, found: Sequence[Found]) -> list[Found]:
    """ "35, 12 and 3": the tiers in order, those already known without people first."""
    if any(f.slot in ("tier.headcount", "team.headcount") for f in found):
        return []
    values = [m for s, m in _measures(message, "bare", "people") if m.value == int(m.value) and counts_heads(s, m)]
    if not values:
        return []
    brief = message.brief
    known = brief.subjects("tier")
    missing = [t for t in known if brief.number("tier.headcount", t) is None]
    if len(values) == 1 and len(missing) != 1:
        return (
            [replace(of_measure("team.headcount", "", values[0]), unit="people")] if values[0].kind == "people" else []
        )
    subjects = missing if len(missing) == len(values) else [f"t{rank}" for rank in range(1, len(values) + 1)]
    heads: list[Found] = []
    for subject, measure in zip(subjects, values, strict=True):
        if subject not in known:
            heads.append(Found("tier", subject, measure.start, measure.end, text=f"Tier {subject[1:]}"))
        heads.append(replace(of_measure("tier.headcount", subject, measure), unit="people"))
    return heads


def _times(message: Message, found: Sequence[Found]) -> list[Found]:
    """ "15 min, 2 h, 8 h, 48 h": the severities from the highest down; a single time is for everybody."""
    if message.brief.language and any(
        f.slot.startswith("promise.") and f.number is not None and "p" in f.subject for f in found
    ):
        return []
    if nothing := _nothing(message):
        return [Found("promise.none", "", *nothing, text=message.text[slice(*nothing)])]
    values = [m for _, m in _measures(message, "duration")]
    named = any(s.customers or s.severities for s in message.sentences)
    if not values or named or len(values) > MOST_SEVERITIES:
        return []
    taken = {f.at for f in found if f.subject != "*/*"}
    values = [m for m in values if m.at not in taken]
    if len(values) < 3:
        return []
    subjects = [f"p{rank}" for rank in range(1, len(values) + 1)]
    return [
        each
        for subject, measure in zip(subjects, values, strict=True)
        for each in (
            Found("severity", subject, measure.start, measure.end, text=subject.upper()),
            of_measure("promise.first_response", f"*/{subject}", measure),
        )
    ]


def _hours(message: Message, found: Sequence[Found]) -> list[Found]:
    """A bare "9 to 6" is read where nothing else was."""
    from schemas.errors import InputError
    from schemas.hours import format_hours, parse_hours

    if any(f.slot.startswith(("hours.", "tier.hours")) for f in found):
        return []
    text = message.visible.strip().strip(".!")
    if not text or len(text) > 120:
        return []
    try:
        calendar = parse_hours(text, id="said", default_timezone="UTC")
    except InputError:
        return []
    start = message.visible.index(text)
    canonical = format_hours(calendar)
    return [Found("hours.support", "", start, start + len(text), text=canonical.replace(" UTC", ""))]


def _volume(message: Message, found: Sequence[Found]) -> list[Found]:
    """A handle time without a tier is no fact; a bare count needs its period; so nothing is added here but a share."""
    if any(f.slot.startswith("volume.") for f in found):
        return []
    shares = [m for _, m in _measures(message, "percent")]
    return [of_measure("volume.escalation_share", "", shares[0])] if len(shares) == 1 else []
