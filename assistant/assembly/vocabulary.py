"""The vocabulary: every field that the process reads, declared once."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.calendar import Calendar
from schemas.conditions import TicketField
from schemas.fields import standard_fields
from schemas.noun import Noun
from schemas.numbers import PLACEHOLDER
from schemas.process import Frame, Handling, Improvement, Rules
from schemas.walk import links, texts


def used_fields(
    frame: Frame, rules: Rules, handling: Handling, improvement: Improvement, *, calendars: Sequence[Calendar]
) -> tuple[TicketField, ...]:
    """The standard fields that are read somewhere, then all that the author declared.

    An author's field takes the place of a standard one of the same id, with the standard's closed list where the
    author gave none.
    """
    standard = {field.id: field for field in _standard(frame, rules, calendars)}
    declared = {field.id: _completed(field, standard.get(field.id)) for field in rules.fields}
    named = {text for part in (frame, rules, handling, improvement) for text in _field_ids(part)}
    named |= {"severity"} | {f"sla.{c.metric}.consumed_pct" for c in frame.commitments}
    kept = tuple(field for id, field in standard.items() if id in named and id not in declared)
    return kept + tuple(declared.values())


def _standard(frame: Frame, rules: Rules, calendars: Sequence[Calendar]) -> tuple[TicketField, ...]:
    return standard_fields(
        severities=tuple(s.id for s in frame.severities),
        customer_tiers=tuple(c.id for c in frame.customer_tiers),
        issue_types=tuple(i.id for i in rules.issues),
        receivers=tuple(one.id for one in frame.receivers),
        calendars=tuple(c.id for c in calendars),
    )


def _completed(field: TicketField, standard: TicketField | None) -> TicketField:
    if standard is None or field.values or not standard.values or field.kind != standard.kind:
        return field
    return field.model_copy(update={"values": standard.values})


def _field_ids(part: Noun) -> set[str]:
    linked = {text for _, text, refers in links(part) if refers.kind == "field"}
    named = {id for _, text, _ in texts(part) for kind, id in PLACEHOLDER.findall(text) if kind == "field"}
    return linked | named
