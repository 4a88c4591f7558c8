"""Conditions: comparisons over declared ticket fields, three-valued where a fact may be unknown."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.noun import Noun, Refers
from schemas.quantity import Quantity

FieldKind = Literal[
    "choice",  # one of `values`, without order
    "ordered",  # one of `values`, from least to greatest
    "number",
    "duration",
    "percent",
    "money",
    "flag",  # yes, no or unknown
    "reference",  # a tier, role, partner or person; may be empty
    "timestamp",
    "set",  # any of `values`
    "clock",  # now, against a calendar
]
Operator = Literal[
    "=",
    "!=",
    "in",
    "not_in",
    "<",
    "<=",
    ">",
    ">=",
    "is_null",
    "not_null",
    "contains_all",
    "contains_any",
    "changed_to",
    "within",
    "outside",
]


class TicketField(Noun):
    """One field of a ticket that conditions may read."""

    id: str
    """Lower case with underscores or dots, such as `affected_users_pct`."""
    label: str
    kind: FieldKind
    values: tuple[str, ...]
    """The closed list, for choice, ordered and set; from least to greatest when ordered."""
    unit: str | None
    source: str
    """Where it is read from: the ticketing system, monitoring, the agent's form."""
    question: str | None
    """For a judgement that no system can make: the question that is asked, answered yes, no or unknown."""
    judge: Annotated[str | None, Refers("receiver")]
    """The tier or role that answers the question."""
    unknown_as: Literal["yes", "no", "unknown"]
    """What an unanswered field counts as."""
    sensitive: bool
    """Holds personal, health, payment or secret data: never copied into a packet or message."""


class Comparison(Noun):
    """One comparison over one field. An OR is two triggers."""

    field: Annotated[str, Refers("field")]
    """The id of a declared field."""
    op: Operator
    values: tuple[str, ...]
    """For choices, flags (`yes`, `no`), references, sets and calendars; empty when `number` is given."""
    number: Quantity | None
    """For numbers, durations, percentages, money and counts."""
