"""How tokens add up to a statement of hours.

statement = part {separator part}
part      = [zone] days times [zone] | [zone] times [days] [zone] | always [zone] | days closed | closed days
days      = day [to day] {separator days} [except days]
times     = time to time {separator times} | all day
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas import hours_words as words
from schemas.hours_clock import Span, span_between, span_through
from schemas.hours_parts import ALL_DAY, WEEK, Part, Statement
from schemas.hours_tokens import IGNORED_KINDS, Token
from schemas.zones import zone_named

_COMMA = frozenset({"comma"})
_LIST = frozenset({"comma", "and"})
_SEPARATORS = frozenset({"comma", "and", "semi"})
_CONTEXT = frozenset({"office", "context"})
_CONTEXT_OR_COMMA = _CONTEXT | _COMMA
_WHOLE_DAY = frozenset({"always", "all_day", "all_day_beside_days"})
# No statement of hours has longer lists; reading further would take a hostile text more than linear time.
_LONGEST_LIST = 14
_LONGEST_RUN = 8
_NAME = re.compile(r"[\w.'-]+(?: [\w.'-]+){0,3}")
_COUNTED = re.compile(rf"[\s-]*(?:{words.COUNTED})(?!\w)", re.IGNORECASE)
_DENIED = re.compile(words.DENIED, re.IGNORECASE)
_DURATION = re.compile(rf"(?<!\w){words.DURATION_BEFORE}", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """Reads parts from the tokens of one text; each method gives what it read and the position after it, or None."""

    text: str
    tokens: tuple[Token, ...]
    """Without those that are read over."""
    strict: bool
    """Whether the text is about hours alone, so that a bare 9-5 or a city in lower case means what it can mean."""

    def statement(self, first: int) -> Statement | None:
        """What begins here: a statement, one without parts for words to pass over, or None.

        Where not strict, it ends before a second time zone and before hours that no team would work, and words
        about hours that are denied are passed over.
        """
        parts: list[Part] = []
        position = after = first
        while len(parts) < _LONGEST_LIST and (read := self._part(position)):
            part, end = read
            if parts and (part.days is None or not self._belongs(part, parts)):
                break
            parts.append(part)
            after, position = end, self._past(end, _SEPARATORS)
        if not parts:
            return None
        hopeless = not any(part.spans for part in parts)
        if hopeless or (not self.strict and (not parts[0].plausible or self._is_denied(first))):
            parts = []
        return Statement(parts=tuple(parts), first=first, after=after)

    def _belongs(self, part: Part, parts: list[Part]) -> bool:
        """Whether a part goes on with the statement of those before it."""
        if self.strict:
            return True
        other_zone = part.zone and any(earlier.zone not in (None, part.zone) for earlier in parts)
        return parts[0].plausible and part.plausible and not other_zone

    def _part(self, first: int) -> tuple[Part, int] | None:
        """One part, with the time zone before or behind it and what it is called."""
        position, before = self._past(first, _CONTEXT), None
        if zone := self._zone(position):
            before, position = zone[0], self._past(zone[1], _CONTEXT_OR_COMMA)
        read = self._days_then_times(position) or self._times_then_days(position) or self._days_off(position)
        if read is None:
            return None
        part, after = read
        stated = before or part.zone
        behind = self._zone(self._past(after, _COMMA))
        if behind and stated in (None, behind[0]):
            stated, after = behind
        named = {token.kind for token in self.tokens[max(0, first - 1) : after]}
        part = replace(part, zone=stated, office="office" in named, context=bool(named & _CONTEXT))
        holidays = self._past(after, _LIST)
        if self._kind(holidays) == "holidays":
            return replace(part, no_holidays=True), holidays + 1
        return part, after

    def _days_then_times(self, position: int) -> tuple[Part, int] | None:
        """ "Mon-Fri 9-18", also "Mon-Fri CET 9-18" and "weekdays around the clock"."""
        if through := self._through_the_week(position):
            return through
        days = self._days_less_exceptions(position)
        if days is None:
            return None
        after, stated = self._past(days[1], _CONTEXT_OR_COMMA), None
        if zone := self._zone(after):
            stated, after = zone[0], self._past(zone[1], _CONTEXT_OR_COMMA)
        times = self._times(after)
        if times is None:
            return None
        spans, explicit, end = times
        return Part(days=days[0], spans=spans, zone=stated, explicit=explicit), end

    def _through_the_week(self, position: int) -> tuple[Part, int] | None:
        """ "Sunday 17:00 to Friday 17:00": open all the time in between."""
        opening, closing = self.tokens[position : position + 2], self.tokens[position + 3 : position + 5]
        if [each.kind for each in (*opening, *closing)] != ["day", "time", "day", "time"] or self._kind(
            position + 2
        ) != "to":
            return None
        start, end = opening[1].clock, closing[1].clock
        if start is None or end is None:
            return None
        span = span_through(start, end, days=(closing[0].days[0] - opening[0].days[0]) % 7)
        return Part(days=opening[0].days, spans=(span,), zone=None, explicit=True), position + 5

    def _times_then_days(self, position: int) -> tuple[Part, int] | None:
        """ "9-18 Mon-Fri", "9-18" alone, "24/7", "24 hours a day, 7 days a week"."""
        kind = self._kind(position)
        if kind == "always_on_days":
            count = int(self.tokens[position].text[-1])
            return Part(days=WEEK[:count], spans=(ALL_DAY,), zone=None, explicit=True), position + 1
        times = self._times(position)
        if times is None:
            return None
        spans, explicit, after = times
        part = Part(days=None, spans=spans, zone=None, explicit=explicit)
        if zone := self._zone(after):
            part, after = replace(part, zone=zone[0]), zone[1]
        gap = self._past(after, _LIST)
        days = self._days_less_exceptions(gap)
        # "9-18, Sat 10-14": behind a comma, days that have times of their own begin the next part.
        if days and (gap == after or self._times(self._past(days[1], _COMMA)) is None) and not self._closed(days[1]):
            return replace(part, days=days[0]), days[1]
        if kind == "all_day_beside_days" and not self.strict:
            return None
        return (replace(part, days=WEEK) if kind in _WHOLE_DAY else part), after

    def _days_off(self, position: int) -> tuple[Part, int] | None:
        """ "closed on Sundays", "Sundays closed", "except weekends"."""
        if self._kind(position) in ("closed", "except"):
            days = self._days(position + 1)
            if days and self._times(self._past(days[1], _CONTEXT_OR_COMMA)):
                days = self._stretch(position + 1)
            return (Part(days=days[0], spans=(), zone=None), days[1]) if days else None
        days = self._days(position)
        return (Part(days=days[0], spans=(), zone=None), days[1] + 1) if days and self._closed(days[1]) else None

    def _days(self, first: int) -> tuple[tuple[int, ...], int] | None:
        """A list of days and stretches of days."""
        read = self._stretch(first)
        if read is None:
            return None
        chosen, after = set(read[0]), read[1]
        for _ in range(_LONGEST_LIST):
            following = self._stretch(self._past(after, _LIST)) if self._kind(after) in _LIST else None
            if following is None:
                break
            chosen, after = chosen | set(following[0]), following[1]
        if after == first + 1 and self._is_weak(self.tokens[first]):
            return None
        return tuple(sorted(chosen)), after

    def _days_less_exceptions(self, first: int) -> tuple[tuple[int, ...], int] | None:
        """ "daily except Sundays": a list of days, less those excepted."""
        read = self._days(first)
        left_out = self._days(read[1] + 1) if read and self._kind(read[1]) == "except" else None
        if read is None or left_out is None:
            return read
        return tuple(day for day in read[0] if day not in left_out[0]), left_out[1]

    def _stretch(self, position: int) -> tuple[tuple[int, ...], int] | None:
        """One day, one phrase for days, or a day to a day; "Sat-Mon" goes round the end of the week."""
        kinds = [self._kind(position + ahead) for ahead in range(3)]
        if kinds == ["day", "to", "day"]:
            start, end = self.tokens[position].days[0], self.tokens[position + 2].days[0]
            return tuple((start + step) % 7 for step in range((end - start) % 7 + 1)), position + 3
        return (self.tokens[position].days, position + 1) if kinds[0] in ("day", "days") else None

    def _is_weak(self, token: Token) -> bool:
        """Whether a day is more likely another word while no other day stands beside it: do, so, Mar."""
        text = token.text.rstrip(".")
        return not self.strict and text.lower() in words.WEAK_DAYS and (text.islower() or text.lower() == "mar")

    def _times(self, first: int) -> tuple[tuple[Span, ...], bool, int] | None:
        """A list of stretches of time, and whether one of them is one for certain."""
        if self._kind(first) in _WHOLE_DAY:
            return None if self._is_duration(first) else ((ALL_DAY,), True, first + 1)
        read = self._span(self._past(first, _CONTEXT))
        if read is None:
            return None
        spans, explicit, after = [read[0]], read[1], read[2]
        while len(spans) < _LONGEST_LIST and (following := self._span(self._past(after, _LIST))):
            spans.append(following[0])
            explicit, after = explicit or following[1], following[2]
        return tuple(spans), explicit, after

    def _span(self, position: int) -> tuple[Span, bool, int] | None:
        """From one time to another, and whether they are times for certain."""
        joins = {"to"}
        if self._kind(position) == "between":
            position, joins = position + 1, {"to", "and"}
        if (self._kind(position), self._kind(position + 2)) != ("time", "time") or self._kind(
            position + 1
        ) not in joins:
            return None
        start, end = self.tokens[position].clock, self.tokens[position + 2].clock
        if start is None or end is None:
            return None
        explicit = start.explicit or end.explicit
        if not explicit and not self.strict and _COUNTED.match(self.text, self.tokens[position + 2].end):
            return None
        return span_between(start, end), explicit, position + 3

    def _is_duration(self, position: int) -> bool:
        """Whether a word such as "within" makes 24 hours a promise instead of a coverage."""
        start = self.tokens[position].start
        return _DURATION.search(self.text[max(0, start - 20) : start]) is not None

    def _is_denied(self, position: int) -> bool:
        """Whether words such as "we don't offer" stand before it in a text about more than hours."""
        start = self.tokens[position].start
        return not self.strict and _DENIED.search(self.text[max(0, start - 40) : start]) is not None

    def _zone(self, position: int) -> tuple[str, int] | None:
        """A time zone by any of its names, the longest that is known, and the position after it."""
        if self._kind(position) not in ("zone", "word"):
            return None
        token = self.tokens[position]
        name = _NAME.match(self.text, token.start) if token.kind == "word" else None
        pieces = name.group().split(" ") if name else [token.text]
        for count in range(len(pieces), 0, -1):
            candidate = " ".join(pieces[:count])
            zone = zone_named(candidate) if self.strict or candidate[:1].isupper() else None
            if zone:
                end = token.start + len(candidate)
                return zone, next(
                    (at for at in range(position, len(self.tokens)) if self.tokens[at].start >= end), len(self.tokens)
                )
        return None

    def _kind(self, position: int) -> str:
        """The kind of token at the position, empty past the end."""
        return self.tokens[position].kind if position < len(self.tokens) else ""

    def _past(self, position: int, kinds: frozenset[str]) -> int:
        """The position after any tokens of these kinds, up to _LONGEST_RUN of them."""
        end = position + _LONGEST_RUN
        while position < end and self._kind(position) in kinds:
            position += 1
        return position

    def _closed(self, position: int) -> bool:
        return self._kind(position) == "closed"


def reader_of(text: str, tokens: Sequence[Token], *, strict: bool) -> Reader:
    """A reader over the tokens that count."""
    return Reader(text=text, tokens=tuple(each for each in tokens if each.kind not in IGNORED_KINDS), strict=strict)
