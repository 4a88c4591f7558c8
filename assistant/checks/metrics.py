"""Metrics and the loop that learns from them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject

LEAST = 4


def defined(subject: Subject) -> Iterator[Problem]:
    metrics = subject.process.improvement.metrics
    ids = {m.id for m in metrics}
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
    if metrics and not any(m.counter_metric in ids for m in metrics):
        yield Problem(
            where="/improvement/metrics/0/counter_metric",
            what="No metric shows when another one is gamed.",
            mend="Pair the escalation rate with reopens, satisfaction after escalation, or kept promises.",
        )


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
