"""Closing, measuring, preventing, introducing."""

from __future__ import annotations

from assistant.render.conditions import severity_name
from assistant.render.salience import authored
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.improvement import Closure, Investigation, Prevention, Register, Review


def improvement(view: View) -> tuple[Draft, ...]:
    """The way back and closure, metrics, prevention, rollout."""
    learning = (_investigations(view), _prevention(view), _reviews(view), _registers(view), _asks(view))
    return (
        Draft("closing", view.say("heading.closing"), "improvement", (_de_escalations(view), _closures(view))),
        Draft("metrics", view.say("heading.metrics"), "improvement", (_metrics(view),)),
        Draft("improvement", view.say("heading.improvement"), "improvement", learning),
        Draft("rollout", view.say("heading.rollout"), "improvement", (_rollout(view), _governance(view))),
    )


def _de_escalations(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{one.source}/{one.to}/{i}",
            (
                view.say(
                    "closing.back",
                    source=view.name(one.source),
                    to=view.name(one.to),
                    when=view.inline(one.when),
                    lesson=view.inline(one.return_lesson),
                ),
            ),
            (f"/improvement/de_escalations/{i}",),
            1 if i < 2 else 2,
        )
        for i, one in enumerate(view.process.improvement.de_escalations)
    )
    return Shelf("de-escalations", "bullets", items, annex="L", core=True, least=1, most=3)


def _closures(view: View) -> Shelf:
    items = tuple(
        Item(one.scope, (_closure(one, view),), (f"/improvement/closures/{i}",), authored(one.salience))
        for i, one in enumerate(view.process.improvement.closures)
    )
    return Shelf("closures", "bullets", items, annex="L", least=1, most=3)


def _closure(closure: Closure, view: View) -> str:
    scope = view.say("closing.all") if closure.scope == "all" else view.text(_scope(closure.scope, view))
    conditions = "; ".join(view.inline(condition) for condition in closure.conditions)
    said = view.say("closing.closed", scope=scope, conditions=conditions, who=view.name(closure.confirmed_by))
    return f"{said} {view.say('closing.then', work=view.inline(closure.downstream))}" if closure.downstream else said


def _scope(id: str, view: View) -> str:
    return severity_name(id, view) if view.process.severity(id) else view.raw_name(id)


def _metrics(view: View) -> Shelf:
    items = tuple(
        Item(
            metric.id,
            (
                view.text(metric.name),
                view.number(metric.baseline) or view.say("metrics.unknown"),
                view.number(metric.target) or view.say("metrics.monitor"),
                view.name(metric.owner),
            ),
            (f"/improvement/metrics/{i}",),
            authored(metric.salience),
        )
        for i, metric in enumerate(view.process.improvement.metrics)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("metric", "now", "target", "owner"))
    return Shelf("metrics", "table", items, columns=columns, annex="K", complete=True, core=True, least=4, most=7)


def _investigations(view: View) -> Shelf:
    items = tuple(
        Item(one.question, (_investigation(one, view),), (f"/improvement/investigations/{i}",), 1 if i == 0 else 3)
        for i, one in enumerate(view.process.improvement.investigations)
    )
    return Shelf("investigations", "bullets", items, annex="L", complete=True, most=1)


def _investigation(one: Investigation, view: View) -> str:
    return view.say(
        "improvement.investigate",
        question=view.text(one.question),
        split=view.inline(one.split_by),
        owner=view.name(one.owner),
        by=view.number(one.by),
    )


def _prevention(view: View) -> Shelf:
    items = tuple(
        Item(f"{one.issue}/{one.lever}/{i}", (_source_change(one, view),), (f"/improvement/prevention/{i}",), salience)
        for i, one in enumerate(view.process.improvement.prevention)
        for salience in (authored(1 if i == 0 else one.salience),)
    )
    lead = f"**{view.say('improvement.prevention')}**"
    return Shelf("prevention", "bullets", items, lead=lead, annex="L", core=True, least=1, most=4)


def _source_change(one: Prevention, view: View) -> str:
    return view.say(
        "improvement.change",
        issue=view.begin(view.name(one.issue)),
        lever=view.say(f"lever.{one.lever}"),
        change=view.inline(one.change),
        owner=view.name(one.owner),
    )


def _reviews(view: View) -> Shelf:
    items = tuple(
        Item(one.agenda, (_review(one, view),), (f"/improvement/reviews/{i}",), 1 if i == 0 else 2)
        for i, one in enumerate(view.process.improvement.reviews)
    )
    return Shelf("reviews", "bullets", items, annex="L", complete=True, core=True, least=1, most=2)


def _review(one: Review, view: View) -> str:
    return view.say(
        "improvement.review",
        every=view.begin(view.every(one.every)),
        owner=view.name(one.owner),
        agenda=view.inline(one.agenda),
        sample=view.number(one.sample),
        output=view.inline(one.output),
        deadline=view.number(one.deadline),
    )


def _registers(view: View) -> Shelf:
    items = tuple(
        Item(one.name, (_register(one, view),), (f"/improvement/registers/{i}",), authored(one.salience))
        for i, one in enumerate(view.process.improvement.registers)
    )
    return Shelf("registers", "bullets", items, annex="L", most=1)


def _key(key: str, view: View) -> str:
    """By what is counted: a word of its own, the label of a field, else as the author wrote it."""
    known = view.phrases.known(f"register_key.{key}")
    return known or (view.field(key) if key in view.fields else view.coded("field", key))


def _register(one: Register, view: View) -> str:
    return view.say(
        "improvement.register",
        name=view.text(one.name),
        keys=", ".join(_key(key, view) for key in one.keys),
        threshold=view.number(one.threshold),
        window=view.number(one.window),
        act=view.inline(one.act),
        owner=view.name(one.owner),
    )


def _asks(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{one.partner}/{i}",
            (
                view.say(
                    "improvement.ask",
                    partner=view.name(one.partner) if one.partner in view.names else view.text(one.partner),
                    ask=view.inline(one.ask),
                    when=view.inline(one.when),
                ),
            ),
            (f"/improvement/negotiation_asks/{i}",),
            authored(one.salience),
        )
        for i, one in enumerate(view.process.improvement.negotiation_asks)
    )
    return Shelf("asks", "bullets", items, annex="L", most=1)


def _rollout(view: View) -> Shelf:
    steps = view.process.improvement.rollout
    items = tuple(
        Item(
            f"{i}:{step.deliverable}",
            (view.say("rollout.step", when=view.number(step.when), what=view.inline(step.deliverable)),),
            (f"/improvement/rollout/{i}",),
            1 if i < 2 or step.rehearsal else 2,
        )
        for i, step in enumerate(steps)
    )
    lead = f"**{view.say('rollout.steps')}**"
    return Shelf("rollout", "run", items, lead=lead, end=".", annex="L", complete=True, least=1, most=4)


def _governance(view: View) -> Shelf:
    governance = view.process.improvement.governance
    said = view.say(
        "rollout.governance",
        owner=view.name(governance.owner),
        every=view.every(governance.review_every),
    )
    return Shelf(
        "governance", "lines", (Item("governance", (said,), ("/improvement/governance",), 1),), annex="L", least=1
    )
