"""The queueing formulas, against reference values computed to forty digits."""

import csv
import math
from pathlib import Path

import pytest

from assistant.simulate.erlang import (
    blocking,
    break_even,
    mean_wait,
    network_flows,
    priority_waits,
    servers_for,
    service_level,
    wait_probability,
    with_patience,
)
from schemas.errors import InputError

REFERENCE = list(csv.DictReader((Path(__file__).parent / "data" / "erlang_reference.csv").open()))


def computed(row: dict[str, str]) -> float:
    """The row's quantity by the formula that it names."""
    name = row["quantity"]
    load, agents = float(row["offered_erlangs_or_lambda1"]), float(row["agents_or_lambda2"])
    service = float(row["aht_seconds_or_mean_service"] or 1)
    if name == "erlang_b_blocking":
        return blocking(load, int(agents))
    if name == "erlang_c_p_wait":
        return wait_probability(load, int(agents))
    if name == "erlang_c_asa_seconds":
        return mean_wait(load, int(agents), service=service)
    if name == "erlang_c_service_level":
        return service_level(load, int(agents), service=service, within=float(row["target_seconds"]))
    if name.startswith("mm1"):
        return priority_waits((load, agents), 1, service=service)[0 if name.endswith("1") else 1]
    found = with_patience(load, int(agents), service=service, patience=float(row["mean_patience_seconds"]))
    return {
        "erlang_a_p_abandon": found.abandoned,
        "erlang_a_mean_wait_seconds": found.mean_wait,
        "erlang_a_p_wait": found.wait_probability,
        "erlang_a_utilisation": found.utilisation,
    }[name]


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: "-".join(filter(None, row.values())))
def test_reference_values_to_their_digits(row: dict[str, str]) -> None:
    """Ten digits, as the file holds them."""
    assert computed(row) == pytest.approx(float(row["value"]), rel=1e-9)


def test_the_reference_is_whole() -> None:
    """98 rows of ten quantities."""
    assert (len(REFERENCE), len({row["quantity"] for row in REFERENCE})) == (98, 10)


def test_at_capacity_the_queue_grows_without_end() -> None:
    """It is said, not looped over."""
    assert (wait_probability(5, 5), mean_wait(6, 5, service=60), service_level(5, 5, service=60, within=30)) == (
        1,
        math.inf,
        0,
    )


def test_impatience_keeps_even_an_overload_steady() -> None:
    """Twice the capacity: about half of the people give up, whatever the size."""
    assert with_patience(2_000, 1_000, service=60, patience=60).abandoned == pytest.approx(0.5, abs=1e-6)
    assert with_patience(50, 1, service=60, patience=600).abandoned == pytest.approx(0.98, abs=1e-6)


def test_a_class_above_an_overload_is_still_served() -> None:
    """The urgent third of an overload waits little, the rest for ever."""
    urgent, rest = priority_waits((0.3, 0.9), 1, service=1)
    assert urgent == pytest.approx(1 / 0.7)
    assert rest == math.inf


def test_the_fewest_people_for_a_service_level() -> None:
    """80/20 at ten erlangs takes fourteen: thirteen just miss it."""
    assert servers_for(10, service=180, within=20, level=0.8) == 14


def test_hand_backs_multiply_the_flow_between_two_tiers() -> None:
    """A share p up and q back make 1 / (1 - p q) of it."""
    flows = network_flows((100, 0), ((0, 0.5), (0.2, 0)))
    assert flows == pytest.approx((100 / (1 - 0.1), 50 / (1 - 0.1)))


def test_cases_that_never_leave_are_refused() -> None:
    """Two tiers that hand everything to each other."""
    with pytest.raises(InputError):
        network_flows((10, 0), ((0, 1), (1, 0)))


def test_the_load_at_which_a_tier_is_full() -> None:
    """Four people who are planned to 85 % close 1.7 cases of two hours each hour."""
    assert break_even(4, service=2) == pytest.approx(1.7)


@pytest.mark.parametrize(("load", "servers"), [(-1, 3), (math.nan, 3), (math.inf, 3), (1, -1)])
def test_what_cannot_be_is_refused(load: float, servers: int) -> None:
    """Negative and endless numbers."""
    with pytest.raises(InputError):
        blocking(load, servers)
