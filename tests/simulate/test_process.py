"""The simulation of whole processes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.process import simulate
from assistant.simulate.tally import Stopped
from evals.mutants.goods import Good
from schemas.errors import InputError
from schemas.estimates import PromiseEstimate, Simulation, TierEstimate
from schemas.process import EscalationProcess

FEW = 5_000


def run(given: Good, inputs: Inputs | None, *, process: EscalationProcess | None = None, **more: object) -> Simulation:
    return simulate(process or given.process, given.brief, inputs=inputs, tickets=FEW, **more)  # type: ignore[arg-type]


def tier(simulation: Simulation, id: str) -> TierEstimate:
    return next(t for t in simulation.tiers if t.receiver == id)


def promise(simulation: Simulation, id: str) -> PromiseEstimate:
    return next(p for p in simulation.promises if p.commitment == id)


def without_guesses(inputs: Inputs) -> Inputs:
    for id in inputs.guessed:
        inputs = inputs.known(id, inputs.numbers[id].value)
    return inputs


def test_without_volume_nothing_is_told_but_what_is_missing(b2b: Good) -> None:
    """No point estimate stands on a guessed volume."""
    found = run(b2b, None)
    assert found.feasible == "unknown"
    assert "the ticket volume" in found.unknown
    assert not found.promises


def test_a_light_load_keeps_its_promises(b2b: Good, known: Inputs) -> None:
    """Everybody is answered in time where there are people enough."""
    found = run(b2b, known)
    assert promise(found, "first_response:enterprise/p3").verdict == "yes"
    assert all(not t.grows for t in found.tiers)


def test_the_worked_time_agrees_with_the_load_by_formula(b2b: Good, known: Inputs) -> None:
    """What comes to the first tier is worked on there."""
    found = run(b2b, without_guesses(known))
    formula = next(t.load for t in found.capacity.tiers if t.tier == "t1")
    worked = tier(found, "t1").load
    assert formula is not None
    assert worked.low <= formula.value * 1.02
    assert worked.high >= formula.value * 0.98


def test_a_tier_beyond_its_capacity_grows_without_end(
    b2b: Good, known: Inputs, with_heads: Callable[[str, int], EscalationProcess]
) -> None:
    """It has no average wait, and the shortfall is certain."""
    found = run(b2b, known.known("volume", 5_000), process=with_heads("t2", 4))
    assert tier(found, "t2").grows
    assert tier(found, "t2").wait_minutes is None
    assert found.feasible == "no"
    assert ("load", "t2", "no") in {(s.kind, s.where, s.verdict) for s in found.shortfalls}


def test_the_same_seed_shows_the_same(b2b: Good, known: Inputs) -> None:
    """Nothing else is chance."""
    assert run(b2b, known, seed=4) == run(b2b, known, seed=4)
    assert run(b2b, known, seed=4) != run(b2b, known, seed=5)


def test_guesses_widen_the_bands(b2b: Good, known: Inputs) -> None:
    """What is not known shows in the width."""
    widths = [
        load.high - load.low
        for load in (tier(run(b2b, inputs), "t2").load for inputs in (known, without_guesses(known)))
    ]
    assert widths[0] > widths[1]


def test_it_stops_when_it_is_told_to(b2b: Good, known: Inputs) -> None:
    """A person may change their mind."""
    with pytest.raises(Stopped):
        run(b2b, known, stop=lambda: True)


def test_progress_is_told_up_to_the_end(b2b: Good, known: Inputs) -> None:
    """In growing shares."""
    told: list[float] = []
    run(b2b, known, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


@pytest.mark.parametrize("tickets", [3, 10**10])
def test_absurd_numbers_of_tickets_are_refused(b2b: Good, known: Inputs, tickets: int) -> None:
    """With the numbers that are possible."""
    with pytest.raises(InputError, match="tickets"):
        simulate(b2b.process, b2b.brief, inputs=known, tickets=tickets)


def test_a_volume_beyond_following_is_refused(b2b: Good, known: Inputs) -> None:
    """A hundred million tickets a week are not followed one by one."""
    with pytest.raises(InputError, match="too many"):
        run(b2b, known.known("volume", 1e8))


def test_a_week_may_have_a_shape(b2b: Good, known: Inputs) -> None:
    """All cases in Monday's first hour wait until the office opens."""
    monday_night = [1.0] + [0.0] * 167
    found = run(b2b, known, shape=monday_night)
    wait = tier(found, "t1").wait_minutes
    assert wait is not None
    assert wait.value > 1


