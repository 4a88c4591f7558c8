"""Hours: whoever answers a promise is there while it runs, and the rota that bears it is bearable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from assistant.checks.subject import Check, Problem, Subject
from schemas.business_time import uncovered
from schemas.calendar import Calendar
from schemas.errors import InputError
from schemas.tiers import Role

LEAST_ON_ROTA = 8
"""People who share an on-call rota at one site, with week-long shifts. Source: Google SRE book, Being on-call."""


def covers_promise(subject: Subject) -> Iterator[Problem]:
    start = _written_on(subject)
    seen: dict[tuple[str, str, str], tuple[datetime, datetime] | None] = {}
    for place, commitment in enumerate(subject.process.frame.commitments):
        promise = subject.clocks.get(commitment.target.clock or "")
        if promise is None or commitment.metric != "first_response":
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
    """The calendars in which somebody answers: the answerer's, where cases enter, and duty roles that serve either."""
    names = {answered_by}
    entry = subject.process.severity(severity)
    if entry is not None:
        names.add(entry.entry)
    names |= {
        r.id
        for r in subject.process.frame.roles
        if r.kind == "duty" and (r.exit in names or _seated(subject, r, names))
    }
    hours = (subject.receivers[n].hours for n in names if n in subject.receivers)
    return tuple(subject.clocks[h] for h in dict.fromkeys(hours) if h in subject.clocks)


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
    frame = subject.process.frame
    texts = [r.finding + r.fix for r in frame.capacity_risks] + [d.claim + d.implication for d in frame.diagnosis]
    texts += [d.question + d.why + d.interim_rule + "".join(o.text for o in d.options) for d in frame.decisions]
    return any("{q:oncall.people}" in text for text in texts)


CHECKS = (
    Check(id="E25", weight="blocker", title="Somebody is there while a promise runs", find=covers_promise),
    Check(
        id="E35",
        weight="blocker",
        title="The on-call rota can be borne, or it is said that it can't",
        find=rota_bearable,
    ),
)
