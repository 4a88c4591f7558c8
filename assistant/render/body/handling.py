"""How a case changes hands, who hears of it, and how one waits for partners."""

from __future__ import annotations

from assistant.render.conditions import severity_name
from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.handoff import HandoffRule, MinimumPacket, OwnerState, PacketField, PartnerLadder


def handoff(view: View) -> tuple[Draft, ...]:
    """The handoff, and the clock towards partners."""
    packet = (_minimum(view), _packet(view), _forbidden(view), _by_severity(view), _incomplete(view))
    shelves = (*packet, bounce(view), _owners(view), _shift(view))
    partners = Draft("partners", view.say("heading.partners"), "handling", (_partner_ladders(view),))
    return Draft("handoff", view.say("heading.handoff"), "handling", shelves), partners


def _packet(view: View) -> Shelf:
    items = tuple(
        Item(f"{line.covers}:{line.field}", (_packet_line(line, view),), (_at("packet", i),), 1)
        for i, line in enumerate(view.process.handling.handoff.packet)
    )
    lead = f"**{view.say('handoff.packet')}**"
    return Shelf("packet", "run", items, lead=lead, between=", ", end=".", annex="F", core=True, least=12, most=14)


def _packet_line(line: PacketField, view: View) -> str:
    usual = view.phrases.known(f"packet.{line.covers}") if view.terser else None
    return usual or view.inline(line.label) or view.field(line.field)


def _forbidden(view: View) -> Shelf:
    items = tuple(
        Item(text, (view.inline(text),), (_at("forbidden", i),), 1)
        for i, text in enumerate(view.process.handling.handoff.forbidden)
    )
    lead = f"**{view.say('handoff.forbidden')}**"
    return Shelf("forbidden", "run", items, lead=lead, between=", ", end=".", annex="F", least=2, most=5)


def _minimum(view: View) -> Shelf:
    items = tuple(
        Item(m.severity, (f"**{_least(m, view)}**",), (_at("minimum", i),), 1 if i == 0 else 2)
        for i, m in enumerate(view.process.handling.handoff.minimum)
    )
    return Shelf("minimum", "lines", items, annex="F", core=True, least=1, most=2)


def _least(minimum: MinimumPacket, view: View) -> str:
    return view.say(
        "handoff.minimum",
        level=view.text(severity_name(minimum.severity, view)),
        fields=view.series([view.field(field) for field in minimum.fields]),
        by=view.number(minimum.rest_by),
        who=view.name(minimum.rest_owner),
    )


def _by_severity(view: View) -> Shelf:
    rows = view.process.handling.handoff.by_severity
    items = tuple(Item(r.severity, _rule(r, view), (_at("by_severity", i),), 1) for i, r in enumerate(rows))
    columns = (view.say("term.severity"), *(view.say(f"column.{c}") for c in ("mode", "acknowledge")))
    return Shelf("by-severity", "table", items, columns=columns, annex="F", complete=True, core=True, least=4, most=5)


def _rule(rule: HandoffRule, view: View) -> tuple[str, ...]:
    answer = view.say("else", first=view.number(rule.acknowledge_in), second=view.name(rule.on_lapse))
    return view.text(severity_name(rule.severity, view)), view.say(f"handoff.mode.{rule.mode}"), answer


def _incomplete(view: View) -> Shelf:
    """What happens with a thin packet, each way once with the severities it holds for."""
    grouped: dict[str, list[tuple[int, str]]] = {}
    for i, rule in enumerate(view.process.handling.handoff.by_severity):
        grouped.setdefault(incomplete(rule, view), []).append((i, view.text(severity_name(rule.severity, view))))
    items = tuple(
        Item(
            ",".join(level for _, level in found),
            (view.say("handoff.incomplete_at", levels=view.series([level for _, level in found]), rule=said),),
            tuple(_at("by_severity", i) for i, _ in found),
            1 if n == 0 else 2,
        )
        for n, (said, found) in enumerate(grouped.items())
    )
    return Shelf("incomplete", "bullets", items, annex="F", complete=True, most=2)


