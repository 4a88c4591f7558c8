"""Every id that is named is declared, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.noun import Refers
from schemas.walk import links


def known_ids(subject: Subject) -> dict[str, set[str]]:
    """The ids that each kind of reference may name."""
    process = subject.process
    return {
        "receiver": set(subject.receivers),
        "partner": {p.id for p in process.frame.partners},
        "severity": set(subject.rank),
        "customer_tier": {c.id for c in process.frame.customer_tiers},
        "commitment": {c.id for c in process.frame.commitments},
        "issue": {i.id for i in process.rules.issues},
        "field": set(subject.fields),
        "calendar": set(subject.clocks),
        "metric": {m.id for m in process.improvement.metrics},
    }


def dangling(subject: Subject, *kinds: str) -> Iterator[tuple[str, str, Refers]]:
    """Every reference of these kinds that names nothing declared: pointer, id, what it should be."""
    known = known_ids(subject)
    for part in ("frame", "rules", "handling", "improvement"):
        for where, id, refers in links(getattr(subject.process, part), f"/{part}"):
            if refers.kind in kinds and id not in known[refers.kind] and id not in refers.words:
                yield where, id, refers


def resolved(subject: Subject) -> Iterator[Problem]:
    for where, id, refers in dangling(
        subject, "partner", "severity", "customer_tier", "commitment", "issue", "calendar", "metric"
    ):
        kind = refers.kind.replace("_", " ")
        yield Problem(where=where, what=f"{id!r} is no {kind} of this process.", mend=f"Name a declared {kind}.")


def unique(subject: Subject) -> Iterator[Problem]:
    process = subject.process
    groups = {
        "/frame/tiers": [one.id for one in process.frame.receivers],
        "/frame/severities": [s.id for s in process.frame.severities],
        "/frame/customer_tiers": [c.id for c in process.frame.customer_tiers],
        "/frame/commitments": [c.id for c in process.frame.commitments],
        "/rules/triggers": [t.id for t in process.triggers],
        "/rules/issues": [i.id for i in process.rules.issues],
        "/rules/fields": [f.id for f in process.rules.fields],
        "/improvement/metrics": [m.id for m in process.improvement.metrics],
    }
    for where, ids in groups.items():
        for id, times in Counter(ids).items():
            if times > 1:
                yield Problem(where=where, what=f"The id {id!r} stands {times} times.", mend="Give each its own id.")


CHECKS = (
    Check(id="REF", weight="blocker", title="Every id that is named is declared", find=resolved),
    Check(id="IDS", weight="blocker", title="No id is given twice", find=unique),
)
