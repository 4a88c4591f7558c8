"""Triggers: executable, objective, and of every family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import yaml

from assistant.checks.references import dangling
from assistant.checks.subject import Check, Problem, Subject
from schemas.conditions import Comparison, TicketField
from schemas.triggers import Family, Guard, Trigger

ORDER = ("<", "<=", ">", ">=")
NUMERIC = ("number", "percent", "money", "duration")
MEASURED = re.compile(r"\{(?:q|field):")
"""A text that names a number or a field says by what it is decided."""
QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"")
"""Somebody else's words."""
ALWAYS = ("time", "skill", "impact", "repeat", "customer_request", "risk")
"""Families that every process needs; `contract` only where customers differ."""


def executable(subject: Subject) -> Iterator[Problem]:
    for where, id, _ in dangling(subject, "field"):
        yield Problem(
            where=where, what=f"The field {id!r} is not declared.", mend="Use a declared field or declare it."
        )
    for where, comparison in _comparisons(subject):
        field = subject.fields.get(comparison.field)
        wrong = mistyped(comparison, field) if field else None
        if wrong:
            yield Problem(where=where, what=wrong, mend="Write a value that the field can hold.")
    for where, row in _rows(subject):
        manual = isinstance(row, Trigger) and row.mode == "manual"
        if not row.all_of:
            yield Problem(where=where, what=f"{row.id} has no condition.", mend="Bind it to fields.")
        elif manual and not any(_is_judged(subject, c) for c in row.all_of):
            yield Problem(
                where=where,
                what=f"The manual trigger {row.id} is bound to no field that records the agent's answer.",
                mend="Bind it to a flag with a question and a judge, or to a standard flag.",
            )


def mistyped(comparison: Comparison, field: TicketField) -> str | None:
    """What is wrong with a comparison over this field; None when it fits."""
    name, op, number = comparison.field, comparison.op, comparison.number
    if op in ("is_null", "not_null"):
        return None
    if number is not None and [v for v in comparison.values if _as_number(v) != number.value]:
        return (
            f"{name} is compared with {', '.join(comparison.values)} and with {number.value:g} {number.unit} at once."
        )
    if op in ORDER and field.kind not in (*NUMERIC, "ordered", "timestamp"):
        return f"{name} has no order, so {op} says nothing."
    if field.kind in NUMERIC:
        if number is None:
            return f"{name} is compared with no number."
        if field.kind == "duration" and not number.is_duration:
            return f"{name} is a duration and is compared with {number.value:g} {number.unit}."
        if field.kind == "percent" and (number.unit != "percent" or not 0 <= number.value <= 100):
            return f"{name} is a percentage and is compared with {number.value:g} {number.unit}."
        if field.kind != "duration" and number.is_duration:
            return f"{name} is no duration and is compared with {number.value:g} {number.unit}."
        return None
    if not comparison.values:
        return f"{name} is compared with nothing."
    allowed = ("yes", "no") if field.kind == "flag" else field.values
    unknown = [v for v in comparison.values if allowed and v not in allowed]
    return f"{name} can never be {unknown[0]!r}." if unknown and field.kind != "reference" else None


def _as_number(text: str) -> float | None:
    found = re.match(r"\s*(-?\d+(?:[.,]\d+)?)", text)
    return float(found.group(1).replace(",", ".")) if found else None


def _is_judged(subject: Subject, comparison: Comparison) -> bool:
    field = subject.fields.get(comparison.field)
    return field is not None and (field.kind != "flag" or field.question is None or field.judge in subject.receivers)


def _rows(subject: Subject) -> Iterator[tuple[str, Trigger | Guard]]:
    rules = subject.process.rules
    yield from ((f"/rules/triggers/{i}", row) for i, row in enumerate(rules.triggers))
    yield from ((f"/rules/guards/{i}", row) for i, row in enumerate(rules.guards))


def _comparisons(subject: Subject) -> Iterator[tuple[str, Comparison]]:
    for where, row in _rows(subject):
        yield from ((f"{where}/all_of/{i}", c) for i, c in enumerate(row.all_of))
    for i, alarm in enumerate(subject.process.alarms):
        yield from ((f"/alarms/{i}/all_of/{j}", c) for j, c in enumerate(alarm.all_of))
    for i, severity in enumerate(subject.process.frame.severities):
        yield from ((f"/frame/severities/{i}/floors/{j}", c) for j, c in enumerate(severity.floors))
    for i, back in enumerate(subject.process.improvement.de_escalations):
        yield from ((f"/improvement/de_escalations/{i}/all_of/{j}", c) for j, c in enumerate(back.all_of))


