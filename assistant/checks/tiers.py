"""Tiers and the graph of who hands to whom."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.references import dangling
from assistant.checks.subject import Check, Problem, Subject
from schemas.tiers import Partner, Role
from schemas.triggers import Trigger


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
    left = {t.source for t in subject.process.rules.triggers if t.to in subject.receivers and t.kind != "de_escalation"}
    for place, tier in enumerate(tiers):
        at, top = f"/frame/tiers/{place}", place == len(tiers) - 1
        if not top and tier.id not in left:
            yield Problem(
                where=at,
                what=f"No trigger moves a case up and out of {tier.name}.",
                mend=f"Add a trigger with source {tier.id}.",
            )
        if tier.exit == tier.id:
            yield Problem(where=f"{at}/exit", what=f"{tier.name} hands on to itself.", mend="Name another receiver.")
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
    total = brief.find("team.headcount")
    heads = [t.headcount.value for t in subject.process.frame.tiers if t.headcount]
    listed = any(c.kind == "total" for c in brief.contradictions)
    if total is not None and total.number is not None and total.number != sum(heads) and not listed:
        yield Problem(
            where="/frame/tiers",
            what=f"The tiers have {sum(heads):g} people together, the brief says {total.number:g}.",
            mend="Name the difference among the decisions.",
        )


def both_kinds(subject: Subject) -> Iterator[Problem]:
    kinds = {t.kind for t in subject.process.triggers}
    for kind in ("functional", "hierarchical"):
        if kind not in kinds:
            yield Problem(where="/rules/triggers", what=f"No trigger is {kind}.", mend=f"Add a {kind} trigger.")


def skip_paths(subject: Subject) -> Iterator[Problem]:
    """The top severity starts beyond the first line or is moved on at once; each critical flag has a direct trigger."""
    process = subject.process
    first = process.frame.tiers[0].id if process.frame.tiers else None
    if process.frame.severities:
        top = process.frame.severities[0]
        direct = top.entry != first or any(
            t.source in ("any", first) and t.to != first and _reads(t, "severity", top.id) and _at_once(t)
            for t in process.rules.triggers
        )
        if not direct and len(process.frame.tiers) > 1:
            yield Problem(
                where="/frame/severities/0/entry",
                what=f"{top.name} starts in the first line and nothing moves it on at once.",
                mend="Let it start with who can solve it, or add a trigger on its severity alone.",
            )
    for flag, what in (("security_flag", "security"), ("legal_flag", "legal"), ("safety_flag", "safety")):
        if not _skips(subject, flag) and _needed(subject, flag):
            yield Problem(
                where="/rules/triggers",
                what=f"A {what} case reaches its responder only through the line of tiers.",
                mend=f"Add a trigger from `any` on {flag} = yes straight to who decides it.",
            )


def _skips(subject: Subject, flag: str) -> bool:
    first = subject.process.frame.tiers[0].id if subject.process.frame.tiers else None
    flags = (flag, "privacy_flag") if flag == "security_flag" else (flag, "regulator_flag")
    return any(
        t.source in ("any", first) and t.to != first and _at_once(t) and any(_reads(t, f, "yes") for f in flags)
        for t in subject.process.rules.triggers
    )


def _needed(subject: Subject, flag: str) -> bool:
    """Security always; legal and safety where the brief speaks of such a hazard."""
    if flag == "security_flag":
        return True
    name = flag.removesuffix("_flag")
    return any(name in (f.text or "") for f in subject.brief.under("issue.hazard"))


def _reads(trigger: Trigger, field: str, value: str) -> bool:
    return any(c.field == field and value in c.values and c.op in ("=", "in", ">=") for c in trigger.all_of)


def _at_once(trigger: Trigger) -> bool:
    return not any(c.number is not None and c.number.is_duration for c in trigger.all_of)


CHECKS = (
    Check(id="E01", weight="blocker", title="Every tier has people, hours, scope and an owner", find=record_complete),
    Check(id="E02", weight="blocker", title="Every tier has a way up, the top a way out", find=exits),
    Check(id="E03", weight="blocker", title="Every receiver exists and every tier can be reached", find=reachable),
    Check(id="E05", weight="blocker", title="Headcounts add up to what was stated", find=headcounts_add_up),
    Check(id="E07", weight="serious", title="Functional and hierarchical escalation both exist", find=both_kinds),
    Check(id="E08", weight="blocker", title="Critical classes skip the line", find=skip_paths),
)
