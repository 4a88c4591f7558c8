"""The computed alarms."""

import pytest

from assistant.assembly.alarms import alarms_for, covers
from evals.mutants.good_b2b import good_process
from schemas.numbers import clock_minutes
from schemas.process import Frame, Handling
from schemas.quantity import Quantity

PROCESS = good_process()
CLOCKS = {c.id: c for c in PROCESS.calendars}


def with_ack(minutes: float) -> Handling:
    """The handling part with another acknowledgement time at the top severity."""
    handoff = PROCESS.handling.handoff
    quantity = Quantity(value=minutes, unit="min", clock="24x7", basis="proposal")
    rules = tuple(
        r.model_copy(update={"acknowledge_in": quantity}) if r.severity == "p1" else r for r in handoff.by_severity
    )
    return PROCESS.handling.model_copy(update={"handoff": handoff.model_copy(update={"by_severity": rules})})


def threshold(frame: Frame, handling: Handling) -> float:
    warn = next(a for a in alarms_for(frame, handling, calendars=PROCESS.calendars) if a.id == "warn-p1")
    number = warn.all_of[1].number
    assert number is not None
    return number.value


@pytest.mark.parametrize("ack", [1, 5, 10, 14, 20, 25, 29])
def test_a_warning_leaves_room_for_the_acknowledgement(ack: float) -> None:
    """Wait plus acknowledgement stays below the tightest promise of 30 minutes."""
    assert threshold(PROCESS.frame, with_ack(ack)) / 100 * 30 + ack < 30


def test_a_warning_never_comes_after_three_quarters() -> None:
    """However short the acknowledgement."""
    assert threshold(PROCESS.frame, with_ack(0.5)) <= 75


def test_an_impossible_acknowledgement_warns_at_once() -> None:
    """The check then says that the promise cannot be kept."""
    assert threshold(PROCESS.frame, with_ack(45)) == 0


def test_every_promise_has_a_warning_and_a_breach_alarm() -> None:
    """For each metric and severity that somebody was promised."""
    alarms = {(a.all_of[1].field.split(".")[1], a.all_of[0].values[0]) for a in PROCESS.alarms}
    assert alarms == {(c.metric, c.severity) for c in PROCESS.frame.commitments}
    assert len(PROCESS.alarms) == 2 * len(alarms)


def test_an_alarm_reaches_somebody_who_is_awake() -> None:
    """The receiver's hours cover those in which the severity is worked on."""
    for alarm in PROCESS.alarms:
        severity = PROCESS.severity(alarm.all_of[0].values[0])
        assert severity is not None
        assert covers(PROCESS.receivers[alarm.to].hours, severity.hours, CLOCKS)


def test_an_alarm_acknowledges_as_its_severity_does() -> None:
    """The acknowledgement comes from one table."""
    times = {r.severity: clock_minutes(r.acknowledge_in, CLOCKS) for r in PROCESS.handling.handoff.by_severity}
    for alarm in PROCESS.alarms:
        assert alarm.acknowledge_in is not None
        assert clock_minutes(alarm.acknowledge_in, CLOCKS) == times[alarm.all_of[0].values[0]]
