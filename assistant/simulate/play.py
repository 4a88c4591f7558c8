"""Play a ticket: what a process does with one case, event by event, with no chance and no model.

What a process leaves open is taken as follows, and told in `Played.assumed` where it mattered:
- The case starts with its severity's entry when that is the highest, else where its issue starts, else with its
  severity's entry.
- Whoever is asked acknowledges at the last moment that the rule allows, on the rule's own clock, and answers the
  customer with it. Somebody outside their hours does not acknowledge before their hours begin.
- Only the issue's resolver or a role on duty solves a case, after the resolver's handle time; any other holder works on
  it until a rule moves it.
- A yes-or-no question that the ticket does not tell of was answered with no.
- Manual rules fire when their comparisons hold, as automatic ones do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.simulate.course import Course
from assistant.simulate.story import local, moment, name_of
from assistant.simulate.tickets import promises_of, read_ticket, start_of
from schemas.brief import Brief
from schemas.business_time import is_open, next_open
from schemas.calendar import ALWAYS
from schemas.evaluation import fires
from schemas.numbers import clock_minutes
from schemas.played import Event, Played, PlayedMoment, PlayedPromise, PlayedTicket
from schemas.process import EscalationProcess
from schemas.quantity import Quantity
from schemas.triggers import Trigger

LONGEST = timedelta(days=60)
"""How long a case is followed."""
MOST_MOMENTS = 400
HANDLE_MINUTES = 60.0
"""Taken where no handle time of the resolver is known."""
METRICS = ("first_response", "resolution")


def play(process: EscalationProcess, ticket: PlayedTicket, *, brief: Brief | None = None) -> Played:
    """The course of the ticket until it is solved, stuck, or 60 days old.

    Raises InputError for a severity, customer tier, issue or field value that the process does not have, and for an
    arrival that is no ISO 8601 time with an offset.
    """
    arrived, facts = read_ticket(process, ticket)
    holder = start_of(process, ticket)
    course = Course(
        process=process,
        promises=promises_of(process, ticket),
        facts=facts,
        arrived=arrived,
        now=arrived,
        holder=holder,
        holding_since=arrived,
        visited=[holder],
    )
    return _Playing(course, ticket, brief).run()


@dataclass(kw_only=True)
class _Asked:
    """Somebody who was asked to take the case."""

    who: str
    answer_at: datetime | None
    """When they acknowledge; None when they do not."""
    lapses_at: datetime | None
    then: str | None


@dataclass
class _Playing:
    """The loop: the nearest moment at which something can happen, and what then happens."""

    course: Course
    ticket: PlayedTicket
    brief: Brief | None
    moments: list[PlayedMoment] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    told_broken: set[str] = field(default_factory=set)
    asked: _Asked | None = None
    stuck: bool = False

    def run(self) -> Played:
        course = self.course
        self._say("arrives", f"A {self.ticket.severity} case arrives and goes to {self._name(course.holder)}.")
        self._ask(course.holder, self._start_allowance(), then=self._exit(course.holder))
        end = course.arrived + LONGEST
        while course.solved_at is None and not self.stuck and len(self.moments) < MOST_MOMENTS:
            self._fire_rules()
            upcoming = min(self._upcoming(), default=end)
            if upcoming >= end:
                break
            course.now = upcoming
            self._happen()
        return self._played()

    def _upcoming(self) -> Iterator[datetime]:
        course = self.course
        if self.asked is not None:
            yield from (at for at in (self.asked.answer_at, self.asked.lapses_at) if at is not None)
        if (solved := self._solving_at()) is not None:
            yield solved
        for metric in METRICS:
            due = course.due(metric)
            if due is not None and metric not in self.told_broken and course.met(metric) is None:
                yield max(due, course.now)
        for trigger in self._waiting():
            for comparison in trigger.all_of:
                yield from (at for at in course.turning_points(comparison) if at > course.now)

    def _happen(self) -> None:
        course, asked = self.course, self.asked
        if asked is not None and asked.answer_at is not None and asked.answer_at <= course.now:
            self._acknowledge(asked)
        elif (solved := self._solving_at()) is not None and solved <= course.now:
            course.solved_at = course.now
            self._say("solved", f"{self._name(course.holder)} solves it.")
        self._break_promises()
        if asked is not None and self.asked is asked and asked.lapses_at is not None and asked.lapses_at <= course.now:
            self._lapse(asked)

    def _fire_rules(self) -> None:
        """The first rule that holds moves the case, then the next, until none does."""
        for _ in range(len(self.course.process.triggers)):
            state, words = self.course.state(), self.course.words
            ready = next((t for t in self._waiting() if fires(t.all_of, state, words=words)), None)
            if ready is None:
                return
            self.course.fired.add(ready.id)
            if ready.to != self.course.holder:
                self._hand_over(ready)

    def _waiting(self) -> list[Trigger]:
        course = self.course
        return [t for t in course.process.triggers if t.id not in course.fired and t.source in ("any", course.holder)]

    def _hand_over(self, trigger: Trigger) -> None:
        course = self.course
        alarm = trigger.kind == "hierarchical" and trigger.protects is not None
        if alarm and course.working_since is not None:
            self._say("handed", f"{trigger.name}: {self._name(trigger.to)} is told.", rule=trigger.id)
            return
        self._take(trigger.to)
        self._say("handed", f"{trigger.name}: it goes to {self._name(trigger.to)}.", rule=trigger.id)
        self._ask(trigger.to, trigger.acknowledge_in or self._start_allowance(), then=trigger.on_lapse)

    def _take(self, who: str) -> None:
        course = self.course
        course.holder, course.holding_since, course.handed_at, course.working_since = who, course.now, course.now, None
        course.visited.append(who)

    def _ask(self, who: str, allowed: Quantity | None, *, then: str | None) -> None:
        """Ask somebody to take the case: they answer at the last moment allowed, or when their hours begin."""
        course = self.course
        minutes = clock_minutes(allowed, course.clocks) if allowed is not None else 0.0
        lapses = course.after(course.now, allowed.clock if allowed else None, minutes)
        answers: datetime | None = None
        if not self.ticket.nobody_acknowledges:
            answers = self._reachable(who, lapses)
        answers_late = answers is None or answers > lapses
        self.asked = _Asked(
            who=who,
            answer_at=answers,
            lapses_at=lapses if answers_late and then not in (None, who) else None,
            then=then,
        )
        if self.asked.answer_at is None and self.asked.lapses_at is None:
            self._strand(who)

    def _strand(self, who: str) -> None:
        """Nobody answers and nobody is next: only rules that are still to fire can help."""
        waiting = [at for t in self._waiting() for c in t.all_of for at in self.course.turning_points(c)]
        if not any(at > self.course.now for at in waiting):
            self._break_promises(all_of_them=True)
            self.stuck = True
            self._say("stuck", f"Nobody is left after {self._name(who)}.")

    def _reachable(self, who: str, wanted: datetime) -> datetime | None:
        """The first moment from `wanted` on at which this receiver can be reached."""
        receiver = self.course.process.receivers.get(who)
        calendar = self.course.clocks.get(receiver.hours) if receiver is not None else None
        if calendar is None or not calendar.windows:
            return None
        return wanted if is_open(calendar, wanted) else next_open(calendar, wanted)

    def _acknowledge(self, asked: _Asked) -> None:
        course = self.course
        self.asked, course.working_since = None, course.now
        self._say("acknowledged", f"{self._name(asked.who)} acknowledges.")
        if course.answered_at is None:
            course.answered_at = course.last_word = course.now
            self._say("answered", "The customer has the first answer.")

    def _lapse(self, asked: _Asked) -> None:
        then = asked.then
        if then is None:
            raise AssertionError("only a question with somebody next lapses")
        self._take(then)
        self._say("lapsed", f"{self._name(asked.who)} did not acknowledge: it goes to {self._name(then)}.")
        self._ask(then, self._role_allowance(then), then=self._exit(then))

    def _solving_at(self) -> datetime | None:
        course = self.course
        if course.working_since is None or course.holder not in self._solvers():
            return None
        receiver = course.process.receivers[course.holder]
        minutes = self._handle_minutes()
        clock = receiver.hours if receiver.hours in course.clocks else ALWAYS
        return max(course.now, course.after(course.working_since, clock, minutes))

    def _solvers(self) -> set[str]:
        """The issue's resolver, whoever fills a seat from it, and whoever is on duty; without an issue the top tier."""
        frame = self.course.process.frame
        issue = next((i for i in self.course.process.rules.issues if i.id == self.ticket.issue), None)
        resolver = issue.resolver if issue is not None else frame.tiers[-1].id
        seats = {s.role for t in frame.tiers if t.id == resolver for s in t.seats}
        return {resolver, *seats, *(r.id for r in frame.roles if r.kind == "duty")}

    def _handle_minutes(self) -> float:
        issue = next((i for i in self.course.process.rules.issues if i.id == self.ticket.issue), None)
        tier = issue.resolver if issue is not None else self.course.process.frame.tiers[-1].id
        fact = self.brief.find("tier.handle_time", tier) if self.brief is not None else None
        if fact is not None and fact.quantity is not None and fact.quantity.is_duration:
            return clock_minutes(fact.quantity, self.course.clocks)
        told = f"{self._name(tier)} is taken to need {HANDLE_MINUTES:g} minutes, because its handle time is not known."
        if told not in self.assumed:
            self.assumed.append(told)
        return HANDLE_MINUTES

    def _break_promises(self, *, all_of_them: bool = False) -> None:
        course = self.course
        for metric in METRICS:
            due = course.due(metric)
            if due is None or metric in self.told_broken or course.met(metric) is not None:
                continue
            if all_of_them or due < course.now or (due == course.now and self._still_open(metric)):
                course.now = max(course.now, due)
                self.told_broken.add(metric)
                told = course.promises[metric].id
                self._say("broken", f"The promise {told} runs out.")

    def _still_open(self, metric: str) -> bool:
        """Whether a promise that runs out this moment is not just being kept."""
        return not (metric == "first_response" and self.asked is not None and self.asked.answer_at == self.course.now)

    def _start_allowance(self) -> Quantity | None:
        rules = self.course.process.handling.handoff.by_severity
        return next((r.acknowledge_in for r in rules if r.severity == self.ticket.severity), None)

    def _role_allowance(self, who: str) -> Quantity | None:
        role = next((r for r in self.course.process.frame.roles if r.id == who), None)
        return role.acknowledges_in if role is not None and role.acknowledges_in else self._start_allowance()

    def _exit(self, who: str) -> str | None:
        receiver = self.course.process.receivers.get(who)
        following = receiver.exit if receiver is not None else None
        if following not in self.course.process.receivers or following in self.course.visited:
            return None
        return following

    def _name(self, id: str) -> str:
        return name_of(self.course.process, id)

    def _say(self, event: Event, what: str, *, rule: str | None = None) -> None:
        self.moments.append(moment(self.course, event, what, rule=rule))

    def _played(self) -> Played:
        course = self.course
        kept = []
        for metric, promise in course.promises.items():
            due, met = course.due(metric), course.met(metric)
            if due is not None and metric in METRICS:
                kept.append(
                    PlayedPromise(
                        commitment=promise.id,
                        due=local(course.process, due),
                        met=local(course.process, met) if met else None,
                        kept=met is not None and met <= due,
                    )
                )
        return Played(
            ticket=self.ticket,
            moments=tuple(self.moments),
            promises=tuple(kept),
            ended="solved" if course.solved_at else "unsolved",
            assumed=tuple(self.assumed),
        )
