"""Annex E: every rule as a machine would run it, and the paths as a drawing."""

from __future__ import annotations

from assistant.render.body.rules import customer_request, located_triggers
from assistant.render.conditions import formula, severity_name
from assistant.render.diagram import fenced_flowchart
from assistant.render.escaping import code
from assistant.render.shelves import Item, Shelf
from assistant.render.view import View
from schemas.triggers import Guard, Trigger


def rules(view: View) -> tuple[Shelf, ...]:
    """The drawing, severities' floors, triggers in order of precedence, guards."""
    drawing = Item("paths", (fenced_flowchart(view),), ("/frame/tiers", "/frame/roles", "/frame/partners"))
    return Shelf("drawing", "lines", (drawing,)), _triggers(view), _floors(view), _guards(view), customer_request(view)


def _triggers(view: View) -> Shelf:
    items = tuple(Item(t.id, _trigger(t, view), (place,)) for t, place in located_triggers(view))
    columns = ("order", "rule", "kind", "condition", "from", "to", "acknowledge", "reason")
    return Shelf("rules", "table", items, columns=tuple(view.say(f"column.{c}") for c in columns))


def _trigger(trigger: Trigger, view: View) -> tuple[str, ...]:
    answer = view.number(trigger.acknowledge_in)
    if answer and trigger.on_lapse:
        answer = view.say("else", first=answer, second=view.name(trigger.on_lapse))
    reason = view.clause(trigger.reason)
    if trigger.protects:
        reason = f"{reason} ({view.say('rules.protects', id=code(trigger.protects))})"
    kind = [view.say(f"kind.{trigger.kind}"), view.say(f"mode.{trigger.mode}"), view.say(f"family.{trigger.family}")]
    return (
        str(trigger.order),
        f"{view.clause(trigger.name)} {code(trigger.id)}",
        ", ".join(kind),
        code(formula(trigger.all_of, view)),
        view.name(trigger.source),
        view.name(trigger.to),
        answer,
        reason,
    )


def _floors(view: View) -> Shelf:
    items = tuple(
        Item(
            level.id,
            (
                view.text(severity_name(level.id, view)),
                " OR ".join(code(formula((floor,), view)) for floor in level.floors) or view.say("rules.the_rest"),
                view.listed(level.set_by, last="or"),
            ),
            (f"/frame/severities/{i}",),
        )
        for i, level in enumerate(view.process.frame.severities)
    )
    columns = (view.say("term.severity"), view.say("column.floors"), view.say("column.set_by"))
    return Shelf("floors", "table", items, columns=columns)


def _guards(view: View) -> Shelf:
    items = tuple(Item(g.id, _guard(g, view), (f"/rules/guards/{i}",)) for i, g in enumerate(view.process.rules.guards))
    columns = tuple(view.say(f"column.{c}") for c in ("rule", "condition", "from", "to", "instead", "unless"))
    return Shelf("guards-full", "table", items, columns=columns, lead=f"**{view.say('rules.guards')}**")


def _guard(guard: Guard, view: View) -> tuple[str, ...]:
    return (
        f"{view.clause(guard.when)} {code(guard.id)}",
        code(formula(guard.all_of, view)),
        view.name(guard.source),
        view.name(guard.to),
        view.clause(guard.do_instead),
        view.clause(guard.override),
    )
