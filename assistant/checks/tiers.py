"""Tiers and the graph of who hands to whom."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.admission import admits, speaks_of
from assistant.checks.references import dangling
from assistant.checks.subject import Check, Problem, Subject
from schemas.tiers import Partner, Role, Tier
from schemas.triggers import Trigger

HELD = {"troubleshooting_time", "time_in_tier", "time_in_status", "time_since_handoff", "status", "severity"}
"""Fields of a trigger that speaks of every tier that holds a case too long."""


def record_complete(subject: Subject) -> Iterator[Problem]:
    tiers = subject.process.frame.tiers
    if not tiers:
        yield Problem(where="/frame/tiers", what="There is no tier.", mend="Describe every tier of the organisation.")
    for place, tier in enumerate(tiers):
        at = f"/frame/tiers/{place}"
        if tier.headcount is not None and tier.headcount.value < 1:
            yield Problem(where=f"{at}/headcount", what=f"{tier.name} has nobody.", mend="Give at least one person.")
        clock = subject.clocks.get(tier.hours)
        if clock is None or not clock.windows:
            yield Problem(where=f"{at}/hours", what=f"{tier.name} has no hours.", mend="Name a calendar that opens.")
        for name in ("name", "scope", "owner", "exit"):
            if not getattr(tier, name).strip():
                yield Problem(
                    where=f"{at}/{name}", what=f"{tier.name or tier.id} has no {name}.", mend=f"Give its {name}."
                )


def exits(subject: Subject) -> Iterator[Problem]:
    tiers = subject.process.frame.tiers
    for place, tier in enumerate(tiers):
        at, top = f"/frame/tiers/{place}", place == len(tiers) - 1
        if not top and not any(_leads_out(subject, t, tier) for t in subject.process.rules.triggers):
            yield Problem(
                where=at,
                what=f"No trigger moves a case up and out of {tier.name}.",
                mend=f"Add a trigger with source {tier.id}.",
            )
        if tier.exit == tier.id:
            yield Problem(where=f"{at}/exit", what=f"{tier.name} hands on to itself.", mend="Name another receiver.")
        elif top and tier.exit in {t.id for t in tiers}:
            yield Problem(
                where=f"{at}/exit",
                what=f"What {tier.name} cannot solve goes back down to {tier.exit}.",
                mend="Name a management or incident role, or `lead`.",
            )
    groups: tuple[tuple[str, tuple[Role | Partner, ...]], ...] = (
        ("roles", subject.process.frame.roles),
        ("partners", subject.process.frame.partners),
    )
    for group, ones in groups:
        for place, one in enumerate(ones):
            if one.exit in ("", one.id):
                at = f"/frame/{group}/{place}/exit"
                yield Problem(
                    where=at, what=f"{one.name} hands on to nobody.", mend="Name who gets what it cannot solve."
                )


def _leads_out(subject: Subject, trigger: Trigger, tier: Tier) -> bool:
    """Whether the trigger moves a case out of this tier: from it by name, or from any tier that holds it too long."""
    if trigger.to not in subject.receivers or trigger.to == tier.id or trigger.kind == "de_escalation":
        return False
    held = admits(subject, trigger.all_of, "tier_current", tier.id)
    too_long = any(c.number is not None and c.number.is_duration for c in trigger.all_of)
    named = speaks_of(trigger.all_of, "tier_current") or (too_long and {c.field for c in trigger.all_of} <= HELD)
    return trigger.source == tier.id or (trigger.source == "any" and held and named)


def exits_end(subject: Subject) -> Iterator[Problem]:
    """Following who gets what cannot be solved ends with somebody who can decide, never where it began."""
    frame = subject.process.frame
    groups: tuple[tuple[str, tuple[Tier | Role, ...]], ...] = (("tiers", frame.tiers), ("roles", frame.roles))
    told: set[str] = set()
    for group, ones in groups:
        for place, one in enumerate(ones):
            way = [one.id]
            while way[-1] in subject.receivers and len(way) <= len(subject.receivers):
                way.append(subject.receivers[way[-1]].exit)
                if way[-1] in way[:-1]:
                    break
            circle = way[way.index(way[-1]) :] if way.count(way[-1]) > 1 else []
            if len(circle) > 2 and not told & set(circle):
                told |= set(circle)
                yield Problem(
                    where=f"/frame/{group}/{place}/exit",
                    what=f"What nobody solves goes round: {' → '.join(circle)}.",
                    mend="Let one of them end it: an exit of `resolved` for a role, of `lead` for a tier or role.",
                )


def reachable(subject: Subject) -> Iterator[Problem]:
    for where, id, _ in dangling(subject, "receiver"):
        yield Problem(
            where=where, what=f"{id!r} is no tier, role or partner.", mend="Name a declared receiver, or declare it."
        )
    steps = _steps(subject)
    entries = {s.entry for s in subject.process.frame.severities} | {i.entry for i in subject.process.rules.issues}
    seen = _closure({e for e in entries if e in subject.receivers}, steps)
    for place, tier in enumerate(subject.process.frame.tiers):
        if tier.id not in seen:
            at = f"/frame/tiers/{place}"
            yield Problem(where=at, what=f"No case can reach {tier.name}.", mend="Add a trigger or an entry to it.")


def _steps(subject: Subject) -> dict[str, set[str]]:
    steps: dict[str, set[str]] = {id: {one.exit} for id, one in subject.receivers.items()}
    for trigger in subject.process.triggers:
        sources = subject.receivers if trigger.source == "any" else (trigger.source,)
        for source in sources:
            steps.setdefault(source, set()).update(filter(None, (trigger.to, trigger.on_lapse)))
    for issue in subject.process.rules.issues:
        steps.setdefault(issue.entry, set()).add(issue.resolver)
    return steps


def _closure(start: set[str], steps: dict[str, set[str]]) -> set[str]:
    seen, todo = set(start), list(start)
    while todo:
        for other in steps.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def headcounts_add_up(subject: Subject) -> Iterator[Problem]:
    brief = subject.brief
    for place, tier in enumerate(subject.process.frame.tiers):
        stated = brief.find("tier.headcount", tier.id)
        if stated is None or stated.number is None:
            continue
        if tier.headcount is None or tier.headcount.value != stated.number:
            given = f"{tier.headcount.value:g}" if tier.headcount else "none"
            yield Problem(
                where=f"/frame/tiers/{place}/headcount",
                what=f"{tier.name} has {given} people here and {stated.number:g} in the brief.",
                mend="Take the brief's number, with its fact as the basis.",
            )
    yield from _total(subject)


def _total(subject: Subject) -> Iterator[Problem]:
    """The tiers' people are the stated total; fewer, where a tier's number is unknown."""
    stated, tiers = subject.brief.number("team.headcount"), subject.process.frame.tiers
    together = sum(t.headcount.value for t in tiers if t.headcount)
    if stated is None or stated == together or any(c.kind == "total" for c in subject.brief.contradictions):
        return
    if together > stated or all(t.headcount for t in tiers):
        yield Problem(
            where="/frame/tiers",
            what=f"The tiers have {together:g} people together, the brief says {stated:g}.",
            mend="Name the difference among the decisions.",
        )


def both_kinds(subject: Subject) -> Iterator[Problem]:
    kinds = {t.kind for t in subject.process.triggers}
    for kind in ("functional", "hierarchical"):
        if kind not in kinds:
            yield Problem(where="/rules/triggers", what=f"No trigger is {kind}.", mend=f"Add a {kind} trigger.")


CHECKS = (
    Check(id="E01", weight="blocker", title="Every tier has people, hours, scope and an owner", find=record_complete),
    Check(id="E02", weight="blocker", title="Every tier has a way up, the top a way out", find=exits),
    Check(id="E02.circle", weight="blocker", title="Exits end with somebody who decides", find=exits_end),
    Check(id="E03", weight="blocker", title="Every receiver exists and every tier can be reached", find=reachable),
    Check(id="E05", weight="blocker", title="Headcounts add up to what was stated", find=headcounts_add_up),
    Check(id="E07", weight="serious", title="Functional and hierarchical escalation both exist", find=both_kinds),
)
