"""What makes an infeasible process feasible, found by trying and shown by a new run."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.simulate.amended import with_clock, with_target
from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.remedy import Remedies, remedies
from evals.mutants.goods import Good
from schemas.estimates import Remedy, Shortfall
from schemas.process import EscalationProcess

PROMISE = "first_response:standard/p3"


def found(given: Good, inputs: Inputs, process: EscalationProcess | None = None) -> Remedies:
    return remedies(process or given.process, given.brief, inputs=inputs, tickets=5_000)


def certain(remedied: Remedies) -> dict[tuple[str, str], Shortfall]:
    return {(s.kind, s.where): s for s in remedied.before.shortfalls if s.verdict == "no"}


def first(remedied: Remedies, kind: str, where: str) -> Remedy:
    return next(r for r in remedied.remedies if (r.shortfall.kind, r.shortfall.where) == (kind, where))


@pytest.fixture(scope="module")
def alone(b2b: Good, known: Inputs) -> Remedies:
    """One engineer on call around the clock."""
    return found(b2b, replace(known, rota=1.0))


@pytest.fixture(scope="module")
def unattended(b2b: Good, known: Inputs) -> Remedies:
    """An answer within an hour around the clock, by a tier that works in office hours."""
    process = with_target(with_clock(b2b.process, PROMISE, "24x7"), PROMISE, 1.0)
    return found(b2b, known, process)


def test_one_engineer_on_call_is_named_infeasible(alone: Remedies) -> None:
    """Nobody can be on call all the time."""
    assert alone.before.feasible == "no"
    assert ("on_call", "duty-engineer") in certain(alone)


def test_its_smallest_change_is_confirmed(alone: Remedies) -> None:
    """The ways are ordered by size, and with the first of them nothing certain is left."""
    ways = [r.size for r in alone.remedies if r.shortfall.where == "duty-engineer"]
    assert ways == sorted(ways)
    assert len(ways) > 1
    assert alone.feasible


def test_an_overloaded_tier_gets_the_fewest_heads(
    b2b: Good, known: Inputs, with_heads: Callable[[str, int], EscalationProcess]
) -> None:
    """At 1.8 times its capacity; one head less would leave it above the planned load."""
    inputs = known.known("volume", 2_500)
    for id in inputs.guessed:
        inputs = inputs.known(id, inputs.numbers[id].value)
    remedied = found(b2b, inputs, with_heads("t2", 8))
    load = next(t.load for t in remedied.before.capacity.tiers if t.tier == "t2")
    assert load is not None
    assert load.value == pytest.approx(1.8, abs=0.1)
    assert ("load", "t2") in certain(remedied)
    change = first(remedied, "load", "t2").changes[0]
    needed = next(t.heads_needed for t in remedied.before.capacity.tiers if t.tier == "t2")
    assert (change.kind, change.after) == ("heads", needed)
    assert remedied.feasible


def test_a_promise_while_nobody_is_there_is_named_infeasible(unattended: Remedies) -> None:
    """Most of its hours are nobody's."""
    assert unattended.before.feasible == "no"
    assert ("hours", PROMISE) in certain(unattended)


def test_it_is_mended_by_hours_or_by_the_promise(unattended: Remedies) -> None:
    """The promise in the tier's own hours is the smaller change; longer hours are the other way."""
    ways = [r for r in unattended.remedies if r.shortfall.where == PROMISE]
    assert ways[0].changes[0].kind == "promise"
    assert "hours" in {change.kind for way in ways for change in way.changes}
    assert unattended.feasible


def test_what_needs_no_volume_is_mended_without(b2b: Good) -> None:
    """The gap in the hours is there whatever comes in."""
    process = with_target(with_clock(b2b.process, PROMISE, "24x7"), PROMISE, 1.0)
    remedied = found(b2b, inputs_of(b2b.process, b2b.brief), process)
    assert remedied.before.feasible == "unknown"
    assert first(remedied, "hours", PROMISE).confirmed
    assert remedied.feasible


def test_a_feasible_process_is_left_as_it_is(b2b: Good, known: Inputs) -> None:
    """No change is proposed for the sake of it."""
    light = known.known("volume", 200)
    for id in light.guessed:
        light = light.known(id, light.numbers[id].value)
    remedied = found(b2b, light)
    assert remedied.remedies == ()
    assert remedied.process == b2b.process
