"""Stated promises that speak of the same cell."""

from assistant.checks.run import run_checks
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.facts import stated


def found(subject: str, minutes: float) -> list[str]:
    """What is said of promises when the brief holds one more; enterprise P1 is committed in 30 minutes."""
    fact = stated("promise.first_response", subject, quote="q", turn=1, number=minutes, unit="min")
    findings = run_checks(good_process(), brief=sample_brief().with_facts(fact), body_words=1_000)
    return [f.where for f in findings if f.check == "E39.promise"]


def test_a_tighter_promise_to_everybody_is_not_loosened_by_one_to_a_class() -> None:
    """The cell keeps 30 minutes, which keeps two days as well: no finding asks to loosen it."""
    brief = sample_brief().without("promise.first_response:enterprise/p1")
    facts = (
        stated("promise.first_response", "*/p1", quote="q", turn=1, number=30, unit="min"),
        stated("promise.first_response", "enterprise/*", quote="q", turn=1, number=2, unit="day"),
    )
    findings = run_checks(good_process(), brief=brief.with_facts(*facts), body_words=1_000)
    assert "/frame/commitments/0/target" not in [f.where for f in findings if f.check == "E39.promise"]


def test_a_value_that_nobody_promised_is_found() -> None:
    """Tighter than promised is still not what was promised."""
    assert found("enterprise/p1", 45) == ["/frame/commitments/0/target"]
