"""All rules in one table, filtered by tier and issue."""

from __future__ import annotations

from markupsafe import Markup

from assistant.render.body.rules import ARROWS, located_triggers
from assistant.render.conditions import in_words
from assistant.render.view import View
from schemas.drafts import Draft
from schemas.process import EscalationProcess
from schemas.triggers import Trigger
from ui.page.blocks.filling import fill
from ui.page.blocks.places import at, numbered

ANY = "any"


def rules(draft: Draft) -> Markup:
    """The triggers in their order of precedence, with the guards below them."""
    view, found = View(draft.process, draft.brief), numbered(draft.findings)
    rows = [
        {
            "trigger": trigger,
            "order": place,
            "when": in_words(trigger.all_of, view) or view.plain(trigger.name),
            "name": view.plain(trigger.name),
            "source": view.raw_name(trigger.source),
            "to": view.raw_name(trigger.to),
            "arrow": ARROWS[trigger.kind],
            "answer": view.raw_amount(trigger.acknowledge_in) if trigger.acknowledge_in else "",
            "lapse": view.raw_name(trigger.on_lapse) if trigger.on_lapse else "",
            "reason": view.plain(trigger.reason),
            "tiers": " ".join(dict.fromkeys((trigger.source, trigger.to))),
            "issues": " ".join(_issues(trigger)) or ANY,
            "computed": where.startswith("/alarms/"),
            "findings": at((where,), found),
        }
        for place, (trigger, where) in enumerate(located_triggers(view), start=1)
    ]
    guards = [
        {"when": view.plain(g.when), "instead": view.plain(g.do_instead), "unless": view.plain(g.override)}
        for g in draft.process.rules.guards
    ]
    return fill("rules", rows=rows, guards=guards, tiers=_tiers(draft.process, view), issues=_names(draft.process))


def _issues(trigger: Trigger) -> tuple[str, ...]:
    """The issues that a trigger singles out."""
    return tuple(v for c in trigger.all_of if c.field == "issue_type" and c.op in ("=", "in") for v in c.values)


def _tiers(process: EscalationProcess, view: View) -> list[tuple[str, str]]:
    used = {id for trigger in process.triggers for id in (trigger.source, trigger.to)}
    return [(one.id, view.raw_name(one.id)) for one in process.frame.receivers if one.id in used]


def _names(process: EscalationProcess) -> list[tuple[str, str]]:
    used = {issue for trigger in process.triggers for issue in _issues(trigger)}
    return [(issue.id, issue.name or issue.id) for issue in process.rules.issues if issue.id in used]
