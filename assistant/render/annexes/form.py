"""Annex F: the ticket form, the evidence of each issue type, the packet's fields."""

from __future__ import annotations

from assistant.render.body.handling import bounce, incomplete
from assistant.render.body.rules import case_path
from assistant.render.conditions import severity_name
from assistant.render.escaping import code
from assistant.render.shelves import Item, Shelf
from assistant.render.view import View
from schemas.conditions import TicketField
from schemas.issues import IssueType


def form(view: View) -> tuple[Shelf, ...]:
    """Every declared field; then what each issue type needs; then the packet."""
    return _fields(view), _evidence(view), _packet(view), _handoffs(view), bounce(view)


def _fields(view: View) -> Shelf:
    items = tuple(Item(f.id, _field(f, view), (f"/fields/{i}",)) for i, f in enumerate(view.process.fields))
    columns = ("field", "type", "read_from", "question", "unknown_as", "sensitive")
    return Shelf("fields", "table", items, columns=tuple(view.say(f"column.{c}") for c in columns))


def _field(field: TicketField, view: View) -> tuple[str, ...]:
    values = (
        "" if field.kind in ("flag", "reference") else ", ".join(view.coded("value", value) for value in field.values)
    )
    unit = "" if field.unit in (None, field.kind) else view.coded("standard", field.unit or "")
    kind = ": ".join(part for part in (view.say(f"field_kind.{field.kind}"), values or unit) if part)
    asked = view.text(field.question)
    if asked and field.judge:
        asked = f"{asked} ({view.name(field.judge)})"
    unknown = view.say(f"value.{field.unknown_as}") if field.kind == "flag" else ""
    sensitive = view.say("value.yes") if field.sensitive else ""
    return (
        f"{view.field(field.id)} {code(field.id)}",
        kind,
        view.coded("standard", field.source),
        asked,
        unknown,
        sensitive,
    )


def _evidence(view: View) -> Shelf:
    items = tuple(
        Item(issue.id, _needs(issue, view), (f"/rules/issues/{i}",))
        for i, issue in enumerate(view.process.rules.issues)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("issue", "path", "evidence", "first_step", "escalate_when"))
    return Shelf("evidence", "table", items, columns=columns)


def _needs(issue: IssueType, view: View) -> tuple[str, ...]:
    needed = []
    for evidence in issue.evidence:
        said = (
            f"{view.field(evidence.field)}: {view.clause(evidence.how)}" if evidence.how else view.field(evidence.field)
        )
        if evidence.waived_at:
            levels = view.series([view.text(severity_name(s, view)) for s in evidence.waived_at])
            said = f"{said} ({view.say('form.waived', levels=levels)})"
        needed.append(said)
    steps = [
        f"{view.name(s.tier)}: "
        + (view.say("hierarchy.never", what=view.clause(s.act)) if s.forbidden else view.clause(s.act))
        for s in issue.first_steps
    ]
    return (
        view.name(issue.id),
        case_path(issue, view),
        "; ".join(needed),
        "; ".join(steps),
        view.clause(issue.escalate_when),
    )


def _handoffs(view: View) -> Shelf:
    items = tuple(
        Item(
            rule.severity,
            (
                view.text(severity_name(rule.severity, view)),
                view.say(f"handoff.mode.{rule.mode}"),
                view.say("else", first=view.number(rule.acknowledge_in), second=view.name(rule.on_lapse)),
                incomplete(rule, view),
            ),
            (f"/handling/handoff/by_severity/{i}",),
        )
        for i, rule in enumerate(view.process.handling.handoff.by_severity)
    )
    columns = (view.say("term.severity"), *(view.say(f"column.{c}") for c in ("mode", "acknowledge", "incomplete")))
    return Shelf("by-severity-full", "table", items, columns=columns)


def _packet(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{line.covers}:{line.field}",
            (view.clause(line.label), code(line.field)),
            (f"/handling/handoff/packet/{i}",),
        )
        for i, line in enumerate(view.process.handling.handoff.packet)
    )
    columns = (view.say("column.packet"), view.say("column.field"))
    return Shelf("packet-full", "table", items, columns=columns)
