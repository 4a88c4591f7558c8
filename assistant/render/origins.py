"""Where a number comes from, and the mark that says so."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.facts import Fact
from schemas.process import LedgerEntry
from schemas.quantity import Origin, Quantity

PROMISE_SLOTS = ("promise.", "partner.obligation", "obligation.deadline")
PROPOSED, PROMISED, INFERRED = "*", "†", "~"


def origin_of(quantity: Quantity, *, facts: Mapping[str, Fact], ledger: Mapping[str, LedgerEntry]) -> Origin:
    """The origin that the number's basis names; a basis that nobody knows counts as a proposal."""
    if quantity.expression is not None:
        return "computed"
    fact = facts.get(quantity.basis)
    if fact is not None:
        return fact.origin
    entry = ledger.get(quantity.basis)
    return entry.origin if entry is not None else "proposed"


def marked(text: str, quantity: Quantity, *, origin: Origin) -> str:
    """The number with its mark: `*` proposed, `†` stated as a promise, `~` inferred; other numbers carry none."""
    if origin == "proposed":
        return text + PROPOSED
    if origin == "inferred":
        return INFERRED + text
    return text + PROMISED if origin == "stated" and quantity.basis.startswith(PROMISE_SLOTS) else text
