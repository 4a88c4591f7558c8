"""Numbers written out in prose."""

from assistant.assembly.binding import bind_numbers
from schemas.quantity import Quantity

KNOWN = {
    "ack:p1": Quantity(value=5, unit="min", clock="24x7", basis="proposal"),
    "target:p2": Quantity(value=2, unit="h", clock="24x7", basis="proposal"),
    "share": Quantity(value=20, unit="percent", clock=None, basis="proposal"),
    "headcount:t3": Quantity(value=3, unit="people", clock=None, basis="proposal"),
    "a": Quantity(value=15, unit="min", clock=None, basis="proposal"),
    "b": Quantity(value=15, unit="min", clock=None, basis="proposal"),
}


def bound(text: str, *names: str) -> str:
    return bind_numbers(text, numbers=KNOWN, names=names)


def test_a_written_number_becomes_the_one_it_is() -> None:
    """With its unit, in whatever unit it is written."""
    assert bound("Answer within 5 minutes") == "Answer within {q:ack:p1}"
    assert bound("after 120 min") == "after {q:target:p2}"
    assert bound("20 % are escalated to 3 engineers") == "{q:share} are escalated to {q:headcount:t3} engineers"


def test_a_number_that_could_be_several_stays() -> None:
    """Two known numbers have the value: a check will ask which is meant."""
    assert bound("within 15 minutes") == "within 15 minutes"


def test_a_number_that_is_unknown_stays() -> None:
    """Nothing is bound to what it is not."""
    assert bound("within 7 minutes") == "within 7 minutes"


def test_names_and_labels_keep_their_digits() -> None:
    """P1, 24x7, declared names and existing placeholders are no numbers."""
    assert bound("P3 pages {q:ack:p1}, 24x7, at Route 20", "Route 20") == "P3 pages {q:ack:p1}, 24x7, at Route 20"
    assert bound("Tier 3", "Tier 3") == "Tier 3"


def test_part_of_a_longer_number_is_not_bound() -> None:
    """20 inside 2026-11-20 or 1.20 is not twenty."""
    assert bound("on 2026-11-20 at 1.20") == "on 2026-11-20 at 1.20"
