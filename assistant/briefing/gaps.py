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


OPTIONAL_UNTIL = 4
"""After so many questions only what is required is asked; the rest is inferred and shown."""


def next_input(brief: Brief, *, card: Card, questions: int) -> Input | None:
    """The input to ask next: required ones first, the one that would change the document most first among them.

    questions: how many were asked already. None when there is nothing worth a question. Nothing is asked twice.
    """
    optional = card.inputs.optional if questions < OPTIONAL_UNTIL else ()
    for group in (card.inputs.required, optional):
        open_inputs = [one for one in group if not is_settled(one, brief) and one.id not in brief.asked]
        if open_inputs:
            return max(open_inputs, key=lambda one: one.rank)
    return None


def missing_required(brief: Brief, *, card: Card) -> tuple[Input, ...]:
    """Required inputs that are neither known nor left to the assistant."""
    return tuple(one for one in card.inputs.required if not is_settled(one, brief))