def incomplete(rule: HandoffRule, view: View) -> str:
    """What the receiver does with an incomplete packet, and who decides when it stays incomplete."""
    return view.say(
        "handoff.incomplete",
        act=view.inline(rule.incomplete),
        most=view.number(rule.incomplete_max),
        then=view.name(rule.then),
    )


def bounce(view: View) -> Shelf:
    """For which reasons a receiver may reject, and who decides when a case bounces."""
    handoff = view.process.handling.handoff
    reasons = view.series([view.inline(_spaced(reason)) for reason in handoff.reject_reasons], last="or")
    cap = view.say("handoff.bounce", cap=view.number(handoff.bounce_cap), who=view.name(handoff.bounce_decider))
    reject = view.say("handoff.reject_tersely") if view.terser else view.say("handoff.reject", reasons=reasons)
    said = f"{reject} {cap}" if reasons else cap
    places = (_at("reject_reasons"), _at("bounce_cap"), _at("bounce_decider"))
    return Shelf("bounce", "lines", (Item("bounce", (said,), places, 1),), annex="F", complete=True, least=1)


def _owners(view: View) -> Shelf:
    grouped: dict[tuple[str, str], list[tuple[int, OwnerState]]] = {}
    for i, state in enumerate(view.process.handling.handoff.owners):
        grouped.setdefault((state.owner, state.customer_contact), []).append((i, state))
    items = []
    for (owner, contact), states in grouped.items():
        key = "handoff.owner" if owner == contact else "handoff.owner_and_voice"
        names = ", ".join(view.say(f"state.{state.state}") for _, state in states)
        said = view.say(key, states=names, owner=view.name(owner), voice=view.name(contact))
        usual = any(state.state == "with_tier" for _, state in states)
        places = tuple(_at("owners", i) for i, _ in states)
        items.append(Item(f"{owner}/{contact}", (said,), places, 1, first=usual))
    lead = f"**{view.say('handoff.owners')}**"
    return Shelf("owners", "run", tuple(items), lead=lead, end=".", annex="F", least=1, most=7)


def _shift(view: View) -> Shelf:
    shift = view.process.handling.handoff.shift
    if not shift.severities:
        return Shelf("shift", "lines", ())
    said = view.say(
        "handoff.shift",
        levels=view.series([view.text(severity_name(s, view)) for s in shift.severities]),
        who=view.name(shift.accepted_by),
        summary=view.inline(shift.summary),
        outside=view.name(shift.outside_hours),
    )
    return Shelf("shift", "lines", (Item("shift", (said,), (_at("shift"),), 1),), annex="F")


def _partner_ladders(view: View) -> Shelf:
    items = tuple(
        Item(ladder.partner, (partner_clock(ladder, view),), (f"/handling/partner_ladders/{i}",), 1)
        for i, ladder in enumerate(view.process.handling.partner_ladders)
    )
    return Shelf("partner-ladders", "bullets", items, annex="I", complete=True, core=True, least=1, most=4)


def partner_clock(ladder: PartnerLadder, view: View) -> str:
    """What is done while the partner owes an answer, and when it is no longer waited for."""
    steps = [
        view.say(
            "partner.step",
            after=view.number(s.after) if s.after.value else view.say("ladder.at_once"),
            who=view.name(s.actor),
            act=view.inline(s.act),
        )
        for s in (ladder.steps[:1] if view.terser else ladder.steps)
    ]
    last = view.say(
        "partner.without",
        after=view.number(ladder.decide_without_after),
        who=view.name(ladder.decide_without_by),
        act=view.inline(ladder.decide_without),
    )
    said = f"**{view.name(ladder.partner)}:** {'; '.join([*steps, last])}."
    return f"{said} **{view.sentence(ladder.safety_override)}**" if ladder.safety_override else said


def _spaced(code: str) -> str:
    """A reason code as words."""
    return code if " " in code else code.replace("_", " ")


def _at(name: str, index: int | None = None) -> str:
    return f"/handling/handoff/{name}" if index is None else f"/handling/handoff/{name}/{index}"
