"""Severity: what each level means, what it is promised, how it changes, and the clock of the tightest promise."""

from __future__ import annotations

from assistant.render.conditions import severity_name
from assistant.render.salience import authored
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.handoff import Ladder
from schemas.numbers import clock_minutes
from schemas.severity import ScreeningQuestion, Severity, SeverityChange

CUSTOMER_COLUMNS = 3


def severity(view: View) -> tuple[Draft, ...]:
    """The severity matrix, then one ladder."""
    shelves = (_matrix(view), _examples(view), _penalties(view), _grid(view), _questions(view), _change(view))
    ladder = tightest_ladder(view)
    title = view.say("heading.severity")
    matrix = Draft("severity", title, "severity", (*shelves, _regulators(view)))
    return (matrix,) if ladder is None else (matrix, _countdown(ladder, view))


def _matrix(view: View) -> Shelf:
    frame = view.process.frame
    customers = [c.id for c in frame.customer_tiers[:CUSTOMER_COLUMNS]]
    items = tuple(
        Item(s.id, _level(s, customers, view), _level_places(s, i, view), 1) for i, s in enumerate(frame.severities)
    )
    titles = [view.name(id) for id in customers] if len(frame.customer_tiers) > 1 else [view.say("column.target")]
    columns = (view.say("term.severity"), view.say("column.means"), *titles)
    last = tuple(view.say(f"column.{c}") for c in ("update", "worked", "starts"))
    more = len(frame.customer_tiers) - len(customers)
    resolved = any(c.metric == "resolution" and c.customer_tier in customers for c in frame.commitments)
    legend = [view.say("severity.legend")]
    legend += [view.say("severity.two_figures")] if resolved else []
    legend += [view.say("severity.more_customers", n=more)] if more > 0 else []
    return Shelf(
        "severities",
        "table",
        items,
        columns=(*columns, *last),
        end=" ".join(legend),
        annex="C",
        core=True,
        least=5,
        most=6,
    )


def _level(level: Severity, customers: list[str], view: View) -> tuple[str, ...]:
    short, name = severity_name(level.id, view), view.raw_name(level.id)
    label = view.text(name if name.casefold().startswith(short.casefold()) else f"{short} {name}")
    promises = [promised(c, level.id, view) for c in customers] or [view.number(level.first_response)]
    worked = "" if view.terser else view.hours(level.hours)
    return label, view.clause(level.meaning), *promises, view.number(level.update_every), worked, view.name(level.entry)


def promised(customer: str, level: str, view: View) -> str:
    """First response and, where there is one, resolution in one cell."""
    kept = {c.metric: c for c in view.process.frame.commitments if c.customer_tier == customer and c.severity == level}
    first, resolution = kept.get("first_response"), kept.get("resolution")
    told = view.number(first.target) if first is not None else ""
    return told if resolution is None else f"{told or '–'} / {view.number(resolution.target)}"


def _level_places(level: Severity, index: int, view: View) -> tuple[str, ...]:
    kept = [f"/frame/commitments/{i}" for i, c in enumerate(view.process.frame.commitments) if c.severity == level.id]
    return (f"/frame/severities/{index}", *kept)


def _examples(view: View) -> Shelf:
    items = []
    for i, level in enumerate(view.process.frame.severities):
        short = view.text(severity_name(level.id, view))
        said = view.say("severity.example", level=short, example=view.clause(level.example))
        if level.counter_example:
            said = f"{said} {view.say('severity.counter', level=short, example=view.clause(level.counter_example))}"
        items.append(Item(level.id, (said,), (f"/frame/severities/{i}",), 1 if i == 0 else 3))
    return Shelf("examples", "run", tuple(items), between=" ", annex="C", most=2)


def _penalties(view: View) -> Shelf:
    told: dict[str, list[int]] = {}
    for i, commitment in enumerate(view.process.frame.commitments):
        if commitment.penalty:
            told.setdefault(commitment.penalty, []).append(i)
    items = []
    for penalty, indexes in told.items():
        kept = [view.process.frame.commitments[i] for i in indexes]
        customers = view.listed(tuple(dict.fromkeys(c.customer_tier for c in kept)))
        said = view.say("severity.penalty", customers=customers, penalty=view.inline(penalty))
        items.append(Item(penalty, (said,), tuple(f"/frame/commitments/{i}" for i in indexes), 0))
    return Shelf("penalties", "bullets", tuple(items), annex="C", complete=True, urgent=2, most=2)


