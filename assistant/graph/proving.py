"""The proofs of a process on its way to the reader: in bounded time, and once for rules that stay the same."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict

from assistant.verify.prove import Limits, prove
from schemas.brief import Brief
from schemas.process import EscalationProcess
from schemas.proofs import Proof
from schemas.walk import replace_texts

LIMITS = Limits(seconds=5.0, check_ms=2_000)
"""Seconds of this thread's own work, so that a busy machine leaves nothing undecided."""
MOST_KEPT = 32
_kept: OrderedDict[str, tuple[Proof, ...]] = OrderedDict()


def proven(process: EscalationProcess, *, brief: Brief) -> tuple[Proof, ...]:
    """The proofs of every property. What was not decided is tried again the next time."""
    key = _key(process, brief)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    proofs = prove(process, brief, limits=LIMITS, clock=time.thread_time)
    if all(proof.verdict != "unknown" for proof in proofs):
        _kept[key] = proofs
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return proofs


def _key(process: EscalationProcess, brief: Brief) -> str:
    """What proofs look at, told apart from prose: a reworded reason proves nothing anew."""
    bare = replace_texts(process, lambda text: "-")
    looked_at = (
        bare.frame.model_dump_json(),
        bare.rules.model_dump_json(),
        *(one.model_dump_json() for one in (*bare.alarms, *bare.fields, *bare.calendars)),
        *(ladder.model_dump_json() for ladder in process.handling.ladders),
        *(back.model_dump_json() for back in bare.improvement.de_escalations),
        bare.authorship.written_on,
        *(f"{fact.key}={fact.text}" for fact in brief.under("issue.hazard")),
    )
    return hashlib.sha256("\n".join(looked_at).encode()).hexdigest()
