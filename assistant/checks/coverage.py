"""Hours: whoever answers a promise is there while it runs, and the rota that bears it is bearable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from assistant.checks.admission import admits
from assistant.checks.presence import hours_of
from assistant.checks.subject import Check, Problem, Subject
from schemas.business_time import uncovered
from schemas.calendar import Calendar
from schemas.errors import InputError
from schemas.numbers import PLACEHOLDER
from schemas.tiers import Role

ROTA = re.compile(r"\b(?:rota|on[ -]call|standby|\w*bereitschaft\w*|guardia)\b", re.IGNORECASE)
SUFFICES = re.compile(
    r"\b(?:enough|too few|too small|sustain\w*|bear\w*|carry|carries|quarter|eight|reich\w+|genug|zu wenig\w*|zu klein"
    r"|tragbar|viertel|acht|suficient\w*|bastan?|poc[ao]s|cuarto|ocho)\b",
    re.IGNORECASE,
)
LEAST_ON_ROTA = 8
"""People who share an on-call rota at one site, with week-long shifts. Source: Google SRE book, Being on-call."""


def covers_promise(subject: Subject) -> Iterator[Problem]:
    start = _written_on(subject)
    seen: dict[tuple[str, str, str], tuple[datetime, datetime] | None] = {}
    for place, commitment in enumerate(subject.process.frame.commitments):
        promise = subject.clocks.get(commitment.target.clock or "")
        if promise is None or commitment.metric == "resolution":
            continue
        key = (promise.id, commitment.answered_by, commitment.severity)
        if key not in seen:
            seen[key] = _gap(promise, answering(subject, commitment.answered_by, commitment.severity), start)
        gap = seen[key]
        if gap is not None:
            who = subject.receivers.get(commitment.answered_by)
            yield Problem(
                where=f"/frame/commitments/{place}",
                what=f"{commitment.id} runs in hours without {who.name if who else 'an answerer'}.",
                mend="Let a duty role on call answer it, name its hours, or let the promise run in staffed hours.",
                example=f"A ticket of {gap[0]:%a %Y-%m-%d %H:%M} UTC waits until {gap[1]:%a %H:%M} for anybody.",
            )


def _written_on(subject: Subject) -> datetime:
    """The day from which hours are looked at; an ordinary Monday for a process without a readable date."""
    try:
        return datetime.fromisoformat(subject.process.authorship.written_on).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2026, 1, 5, tzinfo=UTC)


def answering(subject: Subject, answered_by: str, severity: str) -> tuple[Calendar, ...]:
    """The calendars in which somebody answers.

    Those of the answerer, of where such cases enter and who owns them, of duty roles that serve any of these or are
    rung for such a case, and of the answerer's deputy.
    """
    names = {answered_by}
    record = subject.process.severity(severity)
    if record is not None:
        names |= {record.entry, record.owner}
    duty = [r for r in subject.process.frame.roles if r.kind == "duty"]
    serving = {r.id for r in duty if r.exit in names or _seated(subject, r, names) or _rung(subject, r, severity)}
    others = (subject.receivers[n].hours for n in sorted(names | serving) if n in subject.receivers)
    hours = (*hours_of(subject, answered_by), *others)
    return tuple(subject.clocks[h] for h in dict.fromkeys(hours) if h in subject.clocks)


def _rung(subject: Subject, role: Role, severity: str) -> bool:
    """Whether cases of this severity, or all that come outside hours, are brought to the role by a trigger."""
    for trigger in subject.process.rules.triggers:
        if role.id not in (trigger.to, trigger.on_lapse) or trigger.mode != "automatic":
            continue
        fields = {c.field for c in trigger.all_of}
        if fields and fields <= {"severity", "now"} and admits(subject, trigger.all_of, "severity", severity):
            return True
    return False


def _seated(subject: Subject, role: Role, names: set[str]) -> bool:
    return any(t.id in names and any(s.role == role.id for s in t.seats) for t in subject.process.frame.tiers)


def _gap(promise: Calendar, staffed: tuple[Calendar, ...], start: datetime) -> tuple[datetime, datetime] | None:
    try:
        return uncovered(promise, staffed, start=start, days=370)
    except InputError:
        return None


def rota_bearable(subject: Subject) -> Iterator[Problem]:
    """A duty role around the clock has a deputy, and its rota is large enough or the document says that it is not."""
    people = subject.brief.number("oncall.people")
    for place, role in enumerate(subject.process.frame.roles):
        clock = subject.clocks.get(role.hours)
        if role.kind != "duty" or clock is None or not clock.always_open:
            continue
        if role.deputy in ("", role.id):
            at = f"/frame/roles/{place}/deputy"
            yield Problem(where=at, what=f"{role.name} has no backup.", mend="Name who stands in.")
        if people is not None and people < LEAST_ON_ROTA and not _said(subject):
            yield Problem(
                where=f"/frame/roles/{place}",
                what=f"{people:g} people share a rota around the clock; {LEAST_ON_ROTA} are needed to bear it.",
                mend="Name it among the decisions or capacity risks, naming {q:oncall.people}.",
            )


def _said(subject: Subject) -> bool:
    """Whether the document says that the rota is small: among the risks of capacity, or by its number elsewhere.

    Elsewhere its number under an id of the author's own is not enough: it must be said whether that many suffice.
    """
    frame = subject.process.frame
    risks = [r.finding + r.fix for r in frame.capacity_risks]
    texts = [f"{d.claim} {d.implication}" for d in frame.diagnosis]
    texts += [
        " ".join((d.question, d.why, d.interim_rule, *(f"{o.label} {o.text}" for o in d.options)))
        for d in frame.decisions
    ]
    return (
        any(ROTA.search(text) or _rota_numbers(subject, text) for text in risks)
        or any("oncall.people" in _rota_numbers(subject, text) for text in texts)
        or any(SUFFICES.search(text) and _rota_numbers(subject, text) for text in texts)
    )


def _rota_numbers(subject: Subject, text: str) -> set[str]:
    return {id for kind, id in PLACEHOLDER.findall(text) if kind == "q" and _is_rota(subject, id)}


def _is_rota(subject: Subject, id: str) -> bool:
    if id == "oncall.people":
        return True
    quantity = subject.numbers.get(id)
    return quantity is not None and (quantity.basis == "oncall.people" or "[oncall.people]" in quantity.basis)


CHECKS = (
    Check(id="E25", weight="blocker", title="Somebody is there while a promise runs", find=covers_promise),
    Check(
        id="E35",
        weight="blocker",
        title="The on-call rota can be borne, or it is said that it can't",
        find=rota_bearable,
    ),
)
