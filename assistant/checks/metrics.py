"""Metrics and the loop that learns from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.fields import standard_fields

LEAST = 4
RATE = re.compile(
    r"\b(?:escalat|eskalat|escalad|escalac)\w*[ _-]?(?:rate|share|ratio|quote)\b"
    r"|(?:eskalations|weitergabe)(?:quote|rate|anteil)|(?:tasa|porcentaje) de escal",
    re.IGNORECASE,
)
"""The share of cases that are escalated, by name, in the built-in languages."""
STANDARD_FIELDS = frozenset(field.id for field in standard_fields())
_ID = re.compile(r"[a-z][a-z0-9]*(?:[_.][a-z0-9_.]+)+")


def defined(subject: Subject) -> Iterator[Problem]:
    metrics = subject.process.improvement.metrics
    ids = {m.id for m in metrics}
    known = {*subject.fields, *STANDARD_FIELDS}
    if len(metrics) < LEAST:
        yield Problem(
            where="/improvement/metrics",
            what=f"There are {len(metrics)} metrics.",
            mend=f"Define at least {LEAST}, the escalation rate and a counter-metric among them.",
        )
    for place, metric in enumerate(metrics):
        for name in ("formula", "field", "owner"):
            if not getattr(metric, name).strip():
                at = f"/improvement/metrics/{place}/{name}"
                yield Problem(where=at, what=f"{metric.name} has no {name}.", mend=f"Give its {name}.")
        if metric.counter_metric == metric.id:
            at = f"/improvement/metrics/{place}/counter_metric"
            yield Problem(where=at, what=f"{metric.name} is its own counter-metric.", mend="Name another metric.")
        if RATE.search(f"{metric.id} {metric.name}") and metric.counter_metric not in ids:
            yield Problem(
                where=f"/improvement/metrics/{place}/counter_metric",
                what=f"Nothing shows when {metric.name} is gamed: cases are held back to keep it low.",
                mend="Pair it with reopens, satisfaction after escalation, or kept promises.",
            )
        unknown = [name for name in _field_ids(metric.field) if name not in known]
        if unknown:
            yield Problem(
                where=f"/improvement/metrics/{place}/field",
                what=f"{metric.name} reads {unknown[0]}, which is no field of the tickets.",
                mend="Name a standard field, or declare it among the fields.",
            )
    if metrics and not any(m.counter_metric in ids for m in metrics):
        yield Problem(
            where="/improvement/metrics/0/counter_metric",
            what="No metric shows when another one is gamed.",
            mend="Pair the escalation rate with reopens, satisfaction after escalation, or kept promises.",
        )


def _field_ids(text: str) -> list[str]:
    """The ids in what a metric reads: a lone word of small letters, or words joined by underscores or dots."""
    if re.fullmatch(r"[a-z][a-z0-9_.]*", text):
        return [text]
    return [name.rstrip(".") for name in _ID.findall(text)]


def learning(subject: Subject) -> Iterator[Problem]:
    improvement = subject.process.improvement
    if not improvement.reviews:
        yield Problem(where="/improvement/reviews", what="No review learns from escalations.", mend="Add one.")
    for place, review in enumerate(improvement.reviews):
        if not review.output.strip() or not review.deadline.is_duration:
            at = f"/improvement/reviews/{place}"
            yield Problem(
                where=at, what="A review has no output with a deadline.", mend="Say what it yields, and by when."
            )
    if not improvement.prevention:
        yield Problem(
            where="/improvement/prevention",
            what="Nothing lowers escalations at their source.",
            mend="Name a change for each of the most escalated issues.",
        )


def governed(subject: Subject) -> Iterator[Problem]:
    improvement = subject.process.improvement
    governance = improvement.governance
    if not governance.owner.strip() or not governance.exception_rule.strip():
        yield Problem(
            where="/improvement/governance",
            what="The process has no owner or no rule for exceptions.",
            mend="Give both.",
        )
    if not governance.review_every.is_duration or governance.review_every.value <= 0:
        yield Problem(
            where="/improvement/governance/review_every", what="No review date is set.", mend="Give a review interval."
        )
    if not any(step.rehearsal for step in improvement.rollout):
        yield Problem(
            where="/improvement/rollout",
            what="Nobody rehearses the process before it goes live.",
            mend="Make one step of the rollout a rehearsal.",
        )


CHECKS = (
    Check(id="E37", weight="serious", title="Metrics have a formula, an owner and a counter-metric", find=defined),
    Check(id="E38", weight="serious", title="Reviews turn escalations into prevention", find=learning),
    Check(id="E40", weight="serious", title="The process has an owner, a review and a rehearsal", find=governed),
)
