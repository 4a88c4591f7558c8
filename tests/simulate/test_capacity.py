"""Load against capacity by formulas."""

from collections.abc import Callable

import pytest

from assistant.simulate.capacity import capacity, draws_of, over_two
from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.stations import people_at_work
from evals.mutants.goods import Good, good, good_names
from schemas.estimates import TierCapacity
from schemas.process import EscalationProcess


def tier(process: EscalationProcess, given: Good, inputs: Inputs, id: str) -> TierCapacity:
    return next(t for t in capacity(process, given.brief, inputs=inputs).tiers if t.tier == id)


def test_without_volume_there_is_no_load_but_what_a_tier_can_carry(b2b: Good) -> None:
    """Nothing is guessed where the brief says nothing."""
    found = capacity(b2b.process, b2b.brief)
    assert "the ticket volume" in found.unknown
    assert all(t.load is None and t.verdict == "unknown" for t in found.tiers)
    assert all(t.hours_a_week is not None and t.hours_a_week > 0 for t in found.tiers)


def test_with_a_handle_time_the_break_even_is_a_number_of_cases(b2b: Good) -> None:
    """35 people of 28 productive hours, 85 % of them, a quarter of an hour for each case."""
    inputs = inputs_of(b2b.process, b2b.brief).known("handle:t1", 15)
    found = tier(b2b.process, b2b, inputs, "t1")
    assert found.break_even_cases == pytest.approx(35 * 40 * 0.7 * 0.85 * 4)
    assert found.load is None


def test_with_a_volume_the_break_even_is_a_handle_time(b2b: Good) -> None:
    """As long as it may take at most, on average."""
    inputs = inputs_of(b2b.process, b2b.brief).known("volume", 1_000)
    found = tier(b2b.process, b2b, inputs, "t1")
    assert found.cases_a_week is not None
    assert found.break_even_minutes == pytest.approx(35 * 40 * 0.7 * 0.85 * 60 / found.cases_a_week)


def test_a_seat_takes_its_people_off(b2b: Good) -> None:
    """The duty engineer of tier 2 is missing there while tier 2 is open."""
    second = b2b.process.frame.tiers[1]
    without = second.model_copy(update={"seats": ()})
    with_seat = people_at_work(b2b.process, second, shrinkage=0.3)
    assert people_at_work(b2b.process, without, shrinkage=0.3) - with_seat == pytest.approx(1)


def test_more_seats_than_people_leave_nobody(
    b2b: Good, known: Inputs, with_heads: Callable[[str, int], EscalationProcess]
) -> None:
    """One engineer in the tier who is also on duty: any load is beyond that, and it is said."""
    found = tier(with_heads("t2", 1), b2b, known, "t2")
    assert found.at_work == 0
    assert found.verdict == "no"


def test_heads_needed_are_just_enough(
    b2b: Good, known: Inputs, with_heads: Callable[[str, int], EscalationProcess]
) -> None:
    """With them the tier stays within the planned load, with one less it does not."""
    heavy = known.known("volume", 4_000)
    needed = tier(b2b.process, b2b, heavy, "t2").heads_needed
    assert needed is not None
    enough, short = (tier(with_heads("t2", n), b2b, heavy, "t2").load for n in (needed, needed - 1))
    assert enough is not None
    assert short is not None
    assert enough.value <= 0.85 < short.value


def test_hand_backs_add_to_both_tiers(b2b: Good, known: Inputs) -> None:
    """What is returned is worked on again."""
    loads = [tier(b2b.process, b2b, known.known("hand_back", back), id).load for id in ("t1", "t2") for back in (0, 30)]
    values = [load.value for load in loads if load is not None]
    assert values[0] < values[1]
    assert values[2] < values[3]


def test_one_person_on_call_is_not_bearable(b2b: Good) -> None:
    """Whatever the volume is."""
    from dataclasses import replace

    found = capacity(b2b.process, b2b.brief, inputs=replace(inputs_of(b2b.process, b2b.brief), rota=1))
    assert {o.verdict for o in found.on_call} == {"no"}


@pytest.mark.parametrize(("mean", "share"), [(1, 0.080), (2, 0.323)])
def test_shifts_with_more_than_two_pages(mean: float, share: float) -> None:
    """By Poisson's formula."""
    assert over_two(mean) == pytest.approx(share, abs=0.001)


def test_guesses_are_spread_over_their_whole_range(known: Inputs) -> None:
    """Half of the draws on each side of the value, none outside, and stated numbers stay."""
    draws = draws_of(known, runs=40, seed=3)
    ratio = known.numbers["severity_ratio"]
    drawn = [d["severity_ratio"] for d in draws]
    assert all(ratio.low <= one <= ratio.high for one in drawn)
    assert sum(one < ratio.value for one in drawn) == 20
    assert {d["volume"] for d in draws} == {1_000}


@pytest.mark.parametrize("name", good_names())
def test_every_good_process_can_be_calculated(name: str) -> None:
    """Of several trades, with four and five levels, with and without volume."""
    given = good(name)
    found = capacity(given.process, given.brief)
    assert {t.tier for t in found.tiers} == {t.id for t in given.process.frame.tiers}
