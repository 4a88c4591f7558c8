"""Sentences: the segments of a message with everything that was recognised in them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.segments import Segment
from assistant.models.offline.reading.tokens import Token
from schemas.hours import FoundHours


@dataclass(frozen=True)
class Key:
    """Something that values belong to: a tier, a severity or a class of customers, where it is named."""

    id: str
    name: str
    """As written."""
    start: int
    end: int


@dataclass(frozen=True)
class Hours:
    """Hours that are stated, with their place in the message."""

    text: str
    """In the canonical form, without a zone where none was stated."""
    zone: str | None
    start: int
    end: int
    found: FoundHours


@dataclass(frozen=True)
class Sentence:
    """A segment and what is in it. All places count from the beginning of the message."""

    index: int
    segment: Segment
    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    measures: tuple[Measure, ...]
    levels: tuple[Key, ...]
    severities: tuple[Key, ...]
    customers: tuple[Key, ...]
    hours: tuple[Hours, ...]

    @property
    def start(self) -> int:
        return self.segment.start

    @property
    def end(self) -> int:
        return self.segment.end

    def has(self, *labels: str) -> bool:
        """Whether any of these labels occurs."""
        return any(mention.label in labels for mention in self.mentions)

    def of(self, label: str, value: str | None = None) -> list[Mention]:
        """The mentions of a label, in order."""
        return [m for m in self.mentions if m.label == label and value in (None, m.value)]

    def measured(self, *kinds: str) -> list[Measure]:
        """The measures of these kinds, in order."""
        return [m for m in self.measures if m.kind in kinds]

    def between(self, start: int, end: int) -> str:
        """The text between two places of the message."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


@dataclass(frozen=True)
class Found:
    """A fact and where it is said."""

    slot: str
    subject: str
    start: int
    end: int
    number: float | None = None
    unit: str | None = None
    clock: str | None = None
    text: str | None = None
    at: int = -1
    """The place of the number it took, so that nobody takes it again; -1 without one."""


def of_measure(
    slot: str, subject: str, measure: Measure, *, start: int | None = None, end: int | None = None,
    text: str | None = None, clock: str | None = None,
) -> Found:  # fmt: skip
    """A fact with the measure's number; its words reach from start to end if given."""
    low, high = measure.number.low, measure.number.high
    ranged = f"{low:g}–{high:g}" if low is not None and high is not None else None
    return Found(
        slot=slot,
        subject=subject,
        start=min(measure.start, measure.start if start is None else start),
        end=max(measure.end, measure.end if end is None else end),
        number=measure.value,
        unit=measure.unit or "count",
        clock=clock or measure.clock,
        text=text or ranged,
        at=measure.at,
    )
