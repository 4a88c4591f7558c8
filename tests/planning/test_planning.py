"""Planning facts."""

from datetime import UTC, datetime

import pytest

from assistant.planning import plan_for
from schemas.brief import empty_brief
from schemas.facts import Fact, stated
from schemas.numbers import holds_up

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def said(slot: str, subject: str = "", **values: object) -> Fact:
    return stated(slot, subject, quote="q", turn=1, **values)  # type: ignore[arg-type]


BRIEF = empty_brief().with_facts(
    said("tier", "t1", text="Tier 1"),
    said("tier", "t2", text="Tier 2"),
    said("tier.headcount", "t1", number=10, unit="people"),
    said("tier.headcount", "t2", number=4, unit="people"),
    said("tier.handle_time", "t2", number=2, unit="h"),
    said("volume.tickets", number=500, unit="tickets_per_week"),
    said("volume.escalation_share", number=20, unit="percent"),
    said("severity", "p1", text="P1"),
    said("promise.first_response", "gold/p1", number=30, unit="min", clock="24x7"),
    said("promise.first_response", "silver/p1", number=2, unit="h", clock="business"),
    said("hours.support", text="mon-fri 09:00-17:00 Europe/Berlin"),
    said("hours.timezone", text="Europe/Berlin"),
)


def number(id: str) -> float:
    return next(e.quantity.value for e in plan_for(BRIEF, today=TODAY).ledger if e.id == id)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("plan.headcount", 14),
        ("plan.capacity:t2", 4 * 8 * 0.7 * 0.85),
        ("plan.escalations", 20),
        ("plan.per_head:t1", 10),
        ("plan.per_head:t2", 5),
        ("plan.load:t2", 20 * 2 / (4 * 8 * 0.7) * 100),
        ("plan.tightest:p1", 30),
        ("plan.latest_ack:p1", 10),
    ],
)
def test_what_arithmetic_knows(id: str, value: float) -> None:
    """The numbers by their definitions: a week has five working days."""
    assert number(id) == pytest.approx(value, abs=0.01)


def test_every_computed_number_equals_its_own_formula() -> None:
    """The ledger's formulas evaluate to the ledger's values."""
    plan = plan_for(BRIEF, today=TODAY)
    ledger, clocks = plan.ledger, {c.id: c for c in plan.calendars}
    index = {entry.id: entry.quantity for entry in ledger}
    computed = [entry for entry in ledger if entry.origin == "computed"]
    assert len(computed) > 8
    assert [
        entry.id for entry in computed if not holds_up(entry.quantity, index, calendars=clocks, tolerance=0.001)
    ] == []


def test_a_promise_that_nobody_is_there_for_is_noted_with_a_moment() -> None:
    """Monday 17:00 is the first minute without anybody."""
    notes = plan_for(BRIEF, today=TODAY).notes
    assert len(notes) == 1
    assert notes[0].startswith("promise.first_response:gold/p1: Mon 2026-03-02 17:00 CET")


def test_without_volumes_no_load_is_claimed() -> None:
    """Nothing is computed from a number that nobody gave."""
    brief = BRIEF.without("volume.tickets")
    ids = {entry.id for entry in plan_for(brief, today=TODAY).ledger}
    assert not {id for id in ids if id.startswith(("plan.load", "plan.per_head", "plan.escalations"))}


def test_calendars_are_those_of_the_brief() -> None:
    """24x7, 24x5, the support hours, and hours for a duty role that may be proposed."""
    assert [c.id for c in plan_for(BRIEF, today=TODAY).calendars] == ["24x7", "24x5", "business", "oncall"]


def test_a_promise_of_business_days_counts_the_open_minutes_of_those_days() -> None:
    """Two business days of nine hours are 18 hours of that clock, not 48."""
    brief = BRIEF.with_facts(
        stated("promise.first_response", "gold/p4", quote="two days", turn=1, number=2, unit="day", clock="business")
    )
    plan = plan_for(brief, today=TODAY)
    hours = next(c for c in plan.calendars if c.id == "business").weekly_minutes / 5
    tightest = next(e.quantity for e in plan.ledger if e.id == "plan.tightest:p4")
    assert (tightest.value, tightest.clock) == (2 * hours, "business")


def test_of_a_tier_that_never_closes_five_in_seven_people_are_there() -> None:
    """Ten people around the clock work as seven and a bit do on any day."""
    brief = BRIEF.with_facts(said("tier.hours", "t1", text="24x7"))
    entries = {e.id: e.quantity.value for e in plan_for(brief, today=TODAY).ledger}
    assert entries["plan.capacity:t1"] == pytest.approx(10 * 5 / 7 * 8 * 0.7 * 0.85, abs=0.01)
    assert entries["plan.escalations"] == pytest.approx(500 / 7 * 0.2, abs=0.01)


def test_a_weekday_tier_behind_a_first_line_of_every_day_works_off_the_weekend() -> None:
    """Seven days of escalations are worked in five."""
    brief = BRIEF.with_facts(
        said("tier.hours", "t1", text="24x7"), said("tier.hours", "t2", text="mon-fri 09:00-17:00")
    )
    entries = {e.id: e.quantity for e in plan_for(brief, today=TODAY).ledger}
    assert entries["plan.per_head:t2"].value == pytest.approx(500 * 0.2 / 5 / 4, abs=0.01)