@cache
def _word_lists() -> dict[str, list[str]]:
    text = (Path(__file__).parent / "subjective.yaml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.safe_load(text)
    return lists


@cache
def _subjective() -> re.Pattern[str]:
    words = {word for name, listed in _word_lists().items() if name != "defined_by_law" for word in listed}
    return re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )


def objective(subject: Subject) -> Iterator[Problem]:
    frame, rules = subject.process.frame, subject.process.rules
    texts = [(f"/frame/severities/{i}/meaning", s.meaning) for i, s in enumerate(frame.severities)]
    texts += [(f"/rules/guards/{i}/when", g.when) for i, g in enumerate(rules.guards)]
    texts += [(f"/rules/issues/{i}/escalate_when", x.escalate_when) for i, x in enumerate(rules.issues)]
    texts += [
        (f"/improvement/de_escalations/{i}/when", d.when)
        for i, d in enumerate(subject.process.improvement.de_escalations)
    ]
    texts += [
        (f"/improvement/closures/{i}/conditions/{j}", text)
        for i, c in enumerate(subject.process.improvement.closures)
        for j, text in enumerate(c.conditions)
    ]
    texts += [(f"/rules/screening_questions/{i}/ask", q.ask) for i, q in enumerate(rules.screening_questions)]
    texts += [(f"/rules/fields/{i}/question", f.question) for i, f in enumerate(rules.fields) if f.question]
    names = _own_names(subject)
    for where, text in texts:
        if MEASURED.search(text):
            continue
        bare = QUOTED.sub(" ", text).casefold()
        for name in names:
            bare = bare.replace(name, " ")
        found = _subjective().search(bare)
        if found:
            yield Problem(
                where=where,
                what=f"“{found.group(1)}” means something else to everybody who reads it.",
                mend="Say by which field, number or answered question it is decided.",
            )


def _own_names(subject: Subject) -> tuple[str, ...]:
    """Names that this organisation gave, and terms that a law defines, the longest first."""
    frame = subject.process.frame
    named = [s.name for s in frame.severities] + [c.name for c in frame.customer_tiers]
    named += [one.name for one in frame.receivers] + [i.name for i in subject.process.rules.issues]
    return tuple(sorted({*(n.casefold() for n in named if n), *_word_lists()["defined_by_law"]}, key=len, reverse=True))


def families(subject: Subject) -> Iterator[Problem]:
    there = {t.family for t in subject.process.triggers}
    wanted = set(ALWAYS) | ({"contract"} if len(subject.process.frame.customer_tiers) > 1 else set())
    for family in get_args(Family):
        if family in wanted and family not in there:
            yield Problem(
                where="/rules/triggers",
                what=f"No trigger is of the family {family.replace('_', ' ')}.",
                mend=f"Add one with family {family}.",
            )


def manual_open(subject: Subject) -> Iterator[Problem]:
    first = subject.process.frame.tiers[0].id if subject.process.frame.tiers else None
    by_hand = [t for t in subject.process.rules.triggers if t.mode == "manual" and t.kind != "de_escalation"]
    if not any(t.source in ("any", first) for t in by_hand):
        yield Problem(
            where="/rules/triggers",
            what=f"Only {', '.join(t.source for t in by_hand)} can escalate by judgement."
            if by_hand
            else "No agent can escalate by judgement.",
            mend="Add a manual trigger from `any` on a flag with a question that any agent may answer.",
        )
    if not subject.process.frame.severity_change.no_penalty:
        yield Problem(
            where="/frame/severity_change/no_penalty",
            what="Raising a case in good faith has a consequence for the agent.",
            mend="Set no_penalty to true.",
        )


CHECKS = (
    Check(id="E10", weight="blocker", title="Every trigger can be run", find=executable),
    Check(id="E11", weight="blocker", title="Criteria are objective", find=objective),
    Check(id="E17", weight="serious", title="Every family of triggers is there", find=families),
    Check(id="E19", weight="serious", title="Escalating by hand is open and free of penalty", find=manual_open),
)
