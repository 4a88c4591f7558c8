"""Honesty: what is missing or contradictory is said, duties to report stand apart, authority is not exceeded."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.quantity import minutes
from schemas.tiers import Role


def missing_listed(subject: Subject) -> Iterator[Problem]:
    """Without a stated volume or handle time the load is not proven: they stand among the missing facts."""
    brief = subject.brief
    unknown = not brief.under("volume.tickets") and not brief.under("volume.escalations")
    if (unknown or not brief.under("tier.handle_time")) and not subject.process.frame.missing_facts:
        what = "The ticket volume" if unknown else "The handle time"
        yield Problem(
            where="/frame/missing_facts",
            what=f"{what} is unknown and not listed as missing, so the load of the tiers is not proven.",
            mend="List volume and handle time as missing, with what they decide.",
        )


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
        if decision.recommended not in {o.label for o in decision.options}:
            yield Problem(
                where=f"{at}/recommended",
                what=f"{decision.id} recommends what is no option.",
                mend="Name an option's label.",
            )
        if not decision.interim_rule.strip():
            yield Problem(
                where=f"{at}/interim_rule", what=f"Until {decision.id} is taken no rule holds.", mend="Give one."
            )


def duties_apart(subject: Subject) -> Iterator[Problem]:
    for place, clock in enumerate(subject.process.rules.regulator_clocks):
        if not isinstance(subject.receivers.get(clock.accountable), Role):
            yield Problem(
                where=f"/rules/regulator_clocks/{place}/accountable",
                what=f"No role is accountable for {clock.law}.",
                mend="Name the role that starts and stops this clock.",
            )


def duties_kept(subject: Subject) -> Iterator[Problem]:
    """A deadline that a law was said to set stands among the duties to report, no longer than it was said."""
    clocks = subject.process.rules.regulator_clocks
    lengths = [minutes(c.length) for c in clocks if c.length is not None and c.length.is_duration]
    for fact in subject.brief.under("obligation.deadline"):
        if fact.quantity is None or not fact.quantity.is_duration:
            continue
        if not any(length <= minutes(fact.quantity) for length in lengths):
            name = subject.brief.text("obligation", fact.subject) or fact.subject
            yield Problem(
                where="/rules/regulator_clocks",
                what=f"The deadline of {name}, {fact.quantity.value:g} {fact.quantity.unit}, stands nowhere.",
                mend="Add its clock, with the fact as the basis of its length.",
            )


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
    Check(id="E34", weight="blocker", title="Unknown load is listed as missing", find=missing_listed),
    Check(id="E39.open", weight="blocker", title="Contradictions become decisions", find=contradictions_decided),
    Check(
        id="DECISION", weight="serious", title="Every decision has options and an interim rule", find=decisions_complete
    ),
    Check(id="DUTY", weight="blocker", title="Duties to report have an accountable role", find=duties_apart),
    Check(id="DUTY.kept", weight="blocker", title="Stated deadlines of law stand among the duties", find=duties_kept),
    Check(id="AUTHORITY", weight="serious", title="Nothing is promised beyond authority", find=within_authority),
)
