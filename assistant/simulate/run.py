"""One run of a process: every case from its arrival until it is solved.

Events come in the order of time: a case arrives, a tier opens, a timer of a waiting case runs out, a piece of work is
done. Time is in minutes since the layout's start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from assistant.simulate.layout import CREATED, DRAINED_WEEKS, ENTERED, Clocked, Layout
from assistant.simulate.stations import Station
from assistant.simulate.tally import Stopped, Tally, chances, handle_factors

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

OPEN, DONE, LATE = 0, 1, 2
MOST_MOVES = 12
"""After so many moves a case stays where it is."""
TOLD = -1.5
"""How far a case moves up of which a manager was told: past the next higher severity."""
WEEK = 10_080.0
CHECKED_EVERY = 4_096
"""Events between two looks at whether the run is to stop."""


class Run:
    """A run that was made ready; `go` makes it happen."""

    def __init__(
        self,
        layout: Layout,
        values: Mapping[str, float],
        draw: Generator,
        *,
        moments: NDArray[Any],
        kinds: NDArray[Any],
        warm_up: float,
    ) -> None:
        size = len(moments)
        self.layout, self.warm_up, self.until = layout, warm_up, layout.weeks * WEEK
        self.stations: tuple[Station, ...] = layout.stations(dict(values))
        self.clocks = [layout.clock(s.hours.id if s.hours else None) for s in self.stations]
        self.at, self.kind = moments.tolist(), kinds.tolist()
        self.hand_on = layout.hand_on(values)
        self.hand_back = values.get("hand_back", 0.0) / 100
        self.bounce_cap = layout.process.handling.handoff.bounce_cap.value
        severities = [s.id for s in layout.process.frame.severities]
        self.priority = [float(severities.index(c.severity)) for c in layout.classes]
        self.free = [s.places for s in self.stations]
        self.lines: list[list[tuple[float, float, int, int]]] = [[] for _ in self.stations]
        self.opening = [False] * len(self.stations)
        self.tallies = [Tally(waits=[]) for _ in self.stations]
        self.place, self.visit, self.came = [-1] * size, [0] * size, [-1] * size
        self.entered, self.waiting = [0.0] * size, [False] * size
        self.first, self.solved = [math.inf] * size, [math.inf] * size
        self.fired, self.bounces, self.moved_to = [0] * size, [0] * size, [-1] * size
        self.late: dict[int, list[tuple[float, Clocked]]] = {}
        self.events: list[tuple[float, int, int, int]] = []
        self.handles, self.chances = handle_factors(draw), chances(draw)
        self.mean = [s.handle_minutes * s.stretch for s in self.stations]
        self.delays = [_acknowledging(layout, s) for s in self.stations]

    def go(self, stop: Callable[[], bool] | None = None) -> None:
        """Follow every case until it is solved, or four weeks have passed since the last could come.

        Raises Stopped when `stop` says so.
        """
        events, at = self.events, self.at
        end = (self.layout.weeks + DRAINED_WEEKS) * WEEK
        following, size, count = 0, len(at), 0
        while events or following < size:
            count += 1
            if stop is not None and not count % CHECKED_EVERY and stop():
                raise Stopped
            if following < size and (not events or at[following] <= events[0][0]):
                self._arrive(following, at[following])
                following += 1
                continue
            now, what, which, visit = heappop(events)
            if now > end:
                break
            if what == OPEN:
                self.opening[which] = False
                self._serve(which, now)
            elif what == DONE:
                self._done(which, now)
            elif self.visit[which] == visit and self.waiting[which]:
                self._run_out(which, now)

    def _arrive(self, case: int, now: float) -> None:
        state = self.layout.state_of_day(now)
        place, self.fired[case] = self.layout.start_of(self.kind[case], state)
        clock = self.clocks[place]
        if not (clock.always or clock.is_open(now)):
            self._answer_ahead(case, place, now)
        self._enter(case, place, now)

    def _answer_ahead(self, case: int, place: int, now: float) -> None:
        """Whoever owes the answer gives it while the case waits for somebody who is not there yet."""
        who, minutes = self.layout.answerer(self.kind[case])
        if who >= 0 and who != place:
            at = self.clocks[who].opening(now) + minutes
            if at < self.clocks[place].opening(now):
                self.first[case] = at

    def _enter(self, case: int, place: int, now: float) -> None:
        self.place[case], self.entered[case] = place, now
        self.visit[case] += 1
        if self.warm_up <= now <= self.until:
            self.tallies[place].cases += 1
            self.tallies[place].paged += 1
        if self.free[place] > 0 and (self.clocks[place].always or self.clocks[place].is_open(now)):
            self._begin(case, place, now)
            return
        self.waiting[case] = True
        heappush(self.lines[place], (self.priority[self.kind[case]], now, case, self.visit[case]))
        self._await_opening(place, now)
        self._set_timers(case, place, now)

    def _begin(self, case: int, place: int, now: float) -> None:
        clock, tally, entered = self.clocks[place], self.tallies[place], self.entered[case]
        self.waiting[case] = False
        self.late.pop(case, None)
        self.free[place] -= 1
        if self.warm_up <= now <= self.until:
            tally.waits.append(0.0 if now == entered else clock.worked(now) - clock.worked(entered))
        delay = self.delays[place] and self.delays[place] * next(self.chances)
        needed = self.mean[place] * next(self.handles) + delay
        done = clock.after(now, needed)
        answered = self.first[case] < math.inf
        if self.visit[case] <= MOST_MOVES:
            done = self._while_working(case, place, now, done, answered=answered)
        self.first[case] = min(self.first[case], now + delay)
        if done < math.inf:
            if self.warm_up <= now <= self.until:
                tally.worked += needed if self.moved_to[case] < 0 else clock.worked(done) - clock.worked(now)
            heappush(self.events, (done, DONE, case, 0))

    def _while_working(self, case: int, place: int, now: float, done: float, *, answered: bool) -> float:
        """When the work ends: at its end, or when a timer takes the case away before."""
        state = self.layout.state_of_day(now) if self.layout.watched else self.layout.state_of_day(0.0)
        for timer in self.layout.timers(self.kind[case], place, state, working=True, answered=answered):
            if timer.until_answered or self.fired[case] & timer.bit:
                continue
            since = self._since(case, timer, now)
            if since is None or since[0] >= done:
                continue
            at = max(hours.after(base, minutes) for base, hours, minutes in since[1])
            if not now <= at < done:
                continue
            self.fired[case] |= timer.bit
            if timer.moves:
                done, self.moved_to[case] = at, timer.to
            elif self.warm_up <= now <= self.until:
                self.tallies[timer.to].paged += 1
        return done

    def _since(self, case: int, timer: Clocked, now: float) -> tuple[float, list[tuple[float, Any, float]]] | None:
        """The earliest that a timer can run out, and its clocks with the moments from which they count."""
        clocks = []
        earliest = 0.0
        for since, hours, minutes in timer.waits:
            base = self.at[case] if since == CREATED else self.entered[case] if since == ENTERED else now
            earliest = max(earliest, base + minutes)
            clocks.append((base, hours, minutes))
        return earliest, clocks

    def _done(self, case: int, now: float) -> None:
        place, kind = self.place[case], self.kind[case]
        self.free[place] += 1
        to, tally = self.moved_to[case], self.tallies[place]
        counted = self.warm_up <= now <= self.until
        if to >= 0:
            self.moved_to[case] = -1
            tally.handed_on += counted
        elif (
            (came := self.came[case]) >= 0
            and self.bounces[case] < self.bounce_cap
            and next(self.chances) < self.hand_back
        ):
            self.bounces[case] += 1
            tally.handed_back += counted
            self.came[case] = -1
            self._enter(case, came, now)
            self._serve(place, now)
            return
        else:
            share, following = self.hand_on[kind][place]
            if share and next(self.chances) < share:
                to = following
                tally.handed_on += counted
        if to >= 0:
            self.came[case] = place if self.stations[to].kind == "tier" == self.stations[place].kind else -1
            self._enter(case, to, now)
        else:
            self.solved[case] = now
        self._serve(place, now)

    def _serve(self, place: int, now: float) -> None:
        """Whoever is free takes the next cases of the line."""
        line = self.lines[place]
        if not line:
            return
        clock = self.clocks[place]
        if not (clock.always or clock.is_open(now)):
            self._await_opening(place, now)
            return
        while line and self.free[place] > 0:
            _, _, case, visit = heappop(line)
            if self.waiting[case] and self.visit[case] == visit:
                self._begin(case, place, now)

    def _await_opening(self, place: int, now: float) -> None:
        clock = self.clocks[place]
        if self.opening[place] or clock.always or clock.is_open(now):
            return
        opens = clock.opening(now)
        if opens < math.inf:
            self.opening[place] = True
            heappush(self.events, (opens, OPEN, place, 0))

    def _set_timers(self, case: int, place: int, now: float) -> None:
        if self.visit[case] > MOST_MOVES:
            return
        answered, fired = self.first[case] < math.inf, self.fired[case]
        state = self.layout.state_of_day(now) if self.layout.watched else self.layout.state_of_day(0.0)
        late = []
        for timer in self.layout.timers(self.kind[case], place, state, working=False, answered=answered):
            if fired & timer.bit or (answered and timer.until_answered):
                continue
            at = max(hours.after(self.at[case] if since == CREATED else now, m) for since, hours, m in timer.waits)
            if at < math.inf:
                late.append((max(at, now), timer))
        if late:
            late.sort(key=lambda one: -one[0])
            self.late[case] = late
            heappush(self.events, (late[-1][0], LATE, case, self.visit[case]))

    def _run_out(self, case: int, now: float) -> None:
        """A timer of a waiting case runs out: it goes elsewhere, or somebody is told and it is taken next."""
        late, place = self.late[case], self.place[case]
        _, timer = late.pop()
        self.fired[case] |= timer.bit
        if self.warm_up <= now <= self.until:
            self.tallies[place].lapsed += not timer.bit
            self.tallies[place].handed_on += timer.moves and timer.bit > 0
        if timer.moves:
            self.waiting[case] = False
            self.came[case] = place if self.stations[place].kind == self.stations[timer.to].kind == "tier" else -1
            self._enter(case, timer.to, now)
            return
        if self.warm_up <= now <= self.until:
            self.tallies[timer.to].paged += 1
        heappush(self.lines[place], (self.priority[self.kind[case]] + TOLD, now, case, self.visit[case]))
        if late:
            heappush(self.events, (late[-1][0], LATE, case, self.visit[case]))


def _acknowledging(layout: Layout, station: Station) -> float:
    """Up to how many minutes a paged person takes to acknowledge."""
    from schemas.numbers import safe_minutes

    receiver = layout.process.receivers[station.id]
    allowed = getattr(receiver, "acknowledges_in", None)
    return safe_minutes(allowed, layout.rules.clocks) if allowed is not None else 0.0
