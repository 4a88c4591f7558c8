"""A process's rules made ready for many cases: where a class of cases starts, and which timers run at each place.

Cases of one class (severity, customer tier, kind of issue) are alike to the rules but for time. What a case says
beside its class is unknown, its yes-or-no questions are answered with no, and manual rules fire when their
comparisons hold. Rules that read the wall clock are taken by the state of the calendars when the case comes to a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from schemas.calendar import ALWAYS
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.evaluation import TicketState, Value, Vocabulary, clock_of, fires
from schemas.numbers import clock_minutes
from schemas.process import EscalationProcess
from schemas.quantity import Quantity
from schemas.tiers import Tier
from schemas.triggers import Trigger

SINCE: dict[str, Literal["created", "entered", "begun"]] = {
    "time_since_created": "created",
    "time_since_customer_reply": "created",
    "time_in_tier": "entered",
    "time_in_status": "entered",
    "time_since_handoff": "entered",
    "troubleshooting_time": "begun",
}
"""From when each duration counts: the case's arrival, its coming to a place, the work's beginning."""
WARNED_METRICS = ("first_response", "resolution")


@dataclass(frozen=True, kw_only=True)
class CaseClass:
    """Cases that the rules cannot tell apart."""

    severity: str
    customer: str
    issue: str | None


@dataclass(frozen=True, kw_only=True)
class Wait:
    """A clock that has to run for so long."""

    since: Literal["created", "entered", "begun"]
    clock: str
    minutes: float


@dataclass(frozen=True, kw_only=True)
class Timer:
    """What happens to a case at a place when all its clocks have run."""

    rule: int
    """The place of the trigger in the process's order, which fires once for a case; -1 for an acknowledgement."""
    waits: tuple[Wait, ...]
    to: str
    moves: bool
    """Whether the case goes there; else that role is told, and the case is taken next where it is."""
    until_answered: bool
    """Whether it stops when the customer has the first answer."""


