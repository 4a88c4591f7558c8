"""A timer's wait and its acknowledgements fit into the promise that it protects, whenever a ticket comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.verify.properties import Breach, Doubt, Ground, Property, counted
from assistant.verify.space import Undecided, given
from assistant.verify.subject import Move, Subject, timing
from assistant.verify.tickets import minutes_told, name_of, then, told
from assistant.verify.timeline import BEYOND, Almanac
from schemas.business_time import add_business_minutes
from schemas.calendar import ALWAYS, Calendar, round_the_clock
from schemas.commitments import Commitment
from schemas.conditions import Comparison
from schemas.errors import InputError
from schemas.evaluation import amount, clock_of, truth
from schemas.numbers import safe_minutes
from schemas.proofs import Moment
from schemas.quantity import Quantity

AGES = ("time_since_created", "time_in_tier", "time_in_status", "time_since_update", "time_since_customer_reply")
"""Durations that can run beside a promise's clock; alone they do not tell whether anybody has answered yet."""
ENDLESS = float("inf")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """So many minutes of a calendar."""

    minutes: float
    clock: str


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A trigger or alarm that waits, and one promise that it protects."""

    move: Move
    commitment: Commitment
    wait: Stretch
    acknowledge: Stretch | None
    promise: Stretch


def timers(subject: Subject) -> Iterator[Timer]:
    """Every timer with every promise that it protects; the alarms at the breach itself protect none."""
    for move in subject.moves:
        if move.trigger is None or not move.automatic or move in subject.ways_back:
            continue
        waits = [c for c in move.conditions if _is_wait(c, move, subject)]
        if not waits:
            continue
        for commitment in _protected(move, waits[0], subject):
            promise = stretch_of(commitment.target, subject)
            wait = _length(waits[0], promise, subject)
            if wait == promise and waits[0].field.endswith("consumed_pct"):
                continue
            ack = move.trigger.acknowledge_in
            yield Timer(
                move=move,
                commitment=commitment,
                wait=wait,
                acknowledge=stretch_of(ack, subject) if ack is not None else None,
                promise=promise,
            )


def _is_wait(comparison: Comparison, move: Move, subject: Subject) -> bool:
    if not timing(comparison, subject):
        return False
    if comparison.field.startswith("sla."):
        return True
    return comparison.field in AGES


def _protected(move: Move, wait: Comparison, subject: Subject) -> Iterator[Commitment]:
    named = next(
        (c for c in subject.process.frame.commitments if c.id == (move.trigger and move.trigger.protects)), None
    )
    of_promise = wait.field.startswith("sla.")
    metric = wait.field.split(".")[1] if of_promise else named.metric if named is not None else "first_response"
    sure = of_promise or named is not None or any(_is_unanswered(c) for c in move.conditions)
    speaks_of_customers = any(c.field == "customer_tier" for c in move.conditions)
    if not sure and (wait.field != "time_since_created" or not speaks_of_customers):
        return
    cell_fields = ("severity", "customer_tier")
    read = [c for c in move.conditions if c.field in cell_fields and c.op != "changed_to"]
    for commitment in subject.process.frame.commitments:
        cell = given({"severity": commitment.severity, "customer_tier": commitment.customer_tier})
        if commitment.metric != metric or any(truth(c, cell, words=subject.words) is not True for c in read):
            continue
        # An age says nothing of an answer: beyond the promise it is a timer of the solution, not of the promise.
        promise = stretch_of(commitment.target, subject)
        if sure or _length(wait, promise, subject).minutes <= promise.minutes:
            yield commitment


def _is_unanswered(comparison: Comparison) -> bool:
    """Whether it says that nobody has answered yet."""
    is_new = comparison.field == "status" and comparison.op in ("=", "in") and comparison.values == ("new",)
    return is_new or (comparison.field == "first_reply_at" and comparison.op == "is_null")


def stretch_of(quantity: Quantity, subject: Subject) -> Stretch:
    """A duration in minutes of its own clock; without end for what is none."""
    return Stretch(minutes=safe_minutes(quantity, subject.clocks), clock=clock_of(quantity))


def _length(wait: Comparison, promise: Stretch, subject: Subject) -> Stretch:
    if wait.number is None:
        raise AssertionError("a wait has a length")
    if wait.field.endswith("consumed_pct"):
        return Stretch(minutes=min(wait.number.value, 100) / 100 * promise.minutes, clock=promise.clock)
    declared = subject.words.fields[wait.field]
    return Stretch(minutes=amount(wait.number, declared, words=subject.words), clock=clock_of(wait.number))


def in_time(ground: Ground) -> Iterator[Breach | Doubt]:
    """Wait and acknowledgement end before the promise does, whenever a ticket comes."""
    seen: set[tuple[str, str]] = set()
    for timer in timers(ground.subject):
        if ground.remaining_s() <= 0:
            raise Undecided("The time for the proofs is used up.")
        key = (timer.move.where, timer.commitment.id)
        if key in seen:
            continue
        seen.add(key)
        result = _late(ground, timer)
        if result is not None:
            yield result


def _late(ground: Ground, timer: Timer) -> Breach | Doubt | None:
    if timer.promise.minutes == ENDLESS or not is_clock(ground.subject, timer.promise.clock):
        what = f"{timer.commitment.id} names no time on a calendar."
        return Doubt(where=timer.move.where, what=what)
    if timer.acknowledge is None or timer.acknowledge.minutes == ENDLESS:
        return _unanswered(ground, timer)
    stretches = (timer.wait, timer.acknowledge, timer.promise)
    if not all(is_clock(ground.subject, s.clock) for s in stretches):
        return Doubt(where=timer.move.where, what=f"{timer.move.id} waits on a clock that is no calendar.")
    on_one_clock = all(s.clock == timer.promise.clock for s in stretches)
    if on_one_clock and timer.wait.minutes + timer.acknowledge.minutes < timer.promise.minutes:
        return None
    beyond = False
    for arrival in arrivals(ground.almanac, stretches):
        due, lapsed = _instants(ground.almanac, timer, arrival)
        if due != BEYOND and lapsed >= due:
            return _breach(ground, timer, ground.almanac.instant(arrival))
        beyond = beyond or (due == BEYOND and lapsed == BEYOND)
    if beyond:
        return Doubt(where=timer.move.where, what=f"{timer.move.id}: {timer.commitment.id} ends years later.")
    return None


def arrivals(almanac: Almanac, stretches: Iterable[Stretch]) -> Iterator[int]:
    """The seconds at which a ticket may come so that something of it falls on an edge of a calendar."""
    listed = tuple(stretches)
    openings = almanac.timeline(listed[-1].clock)
    lengths = {0, *(round(s.minutes * 60) for s in listed if s.minutes != ENDLESS)}
    lengths |= {round(sum(s.minutes for s in listed[:-1] if s.minutes != ENDLESS) * 60)}
    seen = set()
    for edge in almanac.edges(s.clock for s in listed):
        for length in sorted(lengths):
            for at in (edge - length, edge - length - 60, edge - length + 60):
                # A promise runs from the opening of its hours: a ticket of the night counts from the morning.
                if at >= 0 and at not in seen and openings.open_at(at):
                    seen.add(at)
                    yield at


def _instants(almanac: Almanac, timer: Timer, arrival: int) -> tuple[int, int]:
    """When the promise is due, and when the time to acknowledge is over."""
    if timer.acknowledge is None:
        raise AssertionError("only timers with an acknowledgement have instants")
    due = almanac.timeline(timer.promise.clock).add(arrival, timer.promise.minutes * 60)
    fired = almanac.timeline(timer.wait.clock).add(arrival, timer.wait.minutes * 60)
    lapsed = fired
    if fired != BEYOND:
        lapsed = almanac.timeline(timer.acknowledge.clock).add(fired, timer.acknowledge.minutes * 60)
    return due, lapsed


def is_clock(subject: Subject, clock: str) -> bool:
    """Whether the clock is a calendar that opens."""
    return clock == ALWAYS or (clock in subject.clocks and bool(subject.clocks[clock].windows))


def calendar_of(subject: Subject, clock: str) -> Calendar:
    """The calendar of a clock; 24x7 exists whether it is declared or not."""
    return subject.clocks.get(clock) or round_the_clock()


def _breach(ground: Ground, timer: Timer, arrival: datetime) -> Breach | Doubt | None:
    """The ticket that comes at that instant, reckoned anew by the plain arithmetic."""
    subject, ack = ground.subject, timer.acknowledge
    if ack is None or timer.move.trigger is None:
        raise AssertionError("only timers with an acknowledgement are late")
    try:
        due = after(subject, arrival, timer.promise)
        fired = after(subject, arrival, timer.wait)
        lapsed = after(subject, fired, ack)
    except InputError as error:
        return Doubt(where=timer.move.where, what=f"{timer.move.id}: {error.what}")
    if lapsed < due:
        return Doubt(where=timer.move.where, what=f"{timer.move.id}: the search and the plain arithmetic disagree.")
    zone = timer.promise.clock
    late = timer.move.trigger.on_lapse
    told_late = f"only then {name_of(late, subject)} is called" if late else "and nobody else is called"
    events = [
        (due, f"{timer.commitment.id} is due."),
        (fired, f"{timer.move.id} calls {name_of(timer.move.to, subject)}."),
        (lapsed, f"The time to acknowledge is over, {told_late}."),
    ]
    story = [_moment(ground, arrival, zone, "The ticket comes."), *(_moment(ground, *_placed(e, zone)) for e in events)]
    story.sort(key=lambda m: datetime.fromisoformat(m.at) if m.at else arrival)
    cell = given({"severity": timer.commitment.severity, "customer_tier": timer.commitment.customer_tier})
    return Breach(
        where=timer.move.where,
        what=f"{timer.move.id} waits {stretch_told(timer.wait)} and gives {stretch_told(ack)} to acknowledge:"
        f" not before {timer.commitment.id} of {stretch_told(timer.promise)} is due.",
        mend="Let wait and acknowledgement together stay below the promise, on the promise's own clock.",
        ticket=told(cell, story, subject=subject, arrives=story[0].at),
    )


def _placed(event: tuple[datetime, str], zone: str) -> tuple[datetime, str, str]:
    return event[0], zone, event[1]


def _moment(ground: Ground, at: datetime, zone: str, what: str) -> Moment:
    return then(what, at=ground.almanac.shown(ground.almanac.second(at), zone))


def after(subject: Subject, start: datetime, stretch: Stretch) -> datetime:
    """The instant at which so much of the clock has run since the start, by the plain arithmetic."""
    return add_business_minutes(start, stretch.minutes, calendar=calendar_of(subject, stretch.clock))


def _unanswered(ground: Ground, timer: Timer) -> Breach:
    subject, almanac = ground.subject, ground.almanac
    opens = almanac.timeline(timer.promise.clock).opens
    arrival = almanac.instant(opens[0] if opens else 0)
    cell = given({"severity": timer.commitment.severity, "customer_tier": timer.commitment.customer_tier})
    zone = timer.promise.clock
    story = (
        _moment(ground, arrival, zone, "The ticket comes."),
        then(f"{timer.move.id} calls {name_of(timer.move.to, subject)}, who never has to answer."),
        _moment(ground, after(subject, arrival, timer.promise), zone, f"{timer.commitment.id} is due."),
    )
    return Breach(
        where=timer.move.where,
        what=f"{timer.move.id} protects {timer.commitment.id} and nobody has to acknowledge it.",
        mend="Give the receiver a time to acknowledge.",
        ticket=told(cell, story, subject=subject, arrives=story[0].at),
    )


def stretch_told(stretch: Stretch) -> str:
    """`30 min of 24x7`."""
    return f"{minutes_told(stretch.minutes)} of {stretch.clock}"


def _timers(subject: Subject) -> str:
    return f"{counted(sum(1 for _ in timers(subject)), 'pair')} of a timer and a promise, over a year of calendars"


PROPERTIES = (
    Property(
        id="E14.chain",
        title="Wait and acknowledgement end before the promise, whenever a ticket comes",
        examine=in_time,
        looked_at=_timers,
    ),
)
