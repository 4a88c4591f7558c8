"""What moves a case and what must not: triggers, issue types, guards, deadlines, signals."""

from __future__ import annotations

from dataclasses import replace

from assistant.render.conditions import in_words
from assistant.render.escaping import inert
from assistant.render.salience import authored, issue_salience, trigger_salience
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.conditions import Comparison
from schemas.issues import IssueType
from schemas.triggers import Trigger

EVIDENCE_SHOWN = 3
ALARMS = "/alarms/"
MOST_BY_RULE = 5
"""Triggers that stand in the body by rule before every other kind of trigger has its row."""
ARROWS = {"functional": "→", "hierarchical": "↑", "de_escalation": "↓"}


def rules(view: View) -> tuple[Draft, ...]:
    """Triggers with deadlines and signals, the issue table with the guards."""
    moves = (_triggers(view), _deadlines(view), _detectors(view))
    issues = (_issues(view), _guards(view), customer_request(view))
    return (
        Draft("triggers", view.say("heading.triggers"), "rules", moves),
        Draft("issues", view.say("heading.issues"), "rules", issues),
    )


def located_triggers(view: View) -> list[tuple[Trigger, str]]:
    """All triggers in their order of precedence, each with its JSON pointer."""
    written = [(t, f"/rules/triggers/{i}") for i, t in enumerate(view.process.rules.triggers)]
    computed = [(t, f"{ALARMS}{i}") for i, t in enumerate(view.process.alarms)]
    return sorted(written + computed, key=lambda pair: pair[0].order)


def _triggers(view: View) -> Shelf:
    leading = _leading(view)
    items: list[Item] = []
    for trigger, place in located_triggers(view):
        first = trigger.id in leading
        salience = trigger_salience(trigger, view, leading=first)
        if salience == 0 and sum(item.salience == 0 for item in items) >= MOST_BY_RULE and not first:
            salience = 1
        items.append(Item(trigger.id, _trigger(trigger, view), (place,), salience, first=first))
    columns = tuple(view.say(f"column.{c}") for c in ("when", "moves", "answer"))
    table = Shelf("triggers", "table", tuple(items), lead=view.say("rules.legend"), columns=columns)
    return replace(table, annex="E", complete=True, urgent=1, core=True, least=9, most=12)


def _leading(view: View) -> frozenset[str]:
    """The alarms, and the first trigger of each family: so the body's table shows every kind of reason early."""
    firsts: dict[str, str] = {}
    for trigger in view.process.triggers:
        firsts.setdefault(trigger.family, trigger.id)
    return frozenset(firsts.values()) | {alarm.id for alarm in view.process.alarms}


def _trigger(trigger: Trigger, view: View) -> tuple[str, ...]:
    condition = inert(in_words(_beside_the_holder(trigger), view))
    name = f"**{view.clause(trigger.name)}:** {condition}"
    if not condition or view.terse:
        name = view.begin(condition) or view.clause(trigger.name)
    held = "" if trigger.source == "any" else f"{view.name(trigger.source)} "
    answer = view.number(trigger.acknowledge_in)
    if answer and trigger.on_lapse and not view.terser:
        answer = view.say("else", first=answer, second=view.name(trigger.on_lapse))
    return name, f"{held}{ARROWS[trigger.kind]} {view.name(trigger.to)}", answer


def _beside_the_holder(trigger: Trigger) -> tuple[Comparison, ...]:
    """The conditions without the one that only says who holds the case, which the table's next column says."""
    told = tuple(c for c in trigger.all_of if (c.field, c.op, c.values) != ("tier_current", "=", (trigger.source,)))
    return told or trigger.all_of


def _issues(view: View) -> Shelf:
    items = tuple(
        Item(issue.id, _issue(issue, view), (f"/rules/issues/{i}",), issue_salience(issue, view))
        for i, issue in enumerate(view.process.rules.issues)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("issue", "path", "first_step", "evidence", "escalate_when"))
    return Shelf("issues", "table", items, columns=columns, annex="F", complete=True, core=True, least=4, most=8)


def _issue(issue: IssueType, view: View) -> tuple[str, ...]:
    steps = [
        view.say("hierarchy.never", what=view.inline(step.act)) if step.forbidden else view.clause(step.act)
        for step in issue.first_steps[: 2 - view.terser]
    ]
    needed = [view.field(e.field) for e in issue.evidence[: EVIDENCE_SHOWN - view.terser]]
    more = len(issue.evidence) - len(needed)
    evidence = ", ".join(needed) + (f" +{more}" if more > 0 else "")
    limit = "" if view.terser else view.clause(issue.escalate_when)
    return view.begin(view.name(issue.id)), case_path(issue, view), view.begin("; ".join(steps)), evidence, limit


def case_path(issue: IssueType, view: View) -> str:
    """Where an issue starts and who solves it."""
    entry = view.name(issue.entry)
    return entry if issue.resolver == issue.entry else f"{entry} → {view.name(issue.resolver)}"


def _guards(view: View) -> Shelf:
    items = tuple(
        Item(
            guard.id,
            (
                view.say(
                    "rules.guard_tersely" if view.terser else "rules.guard",
                    when=view.clause(guard.when),
                    instead=view.inline(guard.do_instead),
                    unless=view.inline(guard.override),
                ),
            ),
            (f"/rules/guards/{i}",),
            authored(guard.salience),
        )
        for i, guard in enumerate(view.process.rules.guards)
    )
    lead = f"**{view.say('rules.guards')}**"
    return Shelf("guards", "bullets", items, lead=lead, annex="E", complete=True, least=1, most=4)


def customer_request(view: View) -> Shelf:
    """What happens when a customer asks for escalation."""
    rule = view.process.rules.customer_request
    said = view.say(
        "rules.customer_request_tersely" if view.terser else "rules.customer_request",
        offer=view.inline(rule.first_offer),
        to=view.name(rule.then_to),
        unclear=view.say(f"value.{rule.unknown_as}"),
    )
    return Shelf(
        "customer-request", "lines", (Item("rule", (said,), ("/rules/customer_request",), 1),), annex="E", least=1
    )


def _deadlines(view: View) -> Shelf:
    items = tuple(
        Item(
            deadline.name,
            (
                view.say(
                    "rules.deadline",
                    name=view.text(deadline.name),
                    by=view.inline(deadline.set_by),
                    leads=view.series([view.number(lead) for lead in deadline.lead_times]),
                    owner=view.name(deadline.owner),
                ),
            ),
            (f"/rules/external_deadlines/{i}",),
            authored(deadline.salience),
        )
        for i, deadline in enumerate(view.process.rules.external_deadlines)
    )
    return Shelf("deadlines", "bullets", items, annex="G", complete=True, most=3)


def _detectors(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{detector.source}:{detector.signal}",
            (
                view.say(
                    "rules.detector",
                    source=view.text(detector.source),
                    signal=view.inline(detector.signal),
                    threshold=view.number(detector.threshold),
                    window=view.number(detector.window),
                    to=view.name(detector.to),
                ),
            ),
            (f"/rules/detectors/{i}",),
            authored(detector.salience),
        )
        for i, detector in enumerate(view.process.rules.detectors)
    )
    return Shelf("detectors", "bullets", items, annex="H", complete=True, most=2)
