"""A text about hours, cut into tokens: days, times, the words between them, and everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from schemas import hours_words as words
from schemas.calendar import MINUTES_A_DAY
from schemas.hours_clock import HALF_DAY, Clock
from schemas.zones import zone_named

# Read over wherever they stand between the parts of a statement.
IGNORED_KINDS = frozenset({"filler", "mark"})

_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
_ZONE = (
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada)(?:/[A-Za-z0-9_+-]+)+"
    r"|(?:UTC|GMT)\s?[+−-]\s?\d{1,2}(?::?(?:00|30|45))?(?!\d|:)"
)
_DAY_DOT = r"(?:\.(?=\s*[-–—,:/&(\d]|\s*(?:bis|to|a|und|y)\b))?"
_TIME = (
    r"(?<![\w$€£#])(?:(?P<military>(?:[01]\d|2[0-3])[0-5]\d)|(?P<hour>[01]?\d|2[0-4])(?:(?P<joint>[:.h])(?P<minute>[0-5]\d)|(?!,\d{3}(?!\d)|,\d(?![\d:-]))))"
    r"(?P<clock>\s?(?:uhr|o'?clock)(?!\w)(?:\s(?P<past>[0-5]\d)(?!\w))?)?"
    rf"(?:\s?(?:(?P<am>{words.MORNING})|(?P<pm>{words.EVENING})|h))?(?!\w|[.:]\d|\s?[%€$°º])"
)


@dataclass(frozen=True)
class Token:
    """A piece of the text."""

    kind: str
    """One of the names of _PATTERNS."""
    text: str
    start: int
    end: int
    days: tuple[int, ...] = ()
    """Weekdays it names, Monday 0."""
    clock: Clock | None = None


def tokens_of(text: str) -> list[Token]:
    """The text's tokens in order, without white space; a new line counts as a semicolon."""
    return list(_scan(text))


def _scan(text: str) -> Iterator[Token]:
    for match in _pattern().finditer(text):
        kind, found = next(name for name in _PATTERNS if match.start(name) >= 0), match.group()
        days: tuple[int, ...] = ()
        clock: Clock | None = None
        if kind.startswith("days_"):
            kind, days = "days", words.DAY_PHRASES[int(kind[5:])][1]
        elif kind.startswith("day_"):
            kind, days = "day", (int(kind[4:]),)
        elif kind == "time":
            clock = _clock(match)
        elif kind.startswith("spoken_"):
            kind, clock = "time", _spoken(kind)
        elif kind == "filler" and found.isupper() and zone_named(found):
            kind = "word"
        yield Token(kind=kind, text=found, start=match.start(), end=match.end(), days=days, clock=clock)


def _clock(match: re.Match[str]) -> Clock:
    """The time that the groups of _TIME hold."""
    military, hour_text, minute_text = match["military"], match["hour"], match["minute"] or match["past"]
    hour, minute = int(military[:2] if military else hour_text), int(military[2:] if military else minute_text or 0)
    explicit = bool(match["clock"] or match["joint"] in (":", "h", "H"))
    if (match["am"] or match["pm"]) and 1 <= hour <= 12:
        half: Literal["am", "pm"] = "pm" if match["pm"] else "am"
        afternoon = HALF_DAY if half == "pm" else 0
        return Clock(minute=hour % 12 * 60 + minute + afternoon, half=half, by_24_hours=False, explicit=True)
    padded = bool(military) or hour_text.startswith("0") or (len(hour_text) == 2 and minute_text is not None)
    return Clock(
        minute=min(hour * 60 + minute, MINUTES_A_DAY), half=None, by_24_hours=padded or hour > 12, explicit=explicit
    )


def _spoken(kind: str) -> Clock:
    """The time behind a word such as noon or nine."""
    _, table, index = kind.split("_")
    if table == "clock":
        return Clock(minute=words.CLOCK_WORDS[int(index)][1] * 60, half=None, by_24_hours=True, explicit=True)
    return Clock(minute=words.NUMBER_WORDS[int(index)][1] * 60, half=None, by_24_hours=False, explicit=False)


def _wordy(pattern: str) -> str:
    return rf"(?<!\w)(?:{pattern})(?!\w)"


# In order of precedence; the first that matches at a place is the token.
_PATTERNS: dict[str, str] = {
    "always": _wordy(words.ALWAYS) + r"(?![/.]\d)",
    "date": rf"(?<!\d)(?:{_DATE})(?!\d)",
    "zone": rf"(?<!\w)(?:{_ZONE})",
    "always_on_days": _wordy(words.ALWAYS_ON_DAYS),
    "all_day": _wordy(words.ALL_DAY),
    **{f"days_{index}": _wordy(pattern) for index, (pattern, _) in enumerate(words.DAY_PHRASES)},
    "all_day_beside_days": _wordy(words.ALL_DAY_BESIDE_DAYS),
    "holidays": _wordy(words.HOLIDAYS),
    "office": _wordy(words.OFFICE),
    "context": rf"(?<!\w)(?:{words.HOURS_CONTEXT})(?=\W|$)",
    "except": _wordy(words.EXCEPT),
    "closed": _wordy(words.CLOSED),
    **{f"day_{index}": _wordy(pattern) + _DAY_DOT for index, pattern in enumerate(words.DAY_NAMES)},
    "time": _TIME,
    **{f"spoken_clock_{index}": _wordy(pattern) for index, (pattern, _) in enumerate(words.CLOCK_WORDS)},
    **{f"spoken_number_{index}": _wordy(pattern) for index, (pattern, _) in enumerate(words.NUMBER_WORDS)},
    "between": _wordy(words.BETWEEN),
    "to": words.TO.replace("(?:to|", r"(?<!\w)(?:to|"),
    "and": words.AND.replace("(?:and|", r"(?<!\w)(?:and|"),
    "comma": r"[,|]",
    "semi": r"[;\n\r]+",
    "stop": r"[.!?](?=\s|$)",
    "filler": _wordy(words.FILLER),
    "number": r"\d+(?:[.,:/]\d+)*\w*",
    "word": r"\w+(?:\.\d+)*",
    "mark": r"[^\s\w]",
}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.IGNORECASE)
