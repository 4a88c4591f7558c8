"""Skips: critical cases reach who can help without passing the tiers one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.admission import admits, speaks_of
from assistant.checks.subject import Check, Problem, Subject
from schemas.conditions import Comparison
from schemas.triggers import Trigger

HAZARDS = ("security", "privacy", "legal", "safety")
FLAGS = {
    "security": ("security_flag",),
    "privacy": ("privacy_flag", "security_flag", "regulator_flag"),
    "legal": ("legal_flag", "regulator_flag"),
    "safety": ("safety_flag",),
}
SECURITY = re.compile(r"secur|sicherheit|segurid", re.IGNORECASE)
HARMLESS = ("severity", "issue_type", "environment", "status", "channel", "product", "component", "language", "region")
"""Fields that may stand beside a flag: with any other, some critical cases stay behind."""


def skip_paths(subject: Subject) -> Iterator[Problem]:
    """The top severity starts beyond the first line or is moved on at once; each hazard has a direct way."""
    process = subject.process
    if process.frame.severities and len(process.frame.tiers) > 1:
        top = process.frame.severities[0]
        if top.entry == process.frame.tiers[0].id and not _moved_on(subject, top.id, top.floors):
            yield Problem(
                where="/frame/severities/0/entry",
                what=f"{top.name} starts in the first line and nothing moves it on at once.",
                mend="Let it start with who can solve it, or add a trigger on its severity alone.",
            )
    for hazard in HAZARDS:
        if _needed(subject, hazard) and not _direct(subject, hazard):
            yield Problem(
                where="/rules/triggers",
                what=f"A {hazard} case reaches its responder only through the line of tiers or by hand.",
                mend=f"Add an automatic trigger from `any` on {FLAGS[hazard][0]} = yes alone, straight to who decides"
                " it.",
            )


def _moved_on(subject: Subject, severity: str, floors: tuple[Comparison, ...]) -> bool:
    """Whether a trigger on the severity moves it on, or one for each of the facts that make it that severe."""
    ways = [t for t in subject.process.rules.triggers if _beyond_first(subject, t)]
    if any(speaks_of(t.all_of, "severity") and admits(subject, t.all_of, "severity", severity) for t in ways):
        return True
    alone = [t.all_of[0] for t in ways if len(t.all_of) == 1]
    return bool(floors) and all(any(_same_test(floor, one) for one in alone) for floor in floors)


def _same_test(one: Comparison, other: Comparison) -> bool:
    numbers = [c.number.value if c.number else None for c in (one, other)]
    return (one.field, one.op, one.values, numbers[0]) == (other.field, other.op, other.values, numbers[1])


def _beyond_first(subject: Subject, trigger: Trigger) -> bool:
    first = subject.process.frame.tiers[0].id if subject.process.frame.tiers else None
    at_once = not any(c.number is not None and c.number.is_duration for c in trigger.all_of)
    return at_once and trigger.source in ("any", first) and trigger.to != first and trigger.mode == "automatic"


def _direct(subject: Subject, hazard: str) -> bool:
    """An automatic trigger on the hazard alone, a question at intake that pages, or an issue that starts elsewhere."""
    flags, issues = FLAGS[hazard], _issues(subject, hazard)
    rules = subject.process.rules
    if any(q.field in flags and q.pages in subject.receivers for q in rules.screening_questions):
        return True
    first = subject.process.frame.tiers[0].id if subject.process.frame.tiers else None
    if issues and all(i.entry != first for i in rules.issues if i.id in issues):
        return True
    reached: set[str] = set()
    for trigger in rules.triggers:
        if not _beyond_first(subject, trigger):
            continue
        if _reads_alone(trigger, flags):
            return True
        if all(c.field == "issue_type" for c in trigger.all_of):
            reached |= {i for i in issues if admits(subject, trigger.all_of, "issue_type", i)}
    return bool(issues) and reached >= issues


def _reads_alone(trigger: Trigger, flags: tuple[str, ...]) -> bool:
    flagged = any(c.field in flags and "yes" in c.values and c.op in ("=", "in", "changed_to") for c in trigger.all_of)
    return flagged and all(c.field in (*flags, *HARMLESS) for c in trigger.all_of)


def _issues(subject: Subject, hazard: str) -> set[str]:
    """The issue types that carry the hazard: as the brief says, for security also by their name."""
    told = {f.subject for f in subject.brief.under("issue.hazard") if hazard in (f.text or "")}
    issues = subject.process.rules.issues
    named = {i.id for i in issues if hazard == "security" and SECURITY.search(f"{i.id} {i.name}")}
    return {i.id for i in issues if i.id in told} | named


def _needed(subject: Subject, hazard: str) -> bool:
    """Security always; the others where the brief speaks of such a hazard."""
    return hazard == "security" or any(hazard in (f.text or "") for f in subject.brief.under("issue.hazard"))


CHECKS = (Check(id="E08", weight="blocker", title="Critical classes skip the line", find=skip_paths),)
