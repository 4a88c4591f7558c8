"""What the document rests on: numbers with their origins, decisions, assumptions, conflicts, load."""

from __future__ import annotations

from assistant.render.body.front import conflict, decided_by
from assistant.render.escaping import code, inert
from assistant.render.quantities import numeral
from assistant.render.shelves import Item, Shelf
from assistant.render.view import View
from schemas.design_basis import Decision, Principle
from schemas.facts import Fact
from schemas.process import LedgerEntry
from schemas.quantity import Quantity, Unit
from schemas.walk import quantities

PARTS_WITH_NUMBERS = ("alarms", "frame", "rules", "handling", "improvement")


def arithmetic(view: View) -> tuple[Shelf, ...]:
    """Annex A: every known number with its origin, every formula."""
    entries = tuple(Item(e.id, _entry(e, view), (f"/ledger/{i}",)) for i, e in enumerate(view.process.ledger))
    columns = tuple(view.say(f"column.{c}") for c in ("number", "value", "origin", "source"))
    return Shelf("ledger", "table", entries, columns=columns), _formulas(view)


def _entry(entry: LedgerEntry, view: View) -> tuple[str, ...]:
    value = inert(view.raw_amount(entry.quantity))
    if entry.low is not None and entry.high is not None:
        low, high = (numeral(v, phrases=view.phrases) for v in (entry.low, entry.high))
        value = view.say("basis.range", value=value, low=inert(low), high=inert(high))
    source = view.say("quoted", text=view.text(entry.quote)) if entry.quote else _rule(entry.rule, view)
    return _label(entry.text, view), value, view.say(f"origin.{entry.origin}"), source


def _label(text: str, view: View) -> str:
    """The slot's name in the document's language, then whose it is."""
    slot, colon, whose = text.partition(":")
    known = view.phrases.known(f"slot.{slot}")
    if known is None:
        return view.text(text)
    whose = whose.strip()
    return view.text(f"{known}: {view.names.get(whose, whose)}" if colon else known)


def _rule(rule: str | None, view: View) -> str:
    if not rule:
        return ""
    return code(rule) if rule.lstrip().startswith("=") else view.text(rule)


def _formulas(view: View) -> Shelf:
    """Each formula once, with the first place where it is used."""
    known = {entry.quantity.basis for entry in view.process.ledger}
    found: dict[tuple[str, float, Unit], tuple[Quantity, list[str]]] = {}
    for part in PARTS_WITH_NUMBERS:
        for where, quantity in quantities(getattr(view.process, part), f"/{part}"):
            if quantity.expression is not None and quantity.basis not in known:
                key = (quantity.basis, quantity.value, quantity.unit)
                found.setdefault(key, (quantity, []))[1].append(where)
    items = tuple(
        Item(basis, (code(quantity.expression or ""), view.number(quantity), code(places[0])), tuple(places))
        for (basis, _, _), (quantity, places) in found.items()
    )
    columns = tuple(view.say(f"column.{c}") for c in ("formula", "value", "used_at"))
    return Shelf("formulas", "table", items, columns=columns, lead=f"**{view.say('basis.formulas')}**")


def decisions(view: View) -> tuple[Shelf, ...]:
    """Annex B: decisions, assumptions, conflicts and unknowns in full."""
    made = tuple(
        Item(d.id, (_decision(d, view),), (f"/frame/decisions/{i}",))
        for i, d in enumerate(view.process.frame.decisions)
    )
    return Shelf("decisions-full", "lines", made), _conflicts(view), _assumptions(view), _inferred(view), _missing(view)


def _decision(decision: Decision, view: View) -> str:
    options = [f"*{view.clause(o.label)}:* {view.sentence(o.text)}" for o in decision.options]
    return " ".join(
        (
            f"**{view.text(decision.question)}**",
            *options,
            view.say("front.recommended", label=view.clause(decision.recommended), why=view.inline(decision.why)),
            decided_by(decision, view),
            view.say("front.until_then", rule=view.sentence(decision.interim_rule)),
        )
    )


def _conflicts(view: View) -> Shelf:
    items = tuple(Item(c.id, (conflict(c, view),)) for c in view.brief.contradictions)
    return Shelf("conflicts-full", "bullets", items, lead=f"**{view.say('basis.conflicts')}**")


def _assumptions(view: View) -> Shelf:
    items = tuple(
        Item(
            a.id,
            (view.text(a.text), code(a.fact) if a.fact else "", view.name(a.confirm_with)),
            (f"/frame/assumptions/{i}",),
        )
        for i, a in enumerate(view.process.frame.assumptions)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("assumption", "rests_on", "confirm_with"))
    return Shelf("assumptions-full", "table", items, columns=columns)


def _inferred(view: View) -> Shelf:
    facts = [fact for fact in view.brief.facts if fact.origin == "inferred"]
    items = tuple(Item(f.key, (_label(_slot(f), view), _value(f, view), view.text(f.rule))) for f in facts)
    columns = tuple(view.say(f"column.{c}") for c in ("inferred", "value", "because"))
    return Shelf("inferred", "table", items, columns=columns)


def _slot(fact: Fact) -> str:
    return f"{fact.slot}: {fact.subject}" if fact.subject else fact.slot


def _value(fact: Fact, view: View) -> str:
    quantity = fact.quantity
    return ", ".join(
        part for part in (view.text(fact.text), view.number(quantity) if quantity is not None else "") if part
    )


def _missing(view: View) -> Shelf:
    items = tuple(
        Item(
            m.fact,
            (view.text(m.fact), view.text(m.matters_for), view.number(m.default_used)),
            (f"/frame/missing_facts/{i}",),
        )
        for i, m in enumerate(view.process.frame.missing_facts)
    )
    columns = tuple(view.say(f"column.{c}") for c in ("unknown", "matters_for", "default_used"))
    return Shelf("missing-full", "table", items, columns=columns)


def capacity(view: View) -> tuple[Shelf, ...]:
    """Annex D: what each tier can carry, as far as it is known, and which rules hold the principles up."""
    items = []
    for i, tier in enumerate(view.process.frame.tiers):
        numbers = [view.ledger.get(f"plan.{what}:{tier.id}") for what in ("capacity", "load", "per_head")]
        if any(numbers):
            cells = [inert(view.raw_amount(entry.quantity)) if entry else "" for entry in numbers]
            items.append(
                Item(tier.id, (view.name(tier.id), view.number(tier.headcount), *cells), (f"/frame/tiers/{i}",))
            )
    columns = (view.say("term.tier"), *(view.say(f"column.{c}") for c in ("people", "capacity", "load", "per_head")))
    principles = tuple(
        Item(p.text, (_principle(p, view),), (f"/frame/principles/{i}",))
        for i, p in enumerate(view.process.frame.principles)
    )
    return Shelf("load", "table", tuple(items), columns=columns), Shelf("principles-full", "bullets", principles)


def _principle(principle: Principle, view: View) -> str:
    if not principle.enforced_by:
        return view.sentence(principle.text)
    ids = ", ".join(code(id) for id in principle.enforced_by)
    return f"{view.sentence(principle.text)} {view.say('basis.enforced', ids=ids)}"
