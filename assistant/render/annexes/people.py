"""Annex C: hours, tiers, partners and promises in full."""

from __future__ import annotations

from itertools import groupby

from assistant.render.body.hierarchy import authority
from assistant.render.body.severity import change_rule
from assistant.render.conditions import severity_name
from assistant.render.shelves import Item, Shelf
from assistant.render.view import View
from schemas.calendar import WEEKDAYS, Calendar
from schemas.commitments import Commitment
from schemas.tiers import Tier


def people(view: View) -> tuple[Shelf, ...]:
    """Calendars, tiers, partners, promises, levels of impact and urgency."""
    return (
        _calendars(view),
        _tiers(view),
        _roles(view),
        _partners(view),
        _commitments(view),
        _levels(view),
        _change(view),
    )


def _calendars(view: View) -> Shelf:
    items = tuple(
        Item(
            c.id,
            (view.hours(c.id), view.text(c.timezone), opening_hours(c, view), ", ".join(c.holidays)),
            (f"/calendars/{i}",),
        )
        for i, c in enumerate(view.process.calendars)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("calendar", "zone", "open", "closed"))
    return Shelf("calendars", "table", items, columns=columns)


def opening_hours(calendar: Calendar, view: View) -> str:
    """The week in words: `Mon–Fri 09:00–18:00`."""
    if calendar.always_open:
        return view.say("calendar.24x7")
    days = {day: [f"{w.start}–{w.end}" for w in calendar.windows if w.weekday == day] for day in WEEKDAYS}
    told = []
    for hours, run in groupby(WEEKDAYS, key=lambda day: tuple(days[day])):
        named = [view.say(f"weekday.{day}") for day in run]
        if hours:
            span = named[0] if len(named) == 1 else f"{named[0]}–{named[-1]}"
            told.append(f"{span} {', '.join(hours)}")
    return "; ".join(told)


def _tiers(view: View) -> Shelf:
    items = tuple(Item(t.id, _tier(t, view), (f"/frame/tiers/{i}",)) for i, t in enumerate(view.process.frame.tiers))
    columns = ("people", "solves", "owner", "can", "decides_alone", "must_not", "seats", "exit")
    return Shelf(
        "tiers-full",
        "table",
        items,
        columns=(view.say("term.tier"), *(view.say(f"column.{c}") for c in columns)),
    )


def _tier(tier: Tier, view: View) -> tuple[str, ...]:
    seats = (f"{view.number(s.count)} {view.name(s.role)} ({view.hours(s.hours)})" for s in tier.seats)
    return (
        view.name(tier.id),
        ", ".join(part for part in (view.number(tier.headcount), view.hours(tier.hours)) if part),
        view.text(tier.scope),
        view.name(tier.owner),
        view.text(tier.power),
        "; ".join(authority(may, view) for may in tier.may_decide),
        "; ".join(view.clause(text) for text in tier.cannot),
        "; ".join(seats),
        view.name(tier.exit),
    )


def _roles(view: View) -> Shelf:
    items = tuple(
        Item(
            r.id,
            (
                view.name(r.id),
                view.text(r.decides),
                view.hours(r.hours),
                view.number(r.acknowledges_in),
                view.name(r.deputy),
                view.name(r.exit),
            ),
            (f"/frame/roles/{i}",),
        )
        for i, r in enumerate(view.process.frame.roles)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("role", "decides", "hours", "answer", "deputy", "exit"))
    return Shelf("roles-full", "table", items, columns=columns)


def _partners(view: View) -> Shelf:
    items = tuple(
        Item(
            p.id,
            (
                view.name(p.id),
                view.text(p.contact),
                view.hours(p.hours),
                view.number(p.obligation) or view.say("hierarchy.no_obligation"),
                view.say("value.yes" if p.may_talk_to_customer else "value.no"),
                view.name(p.exit),
            ),
            (f"/frame/partners/{i}",),
        )
        for i, p in enumerate(view.process.frame.partners)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("partner", "contact", "hours", "owes", "talks", "else_to"))
    return Shelf("partners-full", "table", items, columns=columns)


def _commitments(view: View) -> Shelf:
    items = tuple(
        Item(c.id, _commitment(c, view), (f"/frame/commitments/{i}",))
        for i, c in enumerate(view.process.frame.commitments)
    )
    columns = ("customer", "promise", "target", "clock", "pauses", "answers", "penalty")
    titles = (view.say("term.severity"), *(view.say(f"column.{c}") for c in columns))
    return Shelf("commitments", "table", items, columns=titles)


def _commitment(commitment: Commitment, view: View) -> tuple[str, ...]:
    alone = len(view.process.frame.customer_tiers) < 2
    pauses = (view.phrases.known(f"value.{state}") or view.text(state) for state in commitment.pauses_on)
    return (
        view.text(severity_name(commitment.severity, view)),
        "" if alone else view.name(commitment.customer_tier),
        view.say(f"promise.{commitment.metric}"),
        view.number(commitment.target),
        view.hours(commitment.target.clock) if commitment.target.clock else "",
        ", ".join(pauses),
        view.name(commitment.answered_by),
        view.text(commitment.penalty),
    )


def _levels(view: View) -> Shelf:
    matrix = view.process.frame.matrix
    items = tuple(
        Item(f"{axis}/{level.id}", (view.say(f"severity.{axis}"), view.text(level.name), view.text(level.meaning)),
             (f"/frame/matrix/{place}/{i}",))
        for axis, place, levels in (("impact", "impacts", matrix.impacts), ("urgency", "urgencies", matrix.urgencies))
        for i, level in enumerate(levels)
    )  # fmt: skip
    columns = tuple(view.say(f"column.{c}") for c in ("axis", "level", "means"))
    return Shelf("levels", "table", items, columns=columns)


def _change(view: View) -> Shelf:
    change = view.process.frame.severity_change
    said = " ".join(
        (
            view.say(
                change_rule(change),
                up=view.name(change.raise_by),
                down=view.name(change.lower_by),
                evidence=view.inline(change.evidence),
            ),
            view.say("severity.doubt" if change.unknown_takes_higher else "severity.doubt_lower"),
            view.say("severity.told", how=view.sentence(change.tell_customer)),
        )
    )
    return Shelf("change-full", "lines", (Item("change", (said,), ("/frame/severity_change",)),))
