"""Honesty: what is missing or contradictory is said, duties to report stand apart, authority is not exceeded."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.facts import Fact
from schemas.quantity import Quantity, minutes
from schemas.tiers import Role


def contradictions_decided(subject: Subject) -> Iterator[Problem]:
    """A contradiction that nobody settled becomes a decision; none is smoothed over."""
    settled = {id for decision in subject.process.frame.decisions for id in decision.resolves}
    for conflict in subject.brief.contradictions:
        if conflict.resolution in (None, "delegated") and conflict.id not in settled:
            yield Problem(
                where="/frame/decisions",
                what=f"The contradiction {conflict.id} ({' against '.join(conflict.values)}) is not decided.",
                mend=f"Add a decision with {conflict.id} among what it resolves.",
            )


def decisions_complete(subject: Subject) -> Iterator[Problem]:
    for place, decision in enumerate(subject.process.frame.decisions):
        at = f"/frame/decisions/{place}"
        if len(decision.options) < 2:
            yield Problem(
                where=f"{at}/options", what=f"{decision.id} offers no choice.", mend="Give two options or more."
            )
        if not any(_is_label(decision.recommended, o.label) for o in decision.options):
            yield Problem(
                where=f"{at}/recommended",
                what=f"{decision.id} recommends what is no option.",
                mend="Name an option's label.",
            )
        if not decision.interim_rule.strip():
            yield Problem(
                where=f"{at}/interim_rule", what=f"Until {decision.id} is taken no rule holds.", mend="Give one."
            )


def _is_label(recommended: str, label: str) -> bool:
    """Whether the label is meant: spelled alike, or one begins with the other (“A” for “A: a rota of eight”)."""
    one, other = (" ".join(text.casefold().split()).strip(" .:") for text in (recommended, label))
    return bool(one) and (one.startswith(other) or other.startswith(one)) and bool(other)


def duties_apart(subject: Subject) -> Iterator[Problem]:
    for place, clock in enumerate(subject.process.rules.regulator_clocks):
        if not isinstance(subject.receivers.get(clock.accountable), Role):
            yield Problem(
                where=f"/rules/regulator_clocks/{place}/accountable",
                what=f"No role is accountable for {clock.law}.",
                mend="Name the role that starts and stops this clock.",
            )


def duties_kept(subject: Subject) -> Iterator[Problem]:
    """A deadline that a law was said to set stands among the duties to report, no longer than it was said.

    A shorter clock keeps a deadline too, unless it is the clock of another.
    """
    clocks = [c.length for c in subject.process.rules.regulator_clocks if c.length and c.length.is_duration]
    facts = [f for f in subject.brief.under("obligation.deadline") if f.quantity and f.quantity.is_duration]
    taken = {f.key: {i for i, length in enumerate(clocks) if _is_of(length, f)} for f in facts}
    for fact in facts:
        others = {i for key, places in taken.items() if key != fact.key for i in places}
        shorter = {i for i, length in enumerate(clocks) if fact.quantity and minutes(length) <= minutes(fact.quantity)}
        if fact.quantity is None or taken[fact.key] & shorter or shorter - others:
            continue
        name = subject.brief.text("obligation", fact.subject) or fact.subject
        yield Problem(
            where="/rules/regulator_clocks",
            what=f"The deadline of {name}, {fact.quantity.value:g} {fact.quantity.unit}, stands nowhere.",
            mend="Add its clock, with the fact as the basis of its length.",
        )


def _is_of(length: Quantity, fact: Fact) -> bool:
    """Whether a clock's length is this fact's: it rests on it, or is as long."""
    alike = fact.quantity is not None and abs(minutes(length) - minutes(fact.quantity)) < 1
    return length.basis == fact.key or alike


def within_authority(subject: Subject) -> Iterator[Problem]:
    calming = subject.process.handling.calming
    if calming is None or calming.goodwill is None:
        return
    tier = next((t for t in subject.process.frame.tiers if t.id == calming.within_authority_of), None)
    limits = (
        [a.limit.value for a in tier.may_decide if a.limit and a.limit.unit == calming.goodwill.unit] if tier else []
    )
    if calming.within_authority_of is None or (limits and calming.goodwill.value > max(limits)):
        yield Problem(
            where="/handling/calming/goodwill",
            what=f"A goodwill of {calming.goodwill.value:g} {calming.goodwill.unit} is within nobody's authority.",
            mend="Lower it to what a tier may decide, and name the tier.",
        )


CHECKS = (
    Check(id="E39.open", weight="blocker", title="Contradictions become decisions", find=contradictions_decided),
    Check(
        id="DECISION", weight="serious", title="Every decision has options and an interim rule", find=decisions_complete
    ),
    Check(id="DUTY", weight="blocker", title="Duties to report have an accountable role", find=duties_apart),
    Check(id="DUTY.kept", weight="blocker", title="Stated deadlines of law stand among the duties", find=duties_kept),
    Check(id="AUTHORITY", weight="serious", title="Nothing is promised beyond authority", find=within_authority),
)
