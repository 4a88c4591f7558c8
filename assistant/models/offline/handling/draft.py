"""The handling of a brief's cases."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from assistant.models.offline.handling.communication import (
    audiences,
    calming,
    conduct_rules,
    customer_instructions,
    messages,
)
from assistant.models.offline.handling.handoff import handoff
from assistant.models.offline.handling.ladders import ladders, partner_ladders
from schemas.process import Handling


def draft_handling(cast: Cast) -> Handling:
    """The third part, whole."""
    return Handling(
        handoff=handoff(cast),
        ladders=ladders(cast),
        partner_ladders=partner_ladders(cast),
        audiences=audiences(cast),
        messages=messages(cast),
        customer_instructions=customer_instructions(cast),
        calming=calming(cast),
        conduct_rules=conduct_rules(cast),
        numbers=(),
    )