def _grid(view: View) -> Shelf:
    matrix = view.process.frame.matrix
    cells = {(c.impact, c.urgency): view.text(severity_name(c.severity, view)) for c in matrix.cells}
    items = tuple(
        Item(
            impact.id,
            (view.text(impact.name), *(cells.get((impact.id, urgency.id), "") for urgency in matrix.urgencies)),
            ("/frame/matrix",),
            2,
        )
        for impact in matrix.impacts
    )
    columns = (view.say("severity.grid"), *(view.text(urgency.name) for urgency in matrix.urgencies))
    return Shelf("grid", "table", items, columns=columns, annex="C", complete=True)


def _questions(view: View) -> Shelf:
    items = tuple(
        Item(q.id, (_question(q, view),), (f"/rules/screening_questions/{i}",), authored(q.salience))
        for i, q in enumerate(view.process.rules.screening_questions)
    )
    lead = f"**{view.say('severity.questions')}**"
    return Shelf("questions", "bullets", items, lead=lead, annex="F", most=3)


def _question(question: ScreeningQuestion, view: View) -> str:
    effects = []
    if question.severity_floor:
        floor = view.text(severity_name(question.severity_floor, view))
        effects.append(view.say("severity.at_least", level=floor))
    if question.pages:
        effects.append(view.say("severity.pages", who=view.name(question.pages)))
    unclear = view.say("severity.unclear", answer=view.say(f"value.{question.unknown_as}"))
    return f"{view.text(question.ask)} {view.say('severity.yes', effects=', '.join([*effects, unclear]))}"


def change_rule(change: SeverityChange) -> str:
    """The phrase for changing a severity: with or without consequences for who raises it."""
    return "severity.change_freely" if change.no_penalty else "severity.change"


def _change(view: View) -> Shelf:
    change = view.process.frame.severity_change
    said = view.say(
        "severity.change_tersely" if view.terser else change_rule(change),
        up=view.name(change.raise_by),
        down=view.name(change.lower_by),
        evidence=view.inline(change.evidence),
    )
    doubt = [view.say("severity.doubt")] if change.unknown_takes_higher else []
    item = Item("change", (" ".join([said, *doubt]),), ("/frame/severity_change",), 1)
    return Shelf("change", "lines", (item,), annex="C", complete=True, least=1)


def _regulators(view: View) -> Shelf:
    items = tuple(
        Item(
            clock.law,
            (
                view.say(
                    "severity.regulator",
                    law=view.clause(clock.law),
                    length=view.number(clock.length) or view.say("severity.lawyer"),
                    starts=view.inline(clock.starts_on),
                    who=view.name(clock.accountable),
                ),
            ),
            (f"/rules/regulator_clocks/{i}",),
            0,
        )
        for i, clock in enumerate(view.process.rules.regulator_clocks)
    )
    lead = f"**{view.say('severity.regulators')}**"
    return Shelf("regulators", "bullets", items, lead=lead, annex="G", complete=True, urgent=2, least=1, most=3)


def tightest_ladder(view: View) -> tuple[int, Ladder] | None:
    """The ladder of the tightest promise with its index, None when there is no ladder."""
    targets = {c.id: clock_minutes(c.target, view.calendars) for c in view.process.frame.commitments}
    ladders = enumerate(view.process.handling.ladders)
    return min(ladders, key=lambda pair: (targets.get(pair[1].protects, float("inf")), pair[0]), default=None)


def _countdown(located: tuple[int, Ladder], view: View) -> Draft:
    index, ladder = located
    items = tuple(
        Item(
            f"{ladder.id}/{i}",
            ladder_row(ladder, i, view),
            (f"/handling/ladders/{index}/steps/{i}",),
            1 if i < 5 else 2,
        )
        for i in range(len(ladder.steps))
    )
    columns = tuple(view.say(f"column.{c}") for c in ("at", "who", "does", "if_not"))
    shelf = Shelf("ladder", "table", items, columns=columns, annex="I", complete=True, core=True, least=4, most=8)
    return Draft("ladder", ladder_title(ladder, view), "severity", (shelf,))


def ladder_title(ladder: Ladder, view: View) -> str:
    """Whose clock it is: the severity, and the customers where there are several classes."""
    level = view.text(severity_name(ladder.severity, view))
    if ladder.customer_tier is None or len(view.process.frame.customer_tiers) < 2:
        return view.say("ladder.title", level=level)
    return view.say("ladder.title_for", level=level, customer=view.name(ladder.customer_tier))


def ladder_row(ladder: Ladder, index: int, view: View) -> tuple[str, ...]:
    """When, who, what, and who instead."""
    step = ladder.steps[index]
    at = view.number(step.at) if step.at.value else view.say("ladder.at_once")
    instead = "" if view.terser else view.name(step.if_not)
    return at, view.name(step.actor), view.clause(step.act), instead
