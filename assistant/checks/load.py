"""Load: what is not known of it is listed as missing, with the load that each tier can carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.numbers import PLACEHOLDER

LOAD = re.compile(
    r"volum|ticket|case|contact|call|request|message|arriv|inflow|demand|load|how many|number of|handle|handling"
    r"|time|duration|effort|meng|aufkommen|vorg[aä]ng|anfrag|anruf|anzahl|zahl|f[aä]ll|bearbeit|dauer|zeit|last"
    r"|caso|cantidad|n[uú]mero|llamada|solicitud|carga|gesti[oó]n|duraci[oó]n|tiempo",
    re.IGNORECASE,
)
"""Words of volume and handle time in the built-in languages."""


def missing_listed(subject: Subject) -> Iterator[Problem]:
    """Without a stated volume or handle time the load is not proven: they stand among the missing facts."""
    what = _unknown(subject)
    if what is None:
        return
    listed = subject.process.frame.missing_facts
    readable = subject.process.frame.voice.language in ("en", "de", "es")
    if not listed or (readable and not any(LOAD.search(f"{m.fact} {m.matters_for}") for m in listed)):
        yield Problem(
            where="/frame/missing_facts",
            what=f"{what} is unknown and not listed as missing, so the load of the tiers is not proven.",
            mend="List volume and handle time as missing, with what they decide.",
        )


def break_even_told(subject: Subject) -> Iterator[Problem]:
    """Where the load is unknown, it is said how much a tier can carry."""
    what, frame = _unknown(subject), subject.process.frame
    if what is None:
        return
    texts = [m.fact + m.matters_for for m in frame.missing_facts]
    texts += [r.finding + r.fix + r.trade_off for r in frame.capacity_risks]
    texts += [d.claim + d.implication for d in frame.diagnosis]
    texts += [d.question + d.why + d.interim_rule + "".join(o.text for o in d.options) for d in frame.decisions]
    named = {id for text in texts for kind, id in PLACEHOLDER.findall(text) if kind == "q"}
    if not any(_is_capacity(subject, id) for id in named):
        yield Problem(
            where="/frame/missing_facts",
            what=f"{what} is unknown, and nothing says how much each tier can carry.",
            mend="Say for each tier the load at which it breaks even, from {q:plan.capacity:<tier>}.",
        )


def _unknown(subject: Subject) -> str | None:
    brief = subject.brief
    if not brief.under("volume.tickets") and not brief.under("volume.escalations"):
        return "The ticket volume"
    return None if brief.under("tier.handle_time") else "The handle time"


def _is_capacity(subject: Subject, id: str, *, depth: int = 3) -> bool:
    """Whether a number is a tier's capacity, or computed from one."""
    if id.startswith("plan.capacity:"):
        return True
    quantity = subject.numbers.get(id)
    if quantity is None or quantity.expression is None or depth == 0:
        return False
    sources = re.findall(r"\[([^\]]+)\]", quantity.expression)
    return any(_is_capacity(subject, source, depth=depth - 1) or source.startswith("headcount:") for source in sources)


CHECKS = (
    Check(id="E34", weight="blocker", title="Unknown load is listed as missing", find=missing_listed),
    Check(id="E34.break_even", weight="serious", title="Each tier's break-even load is told", find=break_even_told),
)
