"""What all runs of one process share: its places, classes, clocks and rules, numbered for speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from assistant.simulate.inputs import Inputs, issue_shares, severity_shares
from assistant.simulate.rulebook import CaseClass, Rulebook, Timer, class_shares, classes_of
from assistant.simulate.stations import Station, stations_of
from assistant.simulate.working_hours import WorkingHours
from schemas.calendar import ALWAYS, Calendar, round_the_clock
from schemas.process import EscalationProcess

DRAINED_WEEKS = 4
"""How long after the last arrival a run goes on, so that late cases can still be answered."""
CREATED, ENTERED, BEGUN = 0, 1, 2
_SINCE = {"created": CREATED, "entered": ENTERED, "begun": BEGUN}


class Clocked(NamedTuple):
    """A timer as the run needs it."""

    bit: int
    """The rule's bit; 0 for an acknowledgement."""
    waits: tuple[tuple[int, WorkingHours, float], ...]
    to: int
    moves: bool
    until_answered: bool


@dataclass
class Layout:
    """One process over some weeks."""

    process: EscalationProcess
    inputs: Inputs
    start: datetime
    """The Monday on which the weeks begin."""
    weeks: float
    classes: tuple[CaseClass, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    hours: dict[str, WorkingHours] = field(default_factory=dict)
    _timers: dict[tuple[int, int, int, bool, bool], tuple[Clocked, ...]] = field(default_factory=dict)
    _starts: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _moments: dict[int, datetime] = field(default_factory=dict)
    _answerers: dict[int, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = Rulebook(self.process)
        self.classes = classes_of(self.process)
        self.places = {one.id: place for place, one in enumerate(self.process.frame.receivers)}
        self.watched = tuple(self.clock(id) for id in self.rules.watched)

    def clock(self, id: str | None) -> WorkingHours:
        """A calendar's open time; around the clock for an id that is none."""
        name = id if id and self.process.calendar(id) is not None else ALWAYS
        if name not in self.hours:
            calendar: Calendar = self.process.calendar(name) or round_the_clock()
            self.hours[name] = WorkingHours(calendar, start=self.start, weeks=self.weeks + DRAINED_WEEKS + 2)
        return self.hours[name]

    def stations(self, values: dict[str, float]) -> tuple[Station, ...]:
        return stations_of(self.process, values)

    def state_of_day(self, at: float) -> int:
        """Which of the calendars that rules read are open, as bits; a moment of each state is kept."""
        state = 0
        for place, hours in enumerate(self.watched):
            if hours.is_open(at):
                state |= 1 << place
        if state not in self._moments:
            self._moments[state] = self.start + timedelta(minutes=at)
        return state

    def start_of(self, case: int, state: int) -> tuple[int, int]:
        """Where a class of cases goes in this state of the day, and the rules that fired, as bits."""
        key = (case, state)
        if key not in self._starts:
            holder, fired = self.rules.start(self.classes[case], self._moments[state])
            self._starts[key] = (self.places[holder], fired)
        return self._starts[key]

    def comes_in(self, case: int) -> WorkingHours:
        """The hours in which cases of a class come: those of its severity, or of its promise where they are more."""
        one = self.classes[case]
        severity, promised = self.process.severity(one.severity), self.rules.promised(one, "first_response")
        ids = (severity.hours if severity is not None else None, promised.clock if promised is not None else None)
        return max((self.clock(id) for id in ids if id), key=lambda hours: hours.total, default=self.clock(None))

    def answerer(self, case: int) -> tuple[int, float]:
        """The place that owes a class its first answer, -1 for none, and the minutes in which it takes a case up."""
        if case not in self._answerers:
            found = self.rules.answerer(self.classes[case])
            self._answerers[case] = (self.places[found[0]], found[1]) if found is not None else (-1, 0.0)
        return self._answerers[case]

    def timers(self, case: int, place: int, state: int, *, working: bool, answered: bool) -> tuple[Clocked, ...]:
        """The timers of a class at a place."""
        key = (case, place, state, working, answered)
        if key not in self._timers:
            holder = self.process.frame.receivers[place].id
            found = self.rules.timers(
                self.classes[case], holder, now=self._moments[state], working=working, answered=answered
            )
            self._timers[key] = tuple(c for t in found if (c := self._clocked(t, working=working)) is not None)
        return self._timers[key]

    def shares(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """The share of each class of cases."""
        return class_shares(
            self.process,
            severities=severity_shares(self.inputs, self.process, values),
            customers=self.inputs.customers,
            issues=issue_shares(self.inputs, values),
        )

    def hand_on(self, values: Mapping[str, float]) -> list[list[tuple[float, int]]]:
        """For each class and place the share that is handed on, and where to.

        A tier's share is of all its cases; those that it solves itself by the process leave it to the others.
        """
        weights = self.shares(values)
        table = [[(0.0, -1)] * len(self.places) for _ in self.classes]
        for id, place in self.places.items():
            share = values.get(f"hand_on:{id}", 0.0) / 100
            following = [self.next_place(case, place) for case in range(len(self.classes))]
            mass = sum(w for w, to in zip(weights, following, strict=True) if to >= 0)
            for case, to in enumerate(following):
                if to >= 0 and mass > 0:
                    table[case][place] = (min(1.0, share * sum(weights) / mass), to)
        return table

    def next_place(self, case: int, place: int) -> int:
        """Where a tier hands on a case of this class; -1 where it is solved at the latest."""
        following = self.rules.next_tier(self.classes[case], self.process.frame.receivers[place].id)
        return self.places[following] if following is not None else -1

    def _clocked(self, timer: Timer, *, working: bool) -> Clocked | None:
        waits = tuple((_SINCE[w.since], self.clock(w.clock), w.minutes) for w in timer.waits)
        if not working and any(since == BEGUN for since, _, _ in waits):
            return None
        return Clocked(
            bit=1 << timer.rule if timer.rule >= 0 else 0,
            waits=waits,
            to=self.places[timer.to],
            moves=timer.moves,
            until_answered=timer.until_answered,
        )
