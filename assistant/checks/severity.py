"""Severities: measurable, ordered, and changed by a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from assistant.checks.subject import Check, Problem, Subject
from schemas.business_time import add_business_minutes
from schemas.errors import InputError
from schemas.numbers import safe_minutes
from schemas.quantity import Quantity
from schemas.severity import Severity

A_MONDAY = datetime(2026, 2, 2, tzinfo=UTC)


def record_complete(subject: Subject) -> Iterator[Problem]:
    severities = subject.process.frame.severities
    if len(severities) < 2:
        yield Problem(where="/frame/severities", what="There are fewer than two severities.", mend="Describe each one.")
    for place, severity in enumerate(severities):
        at, last = f"/frame/severities/{place}", place == len(severities) - 1
        for name in ("meaning", "example"):
            if not getattr(severity, name).strip():
                yield Problem(where=f"{at}/{name}", what=f"{severity.name} has no {name}.", mend=f"Give its {name}.")
        if not last and not severity.floors:
            yield Problem(
                where=f"{at}/floors", what=f"{severity.name} has no measurable floor.", mend="Bind it to fields."
            )
        if not severity.set_by:
            yield Problem(where=f"{at}/set_by", what=f"Nobody may set {severity.name}.", mend="Name who may set it.")
        if place == 0 and not (severity.counter_example or "").strip():
            yield Problem(
                where=f"{at}/counter_example",
                what=f"{severity.name} has no counter-example.",
                mend="Say what looks like it and is not.",
            )


def monotone(subject: Subject) -> Iterator[Problem]:
    targets: tuple[tuple[str, Callable[[Severity], Quantity]], ...] = (
        ("first_response", lambda s: s.first_response),
        ("update_every", lambda s: s.update_every),
    )
    for name, of in targets:
        rows = [(place, s, _minutes(of(s), subject)) for place, s in enumerate(subject.process.frame.severities)]
        for (place, higher, tight), (_, lower, loose) in pairwise(rows):
            tied = tight == loose and place == 0 and not _forced_tie(subject, higher, lower)
            if _shrinks(subject, of(higher), of(lower)) or tied:
                what = "the same" if tied else "a shorter"
                told = name.replace("_", " ")
                yield Problem(
                    where=f"/frame/severities/{place + 1}/{name}",
                    what=f"{lower.name} has {what} {told} ({loose:g} min) as {higher.name} ({tight:g} min).",
                    mend=f"Give {lower.name} a longer one.",
                )
    yield from _commitments_in_order(subject)


def _shrinks(subject: Subject, higher: Quantity, lower: Quantity) -> bool:
    """Whether the lower severity's target can be due before the higher one's.

    On different clocks minutes say little: both are followed from each opening of the lower one's calendar in a week.
    """
    if _minutes(lower, subject) >= _minutes(higher, subject):
        return False
    above, below = subject.clocks.get(higher.clock or ""), subject.clocks.get(lower.clock or "")
    if above is None or below is None or above.id == below.id or not (above.windows and below.windows):
        return True
    try:
        for day in range(7):
            opens = add_business_minutes(A_MONDAY + timedelta(days=day), 1, calendar=below)
            due_below = add_business_minutes(opens, _minutes(lower, subject), calendar=below)
            if due_below < add_business_minutes(opens, _minutes(higher, subject), calendar=above):
                return True
    except InputError:
        return True
    return False


def _minutes(quantity: Quantity, subject: Subject) -> float:
    return safe_minutes(quantity, subject.clocks)


def _commitments_in_order(subject: Subject) -> Iterator[Problem]:
    commitments = subject.process.frame.commitments
    cells: dict[tuple[str, str], list[tuple[int, float, int]]] = {}
    for place, c in enumerate(subject.process.frame.commitments):
        if c.severity in subject.rank:
            row = (subject.rank[c.severity], _minutes(c.target, subject), place)
            cells.setdefault((c.metric, c.customer_tier), []).append(row)
    for (metric, customer), rows in cells.items():
        for (_, tight, first), (_, loose, place) in pairwise(sorted(rows)):
            stated = all(_is_stated(subject, p) for p in (first, place))
            shrinks = _shrinks(subject, commitments[first].target, commitments[place].target)
            if shrinks and not (stated and subject.brief.contradictions):
                yield Problem(
                    where=f"/frame/commitments/{place}",
                    what=f"For {customer} the {metric.replace('_', ' ')} shrinks to {loose:g} min as severity falls.",
                    mend=f"Make it at least {tight:g} min, or name the contract that forces it.",
                )


def _is_stated(subject: Subject, place: int) -> bool:
    return subject.process.frame.commitments[place].target.basis.startswith("promise.")


def _forced_tie(subject: Subject, higher: Severity, lower: Severity) -> bool:
    """Ties that a stated promise forces pass."""
    return any(q.basis.startswith("promise.") for q in (higher.first_response, lower.first_response))


def matrix_total(subject: Subject) -> Iterator[Problem]:
    matrix = subject.process.frame.matrix
    given: dict[tuple[str, str], str] = {}
    for cell in matrix.cells:
        if given.get((cell.impact, cell.urgency), cell.severity) != cell.severity:
            yield Problem(
                where="/frame/matrix/cells",
                what=f"{cell.impact} with {cell.urgency} gives two severities.",
                mend="Give each pair one severity.",
            )
        given[cell.impact, cell.urgency] = cell.severity
    rank = subject.rank
    for i, impact in enumerate(matrix.impacts):
        for j, urgency in enumerate(matrix.urgencies):
            here = given.get((impact.id, urgency.id))
            if here is None:
                yield Problem(
                    where="/frame/matrix/cells",
                    what=f"{impact.name} with {urgency.name} gives no severity.",
                    mend="Add the cell.",
                )
            for k, m in ((i - 1, j), (i, j - 1)):
                above = given.get((matrix.impacts[k].id, matrix.urgencies[m].id)) if min(k, m) >= 0 else None
                if above in rank and here in rank and rank[here] < rank[above]:
                    yield Problem(
                        where="/frame/matrix/cells",
                        what=f"{impact.name} with {urgency.name} is more severe than what stands above it.",
                        mend="Let severity never rise as impact or urgency falls.",
                    )
    if not matrix.impacts or not matrix.urgencies:
        yield Problem(
            where="/frame/matrix", what="The matrix is empty.", mend="Give impacts, urgencies and every cell."
        )


def change_rule(subject: Subject) -> Iterator[Problem]:
    change = subject.process.frame.severity_change
    if not change.unknown_takes_higher:
        yield Problem(
            where="/frame/severity_change/unknown_takes_higher",
            what="In doubt the lower severity is taken.",
            mend="In doubt take the higher one.",
        )
    for name in ("raise_by", "lower_by", "evidence", "tell_customer"):
        if not getattr(change, name).strip():
            yield Problem(
                where=f"/frame/severity_change/{name}",
                what=f"The rule for changing a severity does not say {name.replace('_', ' ')}.",
                mend="Say it.",
            )


CHECKS = (
    Check(id="E21", weight="blocker", title="Every severity is measurable, with an example", find=record_complete),
    Check(id="E22", weight="serious", title="Targets do not shrink as severity falls", find=monotone),
    Check(id="E23", weight="serious", title="Impact by urgency is total and ordered", find=matrix_total),
    Check(id="E24", weight="serious", title="Raising and lowering follow a rule", find=change_rule),
)
