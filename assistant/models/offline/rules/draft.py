"""The rules of a brief."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from assistant.models.offline.rules.clocks import (
    detectors,
    external_deadlines,
    outside_deadlines,
    regulator_clocks,
    screening_questions,
)
from assistant.models.offline.rules.fields import fields, reason_field
from assistant.models.offline.rules.guards import guards
from assistant.models.offline.rules.issue_table import issue_types, limit_numbers
from assistant.models.offline.rules.triggers import triggers
from schemas.conditions import FieldKind, TicketField
from schemas.issues import CustomerRequestRule
from schemas.process import Rules
from schemas.walk import links


def draft_rules(cast: Cast) -> Rules:
    """The second part, whole."""
    words = cast.setting.words
    rules = Rules(
        fields=(),
        triggers=triggers(cast),
        guards=guards(cast),
        issues=issue_types(cast),
        screening_questions=screening_questions(cast),
        external_deadlines=external_deadlines(cast),
        regulator_clocks=regulator_clocks(cast),
        detectors=detectors(cast),
        customer_request=CustomerRequestRule(
            first_offer=words.say("rules.request.offer"), then_to=cast.lead(cast.first), unknown_as="yes"
        ),
        numbers=limit_numbers(cast),
    )
    return rules.model_copy(update={"fields": _fields(cast, rules)})


def _fields(cast: Cast, rules: Rules) -> tuple[TicketField, ...]:
    """Every field that these rules or the severities read and the standard vocabulary lacks."""
    own = {field.id: field for field in (reason_field(cast), *_own_fields(cast))}
    used = [id for part in (rules, cast.frame) for _, id, refers in links(part) if refers.kind == "field"]
    return (*own.values(), *(f for f in fields(cast, used) if f.id not in own))


def _own_fields(cast: Cast) -> tuple[TicketField, ...]:
    words = cast.setting.words
    found, source = [], words.word("rules.source.system")
    for date in outside_deadlines(cast):
        due, left = (words.say(f"rules.deadline.{key}", name=date.name) for key in ("field", "left"))
        found.append(_field(date.field, due, "timestamp", source=source))
        found.append(_field(f"time_to_{date.id}", left, "duration", source=source))
    if cast.frame.partners:
        ids = tuple(p.id for p in cast.frame.partners)
        waited = _field("partner_waited_for", words.say("rules.partner_field"), "choice", source=source)
        found.append(waited.model_copy(update={"values": ids}))
    return tuple(found)


def _field(id: str, label: str, kind: FieldKind, *, source: str) -> TicketField:
    return TicketField(
        id=id,
        label=label,
        kind=kind,
        values=(),
        unit="duration" if kind == "duration" else None,
        source=source,
        question=None,
        judge=None,
        unknown_as="unknown",
        sensitive=False,
    )
