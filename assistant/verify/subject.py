"""What is proven: a process made ready, its moves, its vocabulary, and the rows of it that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.evaluation import NUMBERS, Vocabulary, require_readable
from schemas.fields import standard_fields
from schemas.process import EscalationProcess
from schemas.tiers import Partner, Role, Tier
from schemas.triggers import Trigger

HOLDER = "tier_current"
"""The field that says who holds the ticket."""
ALWAYS_READ = ("severity", "customer_tier", "issue_type", HOLDER)
"""Fields that every ticket has, whether a process declares them or not."""
RESTARTING = ("time_in_tier", "troubleshooting_time", "time_since_handoff")
"""Durations that begin anew when a ticket changes hands."""
SLA_METRICS = ("first_response", "update", "resolution")


@dataclass(frozen=True, kw_only=True)
class Move:
    """A row that moves a ticket, or, when it is a call, brings somebody to it."""

    id: str
    where: str
    conditions: tuple[Comparison, ...]
    source: str
    to: str
    order: int
    kind: Literal["trigger", "call", "way_back"]
    """`call`: a computed alarm, which calls somebody and leaves the ticket where it is."""
    trigger: Trigger | None
    """The trigger it comes from; None for a criterion of de-escalation."""

    @property
    def automatic(self) -> bool:
        return self.trigger is None or self.trigger.mode == "automatic"

    def leaves(self, holder: str) -> bool:
        """Whether it moves a ticket that this one holds."""
        return self.source in ("any", holder) and self.to != holder


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A row whose conditions mean nothing."""

    id: str
    where: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A process, with the brief that it was written from when there is one."""

    process: EscalationProcess
    brief: Brief | None

    @cached_property
    def clocks(self) -> dict[str, Calendar]:
        return {c.id: c for c in self.process.calendars}

    @cached_property
    def receivers(self) -> dict[str, Tier | Role | Partner]:
        return self.process.receivers

    @cached_property
    def severities(self) -> tuple[str, ...]:
        """Ids from the highest to the lowest."""
        return tuple(dict.fromkeys(s.id for s in self.process.frame.severities))

    @cached_property
    def customers(self) -> tuple[str, ...]:
        """Ids of the customer tiers, from the most to the least demanding."""
        return tuple(dict.fromkeys(c.id for c in self.process.frame.customer_tiers))

    @cached_property
    def issues(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i.id for i in self.process.rules.issues))

    @cached_property
    def line(self) -> tuple[str, ...]:
        """The tiers from the first line up."""
        return tuple(t.id for t in self.process.frame.tiers)

    @cached_property
    def words(self) -> Vocabulary:
        standard = standard_fields(
            severities=self.severities,
            customer_tiers=self.customers,
            issue_types=self.issues,
            receivers=tuple(self.receivers),
        )
        ours = {f.id: f for f in standard if f.id in ALWAYS_READ}
        fields = {f.id: f for f in self.process.fields if f.id not in ours or f.kind == ours[f.id].kind}
        return Vocabulary(fields=ours | fields, calendars=self.clocks)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The readable moves in their order: the author's triggers, the alarms, the ways back."""
        unreadable = {row.where for row in self.unreadable}
        return tuple(sorted((m for m in self._rows() if m.where not in unreadable), key=lambda m: m.order))

    @cached_property
    def triggers(self) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.kind == "trigger")

    @cached_property
    def ways_back(self) -> tuple[Move, ...]:
        """De-escalations: the criteria, and the triggers of that kind."""
        return tuple(m for m in self.moves if _is_back(m))

    @cached_property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """Rows that the proofs have to leave out, each with the reason."""
        found = []
        for move in self._rows():
            why = self._why_unreadable(move.conditions)
            if why is not None:
                found.append(Unreadable(id=move.id, where=move.where, why=why))
        return tuple(found)

    @cached_property
    def floors(self) -> tuple[tuple[str, tuple[Comparison, ...]], ...]:
        """Each severity with those of its floors that can be read, from the highest."""
        return tuple(
            (s.id, tuple(f for f in s.floors if self._why_unreadable((f,)) is None))
            for s in self.process.frame.severities
        )

    @cached_property
    def conditions(self) -> tuple[Comparison, ...]:
        """Every readable comparison of the process."""
        return tuple(c for m in self.moves for c in m.conditions) + tuple(f for _, fs in self.floors for f in fs)

    def _rows(self) -> Iterator[Move]:
        process = self.process
        for place, trigger in enumerate(process.rules.triggers):
            yield _of_trigger(trigger, f"/rules/triggers/{place}", "trigger")
        for place, trigger in enumerate(process.alarms):
            yield _of_trigger(trigger, f"/alarms/{place}", "call")
        last = max((t.order for t in process.triggers), default=0) + 1
        for place, back in enumerate(process.improvement.de_escalations):
            yield Move(
                id=f"the way back from {back.source} to {back.to}",
                where=f"/improvement/de_escalations/{place}",
                conditions=back.all_of,
                source=back.source,
                to=back.to,
                order=last + place,
                kind="way_back",
                trigger=None,
            )

    def _why_unreadable(self, conditions: tuple[Comparison, ...]) -> str | None:
        for comparison in conditions:
            declared = self.words.fields.get(comparison.field)
            if declared is None:
                return f"The field {comparison.field!r} is not declared."
            try:
                require_readable(comparison, declared, words=self.words)
            except InputError as error:
                return error.what
        return None


def timing(comparison: Comparison, subject: Subject) -> bool:
    """Whether it waits for time to pass: at least so long, or so much of a promise."""
    declared = subject.words.fields[comparison.field]
    runs = declared.kind == "duration" or (declared.kind == "percent" and comparison.field.startswith("sla."))
    return runs and comparison.number is not None and comparison.op in (">", ">=")


def is_numeric(comparison: Comparison, subject: Subject) -> bool:
    """Whether it compares a number."""
    return subject.words.fields[comparison.field].kind in NUMBERS and comparison.number is not None


def _of_trigger(trigger: Trigger, where: str, kind: Literal["trigger", "call"]) -> Move:
    return Move(
        id=trigger.id,
        where=where,
        conditions=trigger.all_of,
        source=trigger.source,
        to=trigger.to,
        order=trigger.order,
        kind=kind,
        trigger=trigger,
    )


def _is_back(move: Move) -> bool:
    return move.kind == "way_back" or (move.trigger is not None and move.trigger.kind == "de_escalation")
