"""The value probes V01 to V16: what a lead would thank you for, counted in a process.

The one-shot documents beside the recordings were counted generously (`counted.md` lists every item), so a process is
counted by the same rules: V03 takes what is inferred and the declared numbers that are proposed, both marked so, V09
single powers, V11 the duties to report, what a packet must not hold and what a first line must not do, V12 the timed
steps of partners' and legal clocks too, V13 what reviews put out and what comes back with a returned case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemas.drafts import Draft
from schemas.process import Frame, Handling, Improvement, Rules

PROBES: Mapping[str, str] = {
    "V01": "act now",
    "V02": "decisions demanded",
    "V03": "assumptions to confirm",
    "V04": "gaps and conflicts found",
    "V05": "arithmetic that changes the design",
    "V06": "do-not-escalate conditions",
    "V07": "evidence fields by issue",
    "V08": "first steps by issue",
    "V09": "authority limits",
    "V10": "reduced packet",
    "V11": "conduct rules",
    "V12": "countdown rows",
    "V13": "work after restored",
    "V14": "prevention at the source",
    "V15": "diagnosis",
    "V16": "capacity risks with a fix",
}


def _parts(draft: Draft) -> tuple[Frame | Rules | Handling | Improvement, ...]:
    process = draft.process
    return process.frame, process.rules, process.handling, process.improvement


COUNTS: Mapping[str, Callable[[Draft], int]] = {
    "V01": lambda d: len(d.process.frame.immediate_actions),
    "V02": lambda d: len(d.process.frame.decisions),
    "V03": lambda d: (
        len(d.process.frame.assumptions)
        + sum(e.origin == "inferred" for e in d.process.ledger)
        + sum(n.quantity.is_proposal for part in _parts(d) for n in part.numbers)
    ),
    "V04": lambda d: len(d.brief.contradictions) + len(d.process.frame.missing_facts),
    "V05": lambda d: (
        sum(1 for x in d.process.frame.diagnosis if "{q:" in x.claim)
        + sum(1 for x in d.process.frame.capacity_risks if "{q:" in x.finding)
    ),
    "V06": lambda d: len(d.process.rules.guards),
    "V07": lambda d: sum(len(i.evidence) for i in d.process.rules.issues),
    "V08": lambda d: sum(len(i.first_steps) for i in d.process.rules.issues),
    "V09": lambda d: (
        sum(len(t.may_decide) + len(t.cannot) + bool(t.power) for t in d.process.frame.tiers)
        + len(d.process.frame.roles)
    ),
    "V10": lambda d: len(d.process.handling.handoff.minimum),
    "V11": lambda d: (
        len(d.process.handling.conduct_rules)
        + len(d.process.rules.regulator_clocks)
        + len(d.process.handling.handoff.forbidden)
        + sum(step.forbidden for i in d.process.rules.issues for step in i.first_steps)
    ),
    "V12": lambda d: (
        sum(len(x.steps) for x in d.process.handling.ladders)
        + sum(len(x.steps) for x in d.process.handling.partner_ladders)
        + len(d.process.rules.regulator_clocks)
    ),
    "V13": lambda d: (
        sum(1 for c in d.process.improvement.closures if c.downstream)
        + len(d.process.improvement.reviews)
        + len(d.process.improvement.de_escalations)
    ),
    "V14": lambda d: len(d.process.improvement.prevention),
    "V15": lambda d: len(d.process.frame.diagnosis),
    "V16": lambda d: len(d.process.frame.capacity_risks),
}


def value_counts(draft: Draft) -> dict[str, int]:
    """How many items of each probe the document holds, body and annexes together."""
    return {probe: count(draft) for probe, count in COUNTS.items()}
