"""Promises: what was stated stands among the commitments as it was said."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.numbers import same
from assistant.checks.presence import runs_inside
from assistant.checks.subject import Check, Problem, Subject
from schemas.commitments import Commitment
from schemas.facts import Fact
from schemas.quantity import Quantity, minutes

METRICS = ("first_response", "update", "resolution")


def unchanged(subject: Subject) -> Iterator[Problem]:
    """A stated promise stands among the commitments as it was said, on the clock on which it was said."""
    commitments = subject.process.frame.commitments
    for metric in METRICS:
        for fact in subject.brief.under(f"promise.{metric}"):
            quantity = fact.quantity
            if quantity is None or not quantity.is_duration or fact.origin != "stated":
                continue
            cells = [c for c in commitments if c.metric == metric and _speaks_of(fact, c.customer_tier, c.severity)]
            cells = [c for c in cells if not _overridden(subject, fact, metric, c.customer_tier, c.severity)]
            if not cells and _has_cells(subject, fact) and not _all_overridden(subject, fact, metric):
                yield Problem(
                    where="/frame/commitments",
                    what=f"The promise {fact.key}, {quantity.value:g} {quantity.unit}, is no commitment.",
                    mend="Add it with its fact as the basis.",
                )
            for commitment in cells:
                yield from _altered(subject, commitment, fact, quantity)


def _has_cells(subject: Subject, fact: Fact) -> bool:
    """Whether the promise is to everybody or to a class of customers of the process or of the brief."""
    customer = fact.subject.split("/")[0]
    declared = {c.id for c in subject.process.frame.customer_tiers} | set(subject.brief.subjects("customer_tier"))
    return customer in (*declared, "*", "")


def _altered(subject: Subject, commitment: Commitment, fact: Fact, quantity: Quantity) -> Iterator[Problem]:
    kept = _tighter(subject, commitment, quantity) or fact
    at = f"/frame/commitments/{subject.process.frame.commitments.index(commitment)}/target"
    if kept is fact and not same(subject, commitment.target, quantity):
        yield Problem(
            where=at,
            what=f"{commitment.id} is {commitment.target.value:g} {commitment.target.unit} here and"
            f" {quantity.value:g} {quantity.unit} in the brief.",
            mend="Take the promise as it was stated.",
        )
    own_hours = f"hours-{kept.subject.split('/')[0]}"
    stated = kept.clock if kept.clock in subject.clocks else own_hours if own_hours in subject.clocks else None
    if not runs_inside(subject, stated, commitment.target.clock):
        yield Problem(
            where=at,
            what=f"{commitment.id} runs on {commitment.target.clock} here; it was promised on {stated}.",
            mend="Let it run on the clock on which it was promised.",
        )


def _tighter(subject: Subject, commitment: Commitment, quantity: Quantity) -> Fact | None:
    """Another promise that speaks of the cell too and that the cell takes, because it is tighter: then both are kept.

    A class that is promised an answer in two days still gets ten minutes where everybody was promised ten minutes for
    an emergency.
    """
    for other in subject.brief.under(f"promise.{commitment.metric}"):
        duration = other.quantity is not None and other.quantity.is_duration and commitment.target.is_duration
        if other.quantity is None or not duration:
            continue
        speaks = _speaks_of(other, commitment.customer_tier, commitment.severity)
        if speaks and minutes(other.quantity) < minutes(quantity) and same(subject, commitment.target, other.quantity):
            return other
    return None


def _speaks_of(fact: Fact, customer: str, severity: str) -> bool:
    left, _, right = fact.subject.partition("/")
    return left in ("*", "", customer) and (right or "*") in ("*", severity)


def _overridden(subject: Subject, fact: Fact, metric: str, customer: str, severity: str) -> bool:
    """Whether a more particular promise speaks of the cell: an own value beats a star, a star on one side two stars."""
    mine = _particular(fact)
    return any(
        _particular(other) > mine and _speaks_of(other, customer, severity)
        for other in subject.brief.under(f"promise.{metric}")
        if other.quantity is not None
    )


def _all_overridden(subject: Subject, fact: Fact, metric: str) -> bool:
    cells = [(c.id, s.id) for c in subject.process.frame.customer_tiers for s in subject.process.frame.severities]
    spoken = [cell for cell in cells if _speaks_of(fact, *cell)]
    return bool(spoken) and all(_overridden(subject, fact, metric, *cell) for cell in spoken)


def _particular(fact: Fact) -> int:
    left, _, right = fact.subject.partition("/")
    return 2 * (left not in ("", "*")) + (right not in ("", "*"))


CHECKS = (Check(id="E39.promise", weight="blocker", title="Stated promises are unchanged", find=unchanged),)