@pytest.mark.parametrize("shape", [[1.0] * 24, [0.0] * 168, [-1.0] + [1.0] * 167])
def test_a_shape_that_is_none_is_refused(b2b: Good, known: Inputs, shape: list[float]) -> None:
    """It needs an hour's number for each hour of the week."""
    with pytest.raises(InputError, match="shape"):
        run(b2b, known, shape=shape)


def test_a_tier_without_people_keeps_nothing(
    b2b: Good, known: Inputs, with_heads: Callable[[str, int], EscalationProcess]
) -> None:
    """It is reported, and the run ends."""
    found = run(b2b, known, process=with_heads("t1", 0))
    assert found.feasible == "no"
    assert promise(found, "first_response:enterprise/p4").verdict == "no"


def test_a_tier_without_hours_is_found_without_any_volume(b2b: Good) -> None:
    """Nobody is there: no number of tickets changes that."""
    frame = b2b.process.frame
    tiers = tuple(t.model_copy(update={"hours": "never"}) for t in frame.tiers)
    never = b2b.process.calendars[0].model_copy(update={"id": "never", "windows": ()})
    process = b2b.process.model_copy(
        update={"frame": frame.model_copy(update={"tiers": tiers}), "calendars": (*b2b.process.calendars, never)}
    )
    found = simulate(process, b2b.brief)
    assert {"hours"} == {s.kind for s in found.shortfalls if s.verdict == "no"}


@pytest.mark.parametrize("part", ["severities", "customer_tiers"])
def test_a_process_without_one_of_its_parts_is_unknown(b2b: Good, part: str) -> None:
    """Such as an imported policy: it is said what is missing, with or without a volume."""
    frame = b2b.process.frame.model_copy(update={part: (), "commitments": ()})
    process = b2b.process.model_copy(update={"frame": frame})
    found = simulate(process, b2b.brief, inputs=inputs_of(process, b2b.brief).known("volume", 500))
    assert found.feasible == "unknown"
    assert not found.promises


def test_a_role_that_gets_more_than_it_can_do_is_named(b2b: Good, known: Inputs) -> None:
    """Also where formulas look at tiers alone."""
    flooded = replace(known, issues={i: float(i == "security") for i in known.issues}, incidents=())
    found = run(b2b, flooded)
    assert ("load", "security-officer", "no") in {(s.kind, s.where, s.verdict) for s in found.shortfalls}


def test_many_rules_that_do_the_same_cost_no_more(b2b: Good, known: Inputs) -> None:
    """Five hundred copies of a timer change nothing of what comes out."""
    rules = b2b.process.rules
    timer = next(t for t in rules.triggers if t.id == "t1-stuck")
    copies = tuple(timer.model_copy(update={"id": f"copy-{k}", "order": 1_000 + k}) for k in range(500))
    many = b2b.process.model_copy(update={"rules": rules.model_copy(update={"triggers": (*rules.triggers, *copies)})})
    assert run(b2b, known, process=many).promises == run(b2b, known).promises


def test_cases_that_start_with_nobody_are_refused(b2b: Good, known: Inputs) -> None:
    """Whoever is named and not there is told, with what names them."""
    process = b2b.process.model_copy(update={"frame": b2b.process.frame.model_copy(update={"tiers": ()})})
    with pytest.raises(InputError, match="'t1', which is nobody"):
        run(b2b, known, process=process)
