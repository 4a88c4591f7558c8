"""Who there is: tiers, roles and partners, what each may decide, and where the load does not fit."""

from __future__ import annotations

from assistant.render.salience import authored
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.tiers import Authority, Tier


def hierarchy(view: View) -> tuple[Draft, ...]:
    """Tiers, roles, partners, capacity, principles."""
    shelves = (_tiers(view), _roles(view), _partners(view), _capacity(view), _principles(view))
    return (Draft("hierarchy", view.say("heading.hierarchy"), "hierarchy", shelves),)


def _tiers(view: View) -> Shelf:
    rows = view.process.frame.tiers
    items = tuple(Item(t.id, _tier(t, view), (f"/frame/tiers/{i}",), 1) for i, t in enumerate(rows))
    columns = ("term.tier", "column.people", "column.solves", "column.can", "column.may", "column.exit")
    titles = tuple(view.say(c) for c in columns)
    shared = _shared_hours(view)
    end = view.begin(view.say("hierarchy.all_work", hours=view.hours(shared))) if shared else ""
    return Shelf("tiers", "table", items, columns=titles, end=end, annex="C", complete=True, core=True, least=5, most=6)


def _shared_hours(view: View) -> str | None:
    """The one calendar in which all tiers work, None when they differ."""
    hours = {tier.hours for tier in view.process.frame.tiers}
    return hours.pop() if len(hours) == 1 and len(view.process.frame.tiers) > 1 else None


def _tier(tier: Tier, view: View) -> tuple[str, ...]:
    hours = "" if _shared_hours(view) else view.hours(tier.hours)
    staffed = ", ".join(part for part in (view.number(tier.headcount), hours) if part)
    seats = [view.say("hierarchy.seat", count=view.number(s.count), role=view.name(s.role)) for s in tier.seats]
    decides = [authority(a, view) for a in tier.may_decide[:1]]
    never = [] if view.terser else [view.say("hierarchy.never", what=view.inline(text)) for text in tier.cannot[:1]]
    power = "" if view.terser else view.clause(tier.power)
    cells = (view.name(tier.id), "; ".join([staffed, *seats]), view.clause(tier.scope), power)
    return (*cells, "; ".join(decides + never), view.name(tier.exit))


def authority(may: Authority, view: View) -> str:
    """What may be decided, and up to how much."""
    said = view.clause(may.action)
    if may.limit is None:
        return said
    limit = view.number(may.limit)
    return said if limit in said else view.say("hierarchy.up_to", action=said, limit=limit)


def _roles(view: View) -> Shelf:
    items = tuple(
        Item(
            role.id,
            (
                view.name(role.id),
                view.clause(role.decides),
                ", ".join(p for p in (view.hours(role.hours), view.number(role.acknowledges_in)) if p),
            ),
            (f"/frame/roles/{i}",),
            authored(role.salience),
        )
        for i, role in enumerate(view.process.frame.roles)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("role", "decides", "reachable"))
    return Shelf("roles", "table", items, columns=columns, annex="C", complete=True, least=2, most=5)


def _partners(view: View) -> Shelf:
    laddered = {one.id for one in view.process.frame.partners} <= {
        one.partner for one in view.process.handling.partner_ladders
    }
    items = tuple(
        Item(
            partner.id,
            (
                view.name(partner.id),
                view.clause(partner.owns),
                view.number(partner.obligation) or view.say("hierarchy.no_obligation"),
                "" if laddered else view.name(partner.exit),
            ),
            (f"/frame/partners/{i}",),
            1,
        )
        for i, partner in enumerate(view.process.frame.partners)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("partner", "owns", "owes", "else_to"))
    return Shelf("partners", "table", items, columns=columns, annex="C", complete=True, least=1, most=4)


def _capacity(view: View) -> Shelf:
    items = tuple(
        Item(
            f"{risk.tier}:{risk.finding}",
            (
                view.say(
                    "hierarchy.capacity",
                    tier=view.name(risk.tier),
                    finding=view.sentence(risk.finding),
                    fix=view.inline(risk.fix),
                    cost=view.inline(risk.trade_off),
                ),
            ),
            (f"/frame/capacity_risks/{i}",),
            1 if i == 0 else 2,
        )
        for i, risk in enumerate(view.process.frame.capacity_risks)
    )
    return Shelf("capacity", "bullets", items, annex="D", most=2)


def _principles(view: View) -> Shelf:
    items = tuple(
        Item(p.text, (f"**{view.sentence(p.text)}**",), (f"/frame/principles/{i}",), 2)
        for i, p in enumerate(view.process.frame.principles)
    )
    return Shelf("principles", "run", items, between=" ", annex="D", complete=True, most=3)
