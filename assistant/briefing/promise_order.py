"""Promises out of order: the graver case, or the customer class that is promised more, answered later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from assistant.briefing.conflict import conflict, length_of, said, taking
from schemas.brief import Brief, Choice, Contradiction
from schemas.facts import Fact

SLOTS = ("promise.first_response", "promise.resolution", "promise.update")


def orders(brief: Brief) -> list[Contradiction]:
    """A solution promised before the first answer, and a graver severity that is answered later than the next one."""
    found = []
    for fact in brief.under("promise.first_response"):
        later = brief.find("promise.resolution", fact.subject)
        if length_of(fact) is not None and later is not None and (length_of(later) or 0) < (length_of(fact) or 0):
            values = (said(fact), said(later))
            choices = tuple(Choice(label=said(f), sets=(f,), drops=(g.key,)) for f, g in ((later, fact), (fact, later)))
            found.append(conflict("order", fact, later.key, values, choices))
    severities = brief.subjects("severity")
    for slot in SLOTS:
        for customer in dict.fromkeys(f.subject.rpartition("/")[0] for f in brief.under(slot)):
            row = [f for s in severities if (f := brief.find(slot, f"{customer}/{s}")) and length_of(f) is not None]
            for higher, lower in pairwise(row):
                if (length_of(higher) or 0) > (length_of(lower) or 0):
                    swapped = Choice(
                        label=f"{said(lower)} / {said(higher)}",
                        sets=(taking(higher, lower), taking(lower, higher)),
                        drops=(),
                    )
                    kept = Choice(label=f"{said(higher)} / {said(lower)}", sets=(), drops=())
                    values = (said(higher), said(lower))
                    found.append(conflict("order", higher, lower.key, values, (swapped, kept)))
    return found


def crossings(brief: Brief) -> list[Contradiction]:
    """A customer class that is promised the faster answer at most severities and the slower one at another.

    It happens where one class has a promise for each severity and another a single one for all.
    """
    found = []
    for slot in SLOTS:
        customers = dict.fromkeys(f.subject.rpartition("/")[0] for f in brief.under(slot))
        named = [customer for customer in customers if customer not in ("", "*")]
        for one, other in combinations(named, 2):
            found += [_crossing(slower, faster) for slower, faster in _crossed(brief, slot, (one, other))]
    return found


def _crossed(brief: Brief, slot: str, customers: tuple[str, str]) -> Iterator[tuple[Fact, Fact]]:
    """At the severities at which the class that is better off elsewhere is worse off: its promise, then the other's."""
    pairs = [
        (left, right)
        for severity in brief.subjects("severity")
        if (left := _promise(brief, slot, f"{customers[0]}/{severity}"))
        and (right := _promise(brief, slot, f"{customers[1]}/{severity}"))
        and left.clock == right.clock
    ]
    gains = [(length_of(right) or 0) - (length_of(left) or 0) for left, right in pairs]
    better, worse = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    if not better or not worse or better == worse:
        return
    for (left, right), gain in zip(pairs, gains, strict=True):
        if better > worse and gain < 0:
            yield left, right
        elif worse > better and gain > 0:
            yield right, left


def _promise(brief: Brief, slot: str, subject: str) -> Fact | None:
    """What is promised to a customer class at a severity, as a fact of just that case."""
    customer = subject.partition("/")[0]
    fact = brief.find(slot, subject) or brief.find(slot, f"{customer}/*")
    return fact.model_copy(update={"subject": subject}) if fact is not None and length_of(fact) is not None else None


def _crossing(slower: Fact, faster: Fact) -> Contradiction:
    choices = (
        Choice(label=said(faster), sets=(taking(slower, faster),), drops=()),
        Choice(label=said(slower), sets=(slower,), drops=()),
    )
    return conflict("classes", slower, faster.key, (said(slower), said(faster)), choices)
