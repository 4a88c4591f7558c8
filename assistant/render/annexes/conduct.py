"""Annexes G and H: what the trade demands, duties to report, deadlines from outside; signals that find a case."""

from __future__ import annotations

from assistant.render.shelves import Item, Shelf
from assistant.render.view import View


def conduct(view: View) -> tuple[Shelf, ...]:
    """Annex G."""
    items = tuple(
        Item(
            f"{rule.scope}:{rule.rule}",
            (view.text(rule.scope), view.text(rule.rule), view.say(f"why.{rule.why}"), view.name(rule.approver)),
            (f"/handling/conduct_rules/{i}",),
        )
        for i, rule in enumerate(view.process.handling.conduct_rules)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("scope", "rule", "why", "approver"))
    return Shelf("conduct-full", "table", items, columns=columns), _regulators(view), _deadlines(view)


def _regulators(view: View) -> Shelf:
    items = tuple(
        Item(
            clock.law,
            (
                view.text(clock.law),
                view.text(clock.starts_on),
                view.number(clock.length) or view.say("severity.lawyer"),
                view.name(clock.accountable),
                view.text(clock.note),
            ),
            (f"/rules/regulator_clocks/{i}",),
        )
        for i, clock in enumerate(view.process.rules.regulator_clocks)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("law", "starts_on", "length", "accountable", "note"))
    return Shelf("regulators-full", "table", items, columns=columns)


def _deadlines(view: View) -> Shelf:
    items = tuple(
        Item(
            d.name,
            (
                view.text(d.name),
                view.field(d.field),
                view.text(d.set_by),
                ", ".join(view.number(lead) for lead in d.lead_times),
                view.name(d.owner),
            ),
            (f"/rules/external_deadlines/{i}",),
        )
        for i, d in enumerate(view.process.rules.external_deadlines)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("deadline", "field", "outsider", "warned", "owner"))
    return Shelf("deadlines-full", "table", items, columns=columns)


def detectors(view: View) -> tuple[Shelf, ...]:
    """Annex H."""
    items = tuple(
        Item(
            f"{d.source}:{d.signal}",
            (
                view.text(d.source),
                view.text(d.signal),
                view.say("rules.threshold", threshold=view.number(d.threshold), window=view.number(d.window)),
                view.text(d.false_hits),
                view.name(d.to),
            ),
            (f"/rules/detectors/{i}",),
        )
        for i, d in enumerate(view.process.rules.detectors)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("signal_source", "signal", "threshold", "false_hits", "to"))
    return (Shelf("detectors-full", "table", items, columns=columns),)
