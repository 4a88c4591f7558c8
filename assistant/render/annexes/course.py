"""Annexes I to L: the clocks of critical cases, who hears what, how things are measured and introduced."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.render.body.communication import message
from assistant.render.body.handling import partner_clock
from assistant.render.body.severity import ladder_row, ladder_title
from assistant.render.conditions import severity_name
from assistant.render.escaping import code
from assistant.render.shelves import Item, Shelf
from assistant.render.view import View
from schemas.communication import MessageTemplate
from schemas.quantity import MINUTES_PER, Quantity, minutes


def ladders(view: View) -> tuple[Shelf, ...]:
    """Annex I: every countdown, and the clocks towards partners."""
    columns = tuple(view.say(f"column.{c}") for c in ("at", "who", "does", "if_not"))
    countdowns = [
        Shelf(
            f"ladder-{ladder.id}",
            "table",
            tuple(
                Item(f"{ladder.id}/{i}", ladder_row(ladder, i, view), (f"/handling/ladders/{index}/steps/{i}",))
                for i in range(len(ladder.steps))
            ),
            columns=columns,
            lead=f"**{ladder_title(ladder, view)}**",
            end=view.say("ladder.protects", id=code(ladder.protects)),
        )
        for index, ladder in enumerate(view.process.handling.ladders)
    ]
    items = tuple(
        Item(ladder.partner, (partner_clock(ladder, view),), (f"/handling/partner_ladders/{i}",))
        for i, ladder in enumerate(view.process.handling.partner_ladders)
    )
    return (*countdowns, Shelf("partner-ladders-full", "bullets", items))


def messages(view: View) -> tuple[Shelf, ...]:
    """Annex J: the audience grid, all texts."""
    rows = tuple(
        Item(
            f"{row.severity}/{row.audience}/{i}",
            (
                view.text(severity_name(row.severity, view)),
                view.say(f"audience.{row.audience}"),
                view.text(row.channel),
                view.name(row.owner),
                view.number(row.first_by) or view.say("communication.not_informed"),
                view.number(row.every),
            ),
            (f"/handling/audiences/{i}",),
        )
        for i, row in enumerate(view.process.handling.audiences)
    )
    columns = (view.say("term.severity"), *(view.say(f"column.{c}") for c in ("audience", "channel", "owner")))
    last = (view.say("column.first_by"), view.say("column.every"))
    texts = tuple(
        Item(m.id, (_message(m, view),), (f"/handling/messages/{i}",))
        for i, m in enumerate(view.process.handling.messages)
    )
    return Shelf("audiences-full", "table", rows, columns=(*columns, *last)), Shelf("messages-full", "bullets", texts)


def _message(template: MessageTemplate, view: View) -> str:
    sent = view.say("communication.sent", channel=view.text(template.channel), who=view.name(template.approved_by))
    return f"{message(template, view)} {sent}"


def metrics(view: View) -> tuple[Shelf, ...]:
    """Annex K: formulas, sources, counter-metrics."""
    items = tuple(
        Item(
            m.id,
            (
                view.text(m.name),
                view.text(m.formula),
                code(m.field),
                view.number(m.baseline) or view.say("metrics.unknown"),
                view.number(m.target) or view.say("metrics.monitor"),
                view.name(m.owner),
                view.name(m.counter_metric),
                view.say(f"rhythm.{m.rhythm}"),
            ),
            (f"/improvement/metrics/{i}",),
        )
        for i, m in enumerate(view.process.improvement.metrics)
    )
    columns = ("metric", "formula", "field", "now", "target", "owner", "counter", "rhythm")
    return (Shelf("metrics-full", "table", items, columns=tuple(view.say(f"column.{c}") for c in columns)),)


def introduction(view: View) -> tuple[Shelf, ...]:
    """Annex L: the rollout with its tests, and who keeps the process true."""
    items = tuple(
        Item(
            str(i),
            (
                view.number(step.when),
                view.text(step.deliverable),
                view.name(step.owner),
                view.text(step.exit_test),
                view.say("value.yes") if step.rehearsal else "",
            ),
            (f"/improvement/rollout/{i}",),
        )
        for i, step in enumerate(view.process.improvement.rollout)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("at", "deliverable", "owner", "exit_test", "rehearsal"))
    rollout = Shelf("rollout-full", "table", items, columns=columns)
    return _investigations(view), _reviews(view), rollout, _record(view)


def _investigations(view: View) -> Shelf:
    items = tuple(
        Item(
            one.question,
            (
                view.text(one.question),
                view.text(one.split_by),
                view.text(one.data),
                view.name(one.owner),
                view.number(one.by),
            ),
            (f"/improvement/investigations/{i}",),
        )
        for i, one in enumerate(view.process.improvement.investigations)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("investigate", "split_by", "data", "owner", "at"))
    return Shelf("investigations-full", "table", items, columns=columns)


def _reviews(view: View) -> Shelf:
    items = tuple(
        Item(
            one.agenda,
            (
                f"{view.begin(view.every(one.every))}, {view.number(one.length)}",
                view.text(one.agenda),
                view.number(one.sample),
                ", ".join(view.coded("cause", code) for code in one.cause_codes),
                f"{view.clause(one.output)} ({view.number(one.deadline)})",
                view.name(one.owner),
            ),
            (f"/improvement/reviews/{i}",),
        )
        for i, one in enumerate(view.process.improvement.reviews)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("review", "agenda", "sample", "causes", "output", "owner"))
    return Shelf("reviews-full", "table", items, columns=columns)


def _record(view: View) -> Shelf:
    authorship = view.process.authorship
    governance = view.process.improvement.governance
    review = next_review(authorship.written_on, governance.review_every)
    said = [
        view.say("rollout.governance", owner=view.name(governance.owner), every=view.every(governance.review_every)),
        view.say("rollout.exceptions", rule=view.sentence(governance.exception_rule)),
        view.say("rollout.card", card=view.text(authorship.card), version=view.text(authorship.card_version)),
        *([view.say("rollout.in_force", date=view.text(authorship.written_on), review=review)] if review else []),
        *([view.say("rollout.fit", reason=view.sentence(reason))] if (reason := view.process.fit.reason) else []),
    ]
    return Shelf(
        "record", "lines", (Item("record", (" ".join(said),), ("/authorship", "/fit", "/improvement/governance")),)
    )


def next_review(written_on: str, every: Quantity) -> str:
    """The ISO date of the first review, empty where it cannot be told."""
    try:
        days = minutes(every) / MINUTES_PER["day"]
        return (date.fromisoformat(written_on) + timedelta(days=round(days))).isoformat()
    except (ValueError, OverflowError):
        return ""
