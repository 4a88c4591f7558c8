"""Every number has an origin: no quantity without a basis that holds, no digit in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.commitments import Commitment
from schemas.errors import InputError
from schemas.facts import Fact
from schemas.numbers import PLACEHOLDER, computed_value, holds_up
from schemas.process import PART_NAMES
from schemas.quantity import Quantity, minutes
from schemas.walk import quantities, texts

DIGIT = re.compile(r"\d[\d.,]*")
LABEL = re.compile(r"\b[A-Za-zÄÖÜäöüß]+[-.]?\d+\w*\b|\b24\s?[x/×]\s?[57]\b|\b\d+[x×]\d+\b")
METRICS = ("first_response", "update", "resolution")


def every_quantity_has_an_origin(subject: Subject) -> Iterator[Problem]:
    for part in PART_NAMES:
        for where, quantity in quantities(getattr(subject.process, part), f"/{part}"):
            wrong = wrong_basis(subject, quantity)
            if wrong:
                yield Problem(
                    where=where, what=wrong, mend="Name a listed number, a formula over [ids], or `proposal`."
                )


def wrong_basis(subject: Subject, quantity: Quantity) -> str | None:
    """What is wrong with where a number says it comes from; None when it holds."""
    told = f"{quantity.value:g} {quantity.unit}"
    if quantity.is_proposal:
        return None
    if quantity.expression is not None:
        if holds_up(quantity, subject.numbers, calendars=subject.clocks):
            return None
        try:
            value = computed_value(quantity, subject.numbers, calendars=subject.clocks)
        except InputError as error:
            return f"{told}: {error.what}"
        return f"{told} is said to be {quantity.expression}, which is {value:g}."
    source = subject.numbers.get(quantity.basis)
    if source is quantity:
        return f"{told} rests on itself."
    if source is None:
        return f"{told} rests on {quantity.basis!r}, which is no known number."
    return (
        None
        if same(quantity, source)
        else f"{told} is said to be {quantity.basis}, which is {source.value:g} {source.unit}."
    )


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same amount, in whatever unit."""
    if one.is_duration and other.is_duration:
        return abs(minutes(one) - minutes(other)) < 0.01
    return abs(one.value - other.value) < 0.01 and (one.unit == other.unit or "count" in (one.unit, other.unit))


def no_digits_in_prose(subject: Subject) -> Iterator[Problem]:
    names = _names(subject)
    known = {"q": set(subject.numbers), "role": set(subject.receivers), "field": set(subject.fields)}
    for part in PART_NAMES:
        for where, text, _ in texts(getattr(subject.process, part), f"/{part}"):
            for kind, id in PLACEHOLDER.findall(text):
                if id not in known[kind] and (kind, id) != ("role", "lead"):
                    yield Problem(
                        where=where,
                        what=f"The text names {{{kind}:{id}}}, which does not exist.",
                        mend="Use a listed id.",
                    )
            bare = PLACEHOLDER.sub(" ", text)
            for name in names:
                bare = bare.replace(name, " ")
            found = DIGIT.search(LABEL.sub(" ", bare))
            if found:
                yield Problem(
                    where=where,
                    what=f"The text holds the number {found.group(0)} without an origin: “{text}”.",
                    mend="Name it as {q:id}, declaring it under the part's numbers if no id has it.",
                )


def _names(subject: Subject) -> tuple[str, ...]:
    frame = subject.process.frame
    named = [one.name for one in frame.receivers] + [s.name for s in frame.severities]
    named += [c.name for c in frame.customer_tiers] + [i.name for i in subject.process.rules.issues]
    named += [f.text for f in subject.brief.facts if f.text] + [f.label for f in subject.process.fields]
    return tuple(sorted({n for n in named if any(map(str.isdigit, n))}, key=len, reverse=True))


def promises_unchanged(subject: Subject) -> Iterator[Problem]:
    """A stated promise stands among the commitments as it was said."""
    frame = subject.process.frame
    customers = {c.id for c in frame.customer_tiers}
    for metric in METRICS:
        for fact in subject.brief.under(f"promise.{metric}"):
            quantity = fact.quantity
            if quantity is None or not quantity.is_duration or fact.origin != "stated":
                continue
            cells = [
                c for c in frame.commitments if c.metric == metric and _speaks_of(fact, c.customer_tier, c.severity)
            ]
            cells = [c for c in cells if not _overridden(subject, fact, metric, c.customer_tier, c.severity)]
            if (
                not cells
                and fact.subject.split("/")[0] in (*customers, "*", "")
                and not _all_overridden(subject, fact, metric)
            ):
                yield Problem(
                    where="/frame/commitments",
                    what=f"The promise {fact.key}, {quantity.value:g} {quantity.unit}, is no commitment.",
                    mend="Add it with its fact as the basis.",
                )
            for commitment in cells:
                if not same(commitment.target, quantity) and not _keeps_a_tighter(subject, commitment, quantity):
                    place = frame.commitments.index(commitment)
                    yield Problem(
                        where=f"/frame/commitments/{place}/target",
                        what=f"{commitment.id} is {commitment.target.value:g} {commitment.target.unit} here and"
                        f" {quantity.value:g} {quantity.unit} in the brief.",
                        mend="Take the promise as it was stated.",
                    )


def _keeps_a_tighter(subject: Subject, commitment: Commitment, quantity: Quantity) -> bool:
    """Whether the cell takes another promise that speaks of it too and is tighter: then both are kept.

    A class that is promised an answer in two days still gets ten minutes where everybody was promised ten minutes for
    an emergency.
    """
    return any(
        same(commitment.target, other.quantity) and minutes(other.quantity) < minutes(quantity)
        for other in subject.brief.under(f"promise.{commitment.metric}")
        if other.quantity is not None
        and other.quantity.is_duration
        and commitment.target.is_duration
        and _speaks_of(other, commitment.customer_tier, commitment.severity)
    )


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


CHECKS = (
    Check(id="E39", weight="blocker", title="Every number has an origin that holds", find=every_quantity_has_an_origin),
    Check(
        id="E39.prose", weight="blocker", title="No number stands in prose without an origin", find=no_digits_in_prose
    ),
    Check(id="E39.promise", weight="blocker", title="Stated promises are unchanged", find=promises_unchanged),
)
