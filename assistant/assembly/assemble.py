"""Putting the four parts together: known numbers bound, gaps filled, alarms computed, the vocabulary declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.assembly.alarms import alarms_for
from assistant.assembly.basis import settle_basis
from assistant.assembly.binding import bind_numbers
from assistant.assembly.commitments import with_all_commitments
from assistant.assembly.vocabulary import used_fields
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.numbers import frame_numbers, handling_numbers
from schemas.process import (
    PART_NAMES,
    Authorship,
    EscalationProcess,
    Fit,
    Frame,
    Handling,
    Improvement,
    LedgerEntry,
    Rules,
)
from schemas.quantity import Quantity
from schemas.walk import replace_texts


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What an author wrote."""

    frame: Frame
    rules: Rules
    handling: Handling
    improvement: Improvement


def assemble(
    parts: Parts,
    *,
    brief: Brief,
    ledger: tuple[LedgerEntry, ...],
    calendars: tuple[Calendar, ...],
    authorship: Authorship,
    fit: Fit,
) -> EscalationProcess:
    """The whole process. The author's words and values stay; code adds what follows from them and nothing else."""
    frame = with_all_commitments(settle_basis(parts.frame, brief=brief))
    numbers = _numbers(frame, parts, ledger)
    names = _names(frame, parts.rules, brief)
    frame, rules, handling, improvement = (
        replace_texts(part, lambda text: bind_numbers(text, numbers=numbers, names=names))
        for part in (frame, parts.rules, parts.handling, parts.improvement)
    )
    return EscalationProcess(
        authorship=authorship,
        fit=fit,
        calendars=calendars,
        fields=used_fields(frame, rules, handling, improvement, calendars=calendars),
        ledger=ledger,
        alarms=alarms_for(frame, handling, calendars=calendars),
        frame=frame,
        rules=rules,
        handling=handling,
        improvement=improvement,
    )


def reassemble(
    process: EscalationProcess,
    parts: Parts,
    *,
    brief: Brief,
    ledger: tuple[LedgerEntry, ...],
    calendars: tuple[Calendar, ...],
) -> EscalationProcess:
    """The process with changed parts; what code computes follows them."""
    return assemble(
        parts, brief=brief, ledger=ledger, calendars=calendars, authorship=process.authorship, fit=process.fit
    )


def parts_of(process: EscalationProcess) -> Parts:
    """The author's parts of a whole process."""
    return Parts(**{name: getattr(process, name) for name in PART_NAMES})


def _numbers(frame: Frame, parts: Parts, ledger: tuple[LedgerEntry, ...]) -> dict[str, Quantity]:
    found = {entry.id: entry.quantity for entry in ledger}
    found |= {n.id: n.quantity for part in (parts.rules, parts.improvement) for n in part.numbers}
    return found | frame_numbers(frame) | handling_numbers(parts.handling)


def _names(frame: Frame, rules: Rules, brief: Brief) -> tuple[str, ...]:
    """Names that may hold digits: of tiers, severities, customers, issues, partners, products."""
    named: tuple[Any, ...] = (
        *frame.tiers,
        *frame.roles,
        *frame.partners,
        *frame.severities,
        *frame.customer_tiers,
        *rules.issues,
    )
    texts = (text for one in named for text in (one.name, one.id))
    return tuple({text for text in (*texts, *(f.text for f in brief.facts if f.text)) if any(map(str.isdigit, text))})
