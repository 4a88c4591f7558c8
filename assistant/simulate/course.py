"""The state of a ticket that is being played: who holds it, which clocks run, and what its fields say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schemas.business_time import add_business_minutes, business_minutes_between
from schemas.calendar import ALWAYS, Calendar
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.evaluation import TicketState, Value, Vocabulary, clock_of
from schemas.numbers import clock_minutes
from schemas.process import EscalationProcess

SINCE = {
    "time_since_created": "arrived",
    "time_in_tier": "holding_since",
    "time_since_handoff": "handed_at",
    "troubleshooting_time": "working_since",
    "time_in_status": "holding_since",
    "time_since_update": "last_word",
    "time_since_customer_reply": "arrived",
}
"""From which moment each duration of a ticket counts."""


@dataclass(kw_only=True)
class Course:
    """One ticket on its way."""

    process: EscalationProcess
    promises: Mapping[str, Commitment]
    """By metric."""
    facts: Mapping[str, Value]
    arrived: datetime
    now: datetime
    holder: str
    holding_since: datetime
    handed_at: datetime | None = None
    working_since: datetime | None = None
    """When the holder acknowledged."""
    answered_at: datetime | None = None
    solved_at: datetime | None = None
    last_word: datetime | None = None
    visited: list[str] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)

    @property
    def clocks(self) -> dict[str, Calendar]:
        return {c.id: c for c in self.process.calendars}

    @property
    def words(self) -> Vocabulary:
        return Vocabulary(fields={f.id: f for f in self.process.fields}, calendars=self.clocks)

    def due(self, metric: str) -> datetime | None:
        """When the promise of this metric runs out."""
        promise = self.promises.get(metric)
        return self.after(self.arrived, promise.target.clock, self._minutes(promise)) if promise else None

    def met(self, metric: str) -> datetime | None:
        """When what was promised was done."""
        return {"first_response": self.answered_at, "resolution": self.solved_at}.get(metric)

    def after(self, start: datetime, clock: str | None, minutes: float) -> datetime:
        """The moment at which a clock that was started has run for so many minutes."""
        return add_business_minutes(start, minutes, calendar=self._calendar(clock))

    def state(self) -> TicketState:
        """What the ticket's fields say now."""
        values: dict[str, Value] = dict(self.facts)
        values |= {
            "tier_current": self.holder,
            "reassign_count": float(max(0, len(self.visited) - 1)),
            "tiers_visited": float(len(set(self.visited))),
            "bounce_count": 0.0,
            "created_at": self.arrived,
            "status": "solved" if self.solved_at else "open",
        }
        for name, moment in (
            ("handoff_at", self.handed_at),
            ("ack_at", self.working_since),
            ("first_reply_at", self.answered_at),
            ("solved_at", self.solved_at),
        ):
            if moment is not None:
                values[name] = moment
        minutes: dict[tuple[str, str], float] = {}
        for name, since in self._running():
            minutes |= {(name, clock): self._elapsed(since, clock) for clock in {ALWAYS, *self.clocks}}
        for metric, promise in self.promises.items():
            used = self._elapsed(self.arrived, promise.target.clock or ALWAYS, until=self.met(metric))
            whole = self._minutes(promise)
            values[f"sla.{metric}.consumed_pct"] = 100 * used / whole if whole else 100.0
            values[f"sla.{metric}.breached"] = "yes" if used >= whole and self.met(metric) is None else "no"
            minutes[f"sla.{metric}.elapsed", promise.target.clock or ALWAYS] = used
        return TicketState(values=values, minutes=minutes, now=self.now)

    def turning_points(self, comparison: Comparison) -> Iterator[datetime]:
        """The moments ahead at which a comparison over time may change."""
        number, name = comparison.number, comparison.field
        if number is None:
            return
        metric = name.removeprefix("sla.").rpartition(".")[0]
        if name.endswith(".consumed_pct") and metric in self.promises and self.met(metric) is None:
            promise = self.promises[metric]
            yield self.after(self.arrived, promise.target.clock, self._minutes(promise) * number.value / 100)
        elif name in SINCE and number.is_duration and (since := dict(self._running()).get(name)) is not None:
            yield self.after(since, clock_of(number), clock_minutes(number, self.clocks))

    def _running(self) -> Iterator[tuple[str, datetime]]:
        for name, attribute in SINCE.items():
            since: datetime | None = getattr(self, attribute)
            if since is not None:
                yield name, since

    def _elapsed(self, since: datetime, clock: str, *, until: datetime | None = None) -> float:
        until = until if until is not None else self.now
        return business_minutes_between(since, until, calendar=self._calendar(clock)) if until > since else 0.0

    def _minutes(self, promise: Commitment) -> float:
        return clock_minutes(promise.target, self.clocks)

    def _calendar(self, clock: str | None) -> Calendar:
        known = self.clocks.get(clock or ALWAYS)
        if known is None:
            raise AssertionError(f"the process declares the clock {clock!r}")
        return known
