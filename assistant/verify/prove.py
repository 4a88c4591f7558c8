"""All properties, and proving them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.verify.critical import PROPERTIES as CRITICAL
from assistant.verify.duty import PROPERTIES as DUTY
from assistant.verify.gaps import PROPERTIES as GAPS
from assistant.verify.ladders import PROPERTIES as LADDERS
from assistant.verify.loops import PROPERTIES as LOOPS
from assistant.verify.overlaps import PROPERTIES as OVERLAPS
from assistant.verify.properties import MOST, Breach, Doubt, Ground, Property
from assistant.verify.severities import PROPERTIES as SEVERITIES
from assistant.verify.space import Space, Undecided
from assistant.verify.subject import Subject
from assistant.verify.timeline import Almanac, monday_before
from assistant.verify.timers import PROPERTIES as TIMERS
from assistant.verify.triggers import PROPERTIES as TRIGGERS
from assistant.verify.waits import PROPERTIES as WAITS
from schemas.brief import Brief
from schemas.process import EscalationProcess
from schemas.proofs import Proof

ALL_PROPERTIES: tuple[Property, ...] = (
    *TRIGGERS,
    *OVERLAPS,
    *GAPS,
    *LOOPS,
    *TIMERS,
    *LADDERS,
    *WAITS,
    *DUTY,
    *CRITICAL,
    *SEVERITIES,
)
READABLE = "Every condition can be read"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long proofs may take. What is not decided by then is unknown."""

    seconds: float = 20.0
    check_ms: int = 2_000


def prove(
    process: EscalationProcess,
    brief: Brief | None = None,
    *,
    limits: Limits = Limits(),
    clock: Callable[[], float] = time.monotonic,
    on_property: Callable[[str], None] = lambda title: None,
) -> tuple[Proof, ...]:
    """Every property decided: one proof where it holds, one for each failure and each doubt where it does not.

    brief: tells which hazards the organisation has; without it those are looked at that the process has fields for.
    on_property: told the title of each property before it is examined; an exception that it raises ends the proofs.
    """
    until = clock() + limits.seconds
    subject = Subject(process=process, brief=brief)

    def remaining_s() -> float:
        return until - clock()

    almanac = Almanac(calendars=subject.clocks, start=monday_before(process.authorship.written_on))
    space = Space(subject, almanac, check_ms=limits.check_ms, remaining_s=remaining_s)
    ground = Ground(subject=subject, space=space, almanac=almanac, remaining_s=remaining_s)
    proofs = [_unreadable(row.where, f"{row.id}: {row.why}") for row in subject.unreadable]
    for each in ALL_PROPERTIES:
        on_property(each.title)
        proofs += _decided(each, ground)
    return tuple(proofs)


def _unreadable(where: str, what: str) -> Proof:
    return Proof(property="E10", title=READABLE, verdict="unknown", where=where, what=what, mend=None, ticket=None)


def _decided(each: Property, ground: Ground) -> list[Proof]:
    found: list[Breach | Doubt] = []
    try:
        for one in each.examine(ground):
            found.append(one)
            if len(found) >= MOST:
                break
    except Undecided as undecided:
        found.append(Doubt(where="", what=str(undecided)))
    left_out = len(ground.subject.unreadable)
    if not found and left_out and each.needs_every_row:
        found.append(Doubt(where="", what=f"It holds for what can be read; {left_out} rows cannot."))
    if not found:
        return [_proof(each, "holds", "", f"Looked at {each.looked_at(ground.subject)}.")]
    return [_of(one, each, doubtful=bool(left_out) and each.is_absence) for one in found]


def _of(one: Breach | Doubt, each: Property, *, doubtful: bool) -> Proof:
    if isinstance(one, Doubt):
        return _proof(each, "unknown", one.where, one.what)
    if doubtful:
        return _proof(each, "unknown", one.where, f"{one.what} A row that cannot be read might do it.")
    proof = _proof(each, "fails", one.where, one.what)
    return proof.model_copy(update={"mend": one.mend, "ticket": one.ticket})


def _proof(each: Property, verdict: str, where: str, what: str) -> Proof:
    return Proof.model_validate(
        {
            "property": each.id,
            "title": each.title,
            "verdict": verdict,
            "where": where,
            "what": what,
            "mend": None,
            "ticket": None,
        }
    )
