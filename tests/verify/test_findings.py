"""What a proof found, told as a finding."""

import pytest

from assistant.verify.findings import GRAVE, findings_of
from assistant.verify.prove import ALL_PROPERTIES, prove
from evals.mutants_logic.good import good_processes
from evals.mutants_logic.table import ALL_DEFECTS, seeded
from schemas.findings import Finding
from schemas.proofs import Proof


def proof(verdict: str, property: str = "E04.loop") -> Proof:
    return Proof.model_validate(
        {
            "property": property,
            "title": "No ticket goes round",
            "verdict": verdict,
            "where": "/rules/triggers/1",
            "what": "The time is used up.",
            "mend": None,
            "ticket": None,
        }
    )


def found(property: str) -> Finding:
    """What the first defect of a property gives."""
    good = next(iter(good_processes().values()))
    defect = next(d for d in ALL_DEFECTS if d.property == property)
    return next(f for f in findings_of(prove(seeded(good, defect))) if f.check == property)


def test_a_failure_says_where_and_how_to_mend_it() -> None:
    """The place of the way back, and what it must exclude."""
    loop = found("E04.loop")
    assert loop.where.startswith(("/improvement/de_escalations/", "/rules/triggers/"))
    assert "exclude" in loop.mend


def test_the_example_is_the_ticket_told_in_a_line() -> None:
    """What it is, who holds it, where it goes wrong."""
    example = found("E04.loop").example or ""
    assert example.startswith("A ticket (severity ")
    assert example.endswith("is still true: it goes round.")
    assert "\n" not in example


def test_a_ticket_that_comes_at_a_bad_time_says_when() -> None:
    """Its story is dated."""
    assert ", comes 20" in (found("E14.chain").example or "")


@pytest.mark.parametrize("property", sorted(GRAVE))
def test_who_is_left_alone_is_a_blocker(property: str) -> None:
    """As is a promise that breaks."""
    assert findings_of([proof("fails", property)])[0].weight == "blocker"


def test_every_other_failure_is_serious() -> None:
    """And worth a repair."""
    others = [p.id for p in ALL_PROPERTIES if p.id not in GRAVE]
    assert {findings_of([proof("fails", id)])[0].weight for id in others} == {"serious"}


def test_grave_properties_are_properties() -> None:
    """None is misspelt."""
    assert {p.id for p in ALL_PROPERTIES} >= GRAVE


def test_what_holds_is_no_finding() -> None:
    """Nothing is said of it."""
    assert findings_of([proof("holds")]) == ()


def test_what_is_undecided_is_listed_as_such() -> None:
    """It weighs little and is no pass."""
    (told,) = findings_of([proof("unknown", "E13.gap")])
    assert (told.weight, told.what) == ("nice", "No ticket goes round: not decided. The time is used up.")
