"""Handoffs: what travels, who acknowledges, who owns, what bounds the loops, how a case comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from assistant.checks.subject import Check, Problem, Subject
from schemas.handoff import PacketField

REQUIRED = tuple(name for name in get_args(PacketField.model_fields["covers"].annotation) if name != "other")
SECRET = re.compile(
    r"passw|passphrase|secret|credential|token|\bpins?\b|\bkeys?\b|\bcodes?\b|cards?\b|\bcvv|\biban|bank|account num"
    r"|payment d|health|medical|patient|diagnos|personal|identity|\bids?\b"
    r"|kennw|passwört|zugang|geheim|schlüssel|kart|konto|zahlung|gesundheit|attest|ausweis|personenbezogen"
    r"|contraseñ|clave|credencial|tarjeta|cuenta|pago|salud|médic|paciente|dni|identidad",
    re.IGNORECASE,
)
"""Words for secrets, payment, health and personal data in the built-in languages."""
FEWEST_STATES = ("new", "with_tier", "handoff_pending", "waiting_customer", "off_shift", "solved_unconfirmed")
MOST_BOUNCES = 2


def loops_bounded(subject: Subject) -> Iterator[Problem]:
    handoff = subject.process.handling.handoff
    at = "/handling/handoff"
    if not 1 <= handoff.bounce_cap.value <= MOST_BOUNCES:
        yield Problem(
            where=f"{at}/bounce_cap",
            what=f"A case may bounce {handoff.bounce_cap.value:g} times before anybody decides.",
            mend=f"At the bounce number {MOST_BOUNCES} at the latest a named role decides.",
        )
    if handoff.bounce_decider not in subject.receivers:
        yield Problem(
            where=f"{at}/bounce_decider", what="Nobody decides who keeps a bouncing case.", mend="Name a role."
        )
    if not handoff.reject_reasons:
        yield Problem(
            where=f"{at}/reject_reasons", what="A receiver may reject without a reason.", mend="List the reason codes."
        )
    # The normal way up visits every tier once: a cap on tiers visited must not catch it.
    tiers = len(subject.process.frame.tiers)
    for place, trigger in enumerate(subject.process.rules.triggers):
        for number, comparison in enumerate(trigger.all_of):
            if comparison.field not in ("reassign_count", "tiers_visited") or comparison.number is None:
                continue
            if comparison.op in (">=", ">") and comparison.number.value < tiers and trigger.kind != "de_escalation":
                yield Problem(
                    where=f"/rules/triggers/{place}/all_of/{number}",
                    what=f"{trigger.id} counts every move, so the normal way up through {tiers} tiers sets it off.",
                    mend="Count bounce_count: returns and sideways moves only.",
                )


def packet_complete(subject: Subject) -> Iterator[Problem]:
    handoff = subject.process.handling.handoff
    there = {line.covers for line in handoff.packet}
    missing = [name for name in REQUIRED if name not in there]
    if missing:
        yield Problem(
            where="/handling/handoff/packet",
            what=f"The packet lacks {', '.join(name.replace('_', ' ') for name in missing)}.",
            mend="Add one line for each, with the field that holds it.",
        )
    if not handoff.forbidden:
        yield Problem(
            where="/handling/handoff/forbidden",
            what="Nothing is forbidden in the packet.",
            mend="Forbid secrets, card data and health data.",
        )
    elif not SECRET.search(" ".join(handoff.forbidden)) and subject.process.frame.voice.language in ("en", "de", "es"):
        yield Problem(
            where="/handling/handoff/forbidden",
            what=f"Only {'; '.join(handoff.forbidden)} is forbidden: secrets and personal data may travel.",
            mend="Forbid secrets, card data and health data too.",
        )
    for place, line in enumerate(handoff.packet):
        field = subject.fields.get(line.field)
        if field is not None and field.sensitive:
            yield Problem(
                where=f"/handling/handoff/packet/{place}",
                what=f"The packet copies {field.label}, which is sensitive.",
                mend="Send a link to where it is kept instead.",
            )


def acknowledged(subject: Subject) -> Iterator[Problem]:
    rules = {rule.severity: (place, rule) for place, rule in enumerate(subject.process.handling.handoff.by_severity)}
    for severity in subject.process.frame.severities:
        if severity.id not in rules:
            yield Problem(
                where="/handling/handoff/by_severity",
                what=f"No rule says how {severity.name} changes hands.",
                mend=f"Add one for {severity.id}.",
            )
    for place, rule in rules.values():
        at = f"/handling/handoff/by_severity/{place}"
        if rule.acknowledge_in.value <= 0 or not rule.acknowledge_in.is_duration:
            yield Problem(where=f"{at}/acknowledge_in", what="The acknowledgement has no time.", mend="Give one.")
        if not rule.on_lapse.strip() or rule.on_lapse == "holder":
            yield Problem(
                where=f"{at}/on_lapse",
                what=f"Nobody takes {rule.severity} when nobody acknowledges.",
                mend="Name another tier or role, never the same queue again.",
            )
    for place, trigger in enumerate(subject.process.rules.triggers):
        if (
            trigger.acknowledge_in is not None
            and trigger.kind != "de_escalation"
            and trigger.on_lapse in (None, trigger.to)
        ):
            yield Problem(
                where=f"/rules/triggers/{place}/on_lapse",
                what=f"When {trigger.to} does not acknowledge {trigger.id}, nothing happens.",
                mend="Name who is next.",
            )


def one_owner(subject: Subject) -> Iterator[Problem]:
    states: list[str] = [line.state for line in subject.process.handling.handoff.owners]
    wanted = (*FEWEST_STATES, "waiting_partner") if subject.process.frame.partners else FEWEST_STATES
    for state in wanted:
        if states.count(state) != 1:
            yield Problem(
                where="/handling/handoff/owners",
                what=f"In the state {state.replace('_', ' ')} there are {states.count(state)} owners.",
                mend="Give the state exactly one owner and one customer contact.",
            )
    for state in sorted({s for s in states if s not in wanted and states.count(s) > 1}):
        told = f"The state {state.replace('_', ' ')} stands {states.count(state)} times."
        yield Problem(where="/handling/handoff/owners", what=told, mend="Give each state once.")
    for place, line in enumerate(subject.process.handling.handoff.owners):
        for name in ("owner", "customer_contact"):
            if not getattr(line, name).strip():
                yield Problem(
                    where=f"/handling/handoff/owners/{place}/{name}",
                    what=f"Nobody is {name.replace('_', ' ')} in the state {line.state.replace('_', ' ')}.",
                    mend="Name the holder, the sender, or a role.",
                )


def shifts_handed_over(subject: Subject) -> Iterator[Problem]:
    shift = subject.process.handling.handoff.shift
    top = [s.id for s in subject.process.frame.severities[:2]]
    missing = [id for id in top if id not in shift.severities]
    if missing:
        yield Problem(
            where="/handling/handoff/shift/severities",
            what=f"Open {', '.join(missing)} cases change shift without being handed over.",
            mend="List the two highest severities.",
        )
    if not shift.summary.strip():
        yield Problem(
            where="/handling/handoff/shift/summary", what="There is no written summary.", mend="Say its content."
        )


def way_back(subject: Subject) -> Iterator[Problem]:
    back = subject.process.improvement.de_escalations
    if not back:
        yield Problem(
            where="/improvement/de_escalations",
            what="No case comes back to the tier that sent it.",
            mend="Add a way back with its condition and the lesson that returns.",
        )
    places = {t.id: place for place, t in enumerate(subject.process.frame.tiers)}
    for place, row in enumerate(back):
        if row.source in places and row.to in places and places[row.to] >= places[row.source]:
            yield Problem(
                where=f"/improvement/de_escalations/{place}/to",
                what=f"This de-escalation goes from {row.source} up to {row.to}.",
                mend="Name a lower tier.",
            )
        if not row.return_lesson.strip():
            at = f"/improvement/de_escalations/{place}/return_lesson"
            yield Problem(where=at, what="The lesson does not come back with the case.", mend="Say what returns.")


CHECKS = (
    Check(id="E04", weight="serious", title="Every loop has a cap and a decider", find=loops_bounded),
    Check(id="E26", weight="blocker", title="The packet holds what the next tier needs", find=packet_complete),
    Check(id="E27", weight="blocker", title="Every handoff is acknowledged or lapses to somebody", find=acknowledged),
    Check(id="E28", weight="blocker", title="One owner and one voice in every state", find=one_owner),
    Check(id="E29", weight="serious", title="Critical cases change shift by name", find=shifts_handed_over),
    Check(id="E30", weight="serious", title="Cases and lessons come back", find=way_back),
)