@dataclass
class Rulebook:
    """The rules of one process. Everything asked of it is kept, since many cases ask the same."""

    process: EscalationProcess
    _starts: dict[tuple[CaseClass, datetime], tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        process = self.process
        self.clocks = {c.id: c for c in process.calendars}
        self.words = Vocabulary(fields={f.id: f for f in process.fields}, calendars=self.clocks)
        self.triggers = process.triggers
        self.issues = {i.id: i for i in process.rules.issues}
        self.receivers = process.receivers
        self.tiers = [t.id for t in process.frame.tiers]
        clocked = {f.id for f in process.fields if f.kind == "clock"}
        self.watched = tuple(
            sorted(
                {v for t in self.triggers for c in t.all_of if c.field in clocked for v in c.values if v in self.clocks}
            )
        )
        """The calendars whose being open a rule asks for."""
        self.flags: dict[str, Value] = {f.id: "no" for f in process.fields if f.kind == "flag"}

    def start(self, case: CaseClass, now: datetime) -> tuple[str, int]:
        """Where a case goes that arrives now, and the rules that fired on it as bits."""
        key = (case, now)
        if key not in self._starts:
            self._starts[key] = self._moved(case, self._entry(case), now)
        return self._starts[key]

    def next_tier(self, case: CaseClass, holder: str) -> str | None:
        """Where a tier hands on what it cannot solve; None where the case is solved at the latest."""
        tier, issue = self.receivers.get(holder), self.issues.get(case.issue or "")
        if not isinstance(tier, Tier) or (issue is not None and issue.resolver == holder):
            return None
        following = self.receivers.get(tier.exit)
        if not isinstance(following, Tier) or self.tiers.index(following.id) <= self.tiers.index(holder):
            return None
        return following.id

    def timers(
        self, case: CaseClass, holder: str, *, now: datetime, working: bool, answered: bool
    ) -> tuple[Timer, ...]:
        """What can happen to a case at a place while it waits, or while it is worked on."""
        state = self._state(case, holder, now, working=working, answered=answered)
        found = [
            timer
            for place, trigger in enumerate(self.triggers)
            if trigger.source in ("any", holder) and trigger.to != holder and trigger.to in self.receivers
            if (timer := self._timer(place, trigger, case, state)) is not None
        ]
        lapse = None if working else self._lapse(case, holder)
        # Of rules that do the same at the same moment one is enough.
        unlike = {(t.waits, t.to, t.moves, t.until_answered): t for t in reversed(found)}
        return tuple(reversed(unlike.values())) + ((lapse,) if lapse is not None else ())

    def _entry(self, case: CaseClass) -> str:
        severities = self.process.frame.severities
        severity = next(s for s in severities if s.id == case.severity)
        issue = self.issues.get(case.issue or "")
        entry = issue.entry if issue is not None and severity.id != severities[0].id else severity.entry
        if entry not in self.receivers:
            what = issue.name if issue is not None and entry == issue.entry else severity.name
            raise InputError(f"{what} starts with {entry!r}, which is nobody.", do="Name a tier, role or partner.")
        return entry

    def _moved(self, case: CaseClass, holder: str, now: datetime) -> tuple[str, int]:
        """Where the rules that hold at once take a case, each firing once."""
        fired = 0
        for _ in range(len(self.triggers)):
            state = self._state(case, holder, now, working=False, answered=False)
            ready = next(
                (p for p, t in enumerate(self.triggers) if not fired >> p & 1 and self._at_once(t, holder, state)), None
            )
            if ready is None:
                break
            fired |= 1 << ready
            to = self.triggers[ready].to
            if to in self.receivers and not self._only_told(self.triggers[ready]):
                holder = to
        return holder, fired

    def _at_once(self, trigger: Trigger, holder: str, state: TicketState) -> bool:
        if trigger.source not in ("any", holder) or any(self._is_timed(c) for c in trigger.all_of):
            return False
        return fires(trigger.all_of, state, words=self.words)

    def _timer(self, place: int, trigger: Trigger, case: CaseClass, state: TicketState) -> Timer | None:
        timed = [c for c in trigger.all_of if self._is_timed(c)]
        rest = [c for c in trigger.all_of if not self._is_timed(c)]
        if not timed or not fires(rest, state, words=self.words):
            return None
        waits = [self._wait(c, case) for c in timed]
        known = [w for w in waits if w is not None]
        if len(known) < len(waits):
            return None
        return Timer(
            rule=place,
            waits=tuple(known),
            to=trigger.to,
            moves=not self._only_told(trigger),
            until_answered=any(c.field.startswith("sla.first_response") for c in timed),
        )

    def _only_told(self, trigger: Trigger) -> bool:
        """Whether a rule tells a manager rather than moves the case: managers see to it that it is taken."""
        return trigger.kind == "hierarchical" or self._manages(trigger.to)

    def _manages(self, id: str) -> bool:
        return getattr(self.receivers.get(id), "kind", "") == "management"

    def _is_timed(self, comparison: Comparison) -> bool:
        name = comparison.field
        if name.startswith("sla."):
            return True
        return name in SINCE and comparison.op in (">", ">=") and comparison.number is not None

    def _wait(self, comparison: Comparison, case: CaseClass) -> Wait | None:
        name, number = comparison.field, comparison.number
        if name in SINCE and number is not None:
            return Wait(since=SINCE[name], clock=clock_of(number), minutes=clock_minutes(number, self.clocks))
        metric, _, what = name.removeprefix("sla.").rpartition(".")
        target = self.promised(case, metric) if metric in WARNED_METRICS else None
        if target is None:
            return None
        whole = clock_minutes(target, self.clocks)
        if what == "consumed_pct" and number is not None and comparison.op in (">", ">="):
            return Wait(since="created", clock=target.clock or ALWAYS, minutes=whole * number.value / 100)
        if what == "breached" and comparison.values == ("yes",):
            return Wait(since="created", clock=target.clock or ALWAYS, minutes=whole)
        return None

    def promised(self, case: CaseClass, metric: str) -> Quantity | None:
        """What the case's customer was promised; the severity's own target for a first answer where nothing was."""
        for commitment in self.process.frame.commitments:
            if (commitment.metric, commitment.customer_tier, commitment.severity) == (
                metric,
                case.customer,
                case.severity,
            ):
                return commitment.target
        severity = self.process.severity(case.severity)
        return severity.first_response if severity is not None and metric == "first_response" else None

    def answerer(self, case: CaseClass) -> tuple[str, float] | None:
        """Who owes a case's first answer, and the minutes in which they take a case up; None where nobody does."""
        owed = (
            c.answered_by
            for c in self.process.frame.commitments
            if (c.metric, c.customer_tier, c.severity) == ("first_response", case.customer, case.severity)
        )
        who = next((one for one in owed if one in self.receivers), None)
        rule = next((r for r in self.process.handling.handoff.by_severity if r.severity == case.severity), None)
        if who is None:
            return None
        return who, clock_minutes(rule.acknowledge_in, self.clocks) if rule is not None else 0.0

    def _lapse(self, case: CaseClass, holder: str) -> Timer | None:
        """What happens when nobody at a place takes a case in time."""
        rule = next((r for r in self.process.handling.handoff.by_severity if r.severity == case.severity), None)
        receiver = self.receivers.get(holder)
        own = getattr(receiver, "acknowledges_in", None)
        allowed = own or (rule.acknowledge_in if rule is not None else None)
        to = getattr(receiver, "deputy", None) if own else rule.on_lapse if rule is not None else None
        if allowed is None or to not in self.receivers or to == holder:
            return None
        wait = Wait(since="entered", clock=allowed.clock or ALWAYS, minutes=clock_minutes(allowed, self.clocks))
        # A role that hears of a tier's late case sees to it that the tier takes it next.
        moves = to in self.tiers or holder not in self.tiers
        return Timer(rule=-1, waits=(wait,), to=to, moves=moves and not self._manages(to), until_answered=False)

    def _state(self, case: CaseClass, holder: str, now: datetime, *, working: bool, answered: bool) -> TicketState:
        values: dict[str, Value] = self.flags | {
            "severity": case.severity,
            "customer_tier": case.customer,
            "tier_current": holder,
            "status": "open" if working or answered else "new",
            "reopen_count": 0.0,
            "bounce_count": 0.0,
        }
        if case.issue is not None:
            values["issue_type"] = case.issue
        if working:
            values["ack_at"] = now
        if answered or working:
            values["first_reply_at"] = now
        return TicketState(values=values, now=now)


def classes_of(process: EscalationProcess) -> tuple[CaseClass, ...]:
    """Every class of cases: severity by customer tier by kind of issue, in their orders."""
    issues: Sequence[str | None] = [i.id for i in process.rules.issues] or [None]
    return tuple(
        CaseClass(severity=s.id, customer=c.id, issue=i)
        for s in process.frame.severities
        for c in process.frame.customer_tiers
        for i in issues
    )


def class_shares(
    process: EscalationProcess,
    *,
    severities: Mapping[str, float],
    customers: Mapping[str, float],
    issues: Mapping[str, float],
) -> tuple[float, ...]:
    """The share of each of `classes_of`, taking severity, customer tier and issue as independent."""
    return tuple(
        severities[c.severity] * customers[c.customer] * (issues[c.issue] if c.issue is not None else 1.0)
        for c in classes_of(process)
    )
