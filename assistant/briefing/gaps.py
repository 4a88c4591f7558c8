"""What is missing, and which question would change the document most."""

from __future__ import annotations

from prompts.card import Card, Input
from schemas.brief import Brief


def is_settled(wanted: Input, brief: Brief) -> bool:
    """Whether the brief answers it, or the person left it to the assistant."""
    return wanted.met(brief) or is_delegated(wanted, brief)


def is_delegated(wanted: Input, brief: Brief) -> bool:
    """Whether the person said "you decide" or "I don't know" to it."""
    return any(slot in brief.delegated for slot in (*wanted.slots, wanted.id))


def next_input(brief: Brief, *, card: Card) -> Input | None:
    """The input to ask next: required ones first, the one that would change the document most first among them.

    None when there is nothing worth a question. Nothing is asked twice.
    """
    for group in (card.inputs.required, card.inputs.optional):
        open_inputs = [one for one in group if not is_settled(one, brief) and one.id not in brief.asked]
        if open_inputs:
            return max(open_inputs, key=lambda one: one.rank)
    return None


def missing_required(brief: Brief, *, card: Card) -> tuple[Input, ...]:
    """Required inputs that are neither known nor left to the assistant."""
    return tuple(one for one in card.inputs.required if not is_settled(one, brief))
