"""Who hears what and when: audiences, texts, instructions, conduct."""

from __future__ import annotations

import re

from assistant.render.conditions import severity_name
from assistant.render.salience import HAZARDS, authored
from assistant.render.shelves import Draft, Item, Salience, Shelf
from assistant.render.view import View
from schemas.communication import AudienceRow, ConductRule, CustomerInstruction, MessageTemplate

_GAP = re.compile(r"\[([a-z_]+)\]")
"""What whoever sends a message fills in, as in `[next_update]`."""
AUDIENCES = ("customer", "internal", "executive", "status_page")
SALIENCE_BY_RANK: tuple[Salience, ...] = (1, 2, 3)


def communication(view: View) -> tuple[Draft, ...]:
    """The audience grid, texts to send, conduct."""
    shelves = (_instructions(view), _audiences(view), _messages(view), _calming(view), _conduct(view))
    return (Draft("communication", view.say("heading.communication"), "handling", shelves),)


def _audiences(view: View) -> Shelf:
    by_severity: dict[str, dict[str, tuple[int, AudienceRow]]] = {}
    for i, row in enumerate(view.process.handling.audiences):
        by_severity.setdefault(row.severity, {})[row.audience] = (i, row)
    items: list[Item] = []
    audiences = AUDIENCES[::2] if view.terse else AUDIENCES
    for severity, rows in by_severity.items():
        told = "; ".join(text for a in audiences if a in rows and (text := _audience(rows[a][1], view)))
        places = tuple(f"/handling/audiences/{i}" for i, _ in rows.values())
        label = view.text(severity_name(severity, view))
        items.append(Item(severity, (f"**{label}:** {told}.",), places, SALIENCE_BY_RANK[min(len(items), 2)]))
    return Shelf("audiences", "bullets", tuple(items), annex="J", complete=True, core=True, least=1, most=4)


def _audience(row: AudienceRow, view: View) -> str:
    if row.first_by is None:
        return ""
    rhythm = view.every(row.every) if row.every is not None else ""
    first = view.say("communication.by", by=view.number(row.first_by))
    said = ", ".join(part for part in (first, rhythm) if part)
    return view.say(
        "communication.told", audience=view.say(f"audience.{row.audience}"), channel=view.text(row.channel), rhythm=said
    )


def _messages(view: View) -> Shelf:
    items = tuple(
        Item(m.id, (message(m, view),), (f"/handling/messages/{i}",), authored(1 if i == 0 else m.salience))
        for i, m in enumerate(view.process.handling.messages)
    )
    lead = f"**{view.say('communication.messages')}**"
    return Shelf("messages", "bullets", items, lead=lead, annex="J", complete=True, most=3)


def message(template: MessageTemplate, view: View) -> str:
    """The event, then the text to send."""
    audience = view.say(f"audience.{template.audience}")
    text = _GAP.sub(lambda gap: f"[{view.coded('gap', gap[1])}]", view.text(template.text.strip().strip('"“”„«»')))
    return f"*{view.clause(template.event)}* ({audience}): {view.say('quoted', text=text)}"


def _instructions(view: View) -> Shelf:
    items = tuple(
        Item(
            instruction.issue,
            (_instruction(instruction, view),),
            (f"/handling/customer_instructions/{i}",),
            _urgency(instruction, view),
        )
        for i, instruction in enumerate(view.process.handling.customer_instructions)
    )
    return Shelf("instructions", "bullets", items, annex="J", urgent=1, most=2)


def _urgency(instruction: CustomerInstruction, view: View) -> Salience:
    hazard = (view.brief.text("issue.hazard", instruction.issue) or "").casefold()
    return authored(2, granted=instruction.before_internal_call or any(word in hazard for word in HAZARDS))


def _instruction(instruction: CustomerInstruction, view: View) -> str:
    steps = "; ".join(view.inline(step) for step in instruction.steps)
    key = "communication.tell_first" if instruction.before_internal_call else "communication.tell"
    return view.say(key, issue=view.begin(view.name(instruction.issue)), steps=steps)


def _calming(view: View) -> Shelf:
    calming = view.process.handling.calming
    if calming is None or not calming.steps:
        return Shelf("calming", "lines", ())
    said = view.say("communication.calming", steps="; ".join(view.inline(step) for step in calming.steps))
    if calming.goodwill is not None:
        tier = view.name(calming.within_authority_of)
        key = "communication.goodwill_by" if tier else "communication.goodwill"
        said = f"{said} {view.say(key, amount=view.number(calming.goodwill), tier=tier)}"
    return Shelf("calming", "lines", (Item("calming", (said,), ("/handling/calming",), 2),), annex="J")


def _conduct(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{rule.scope}:{rule.rule}",
            (conduct(rule, view),),
            (f"/handling/conduct_rules/{i}",),
            authored(rule.salience, granted=rule.why in ("law", "harm")),
        )
        for i, rule in enumerate(view.process.handling.conduct_rules)
    )
    lead = f"**{view.say('communication.conduct')}**"
    return Shelf("conduct", "bullets", items, lead=lead, annex="G", complete=True, urgent=1, most=4)


def conduct(rule: ConductRule, view: View) -> str:
    """What it is about, the rule, and who may allow an exception."""
    said = f"**{view.clause(rule.scope)}:** {view.clause(rule.rule)}"
    if rule.approver is None:
        return f"{said}."
    return f"{said} ({view.say('communication.approved', who=view.name(rule.approver))})."
