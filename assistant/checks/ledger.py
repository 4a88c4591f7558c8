"""The ledger and the quotes: what is said to come from the brief stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.numbers import wrong_basis
from assistant.checks.subject import Check, Problem, Subject

LEAST_SHARED = 0.6
"""Share of the longer words of a quote that must stand in the brief: a passage may be cut and joined, not made up."""


def ledger_true(subject: Subject) -> Iterator[Problem]:
    """Every number of the ledger is the brief's, or what its formula yields."""
    facts = {f.key: f for f in subject.brief.facts}
    for place, entry in enumerate(subject.process.ledger):
        quantity, fact = entry.quantity, facts.get(entry.id)
        told = f"{entry.id} is {quantity.value:g} {quantity.unit} in the ledger"
        wrong = None
        if fact is not None and fact.number is not None:
            if abs(fact.number - quantity.value) > 0.001 or fact.unit != quantity.unit:
                wrong = f"{told} and {fact.number:g} {fact.unit} in the brief."
        elif entry.origin == "stated":
            wrong = f"{told} and stands nowhere in the brief."
        elif quantity.expression is not None:
            wrong = wrong_basis(subject, quantity)
        if wrong is not None:
            mend = "The ledger is computed: draft again from the brief, or change the brief."
            yield Problem(where=f"/ledger/{place}", what=wrong, mend=mend)


def quoted_from_brief(subject: Subject) -> Iterator[Problem]:
    """The words that show a harm are the brief's own."""
    facts = [text for f in subject.brief.facts for text in (f.text, f.evidence.quote if f.evidence else "")]
    # What lost against another statement was said all the same.
    sides = [value for conflict in subject.brief.contradictions for value in conflict.values]
    said = {word for text in (*facts, *sides) for word in _words(text)}
    for place, action in enumerate(subject.process.frame.immediate_actions):
        words = _words(action.quote)
        shared = sum(word in said for word in words)
        if not words or shared < LEAST_SHARED * len(words):
            yield Problem(
                where=f"/frame/immediate_actions/{place}/quote",
                what=f"Nobody said “{action.quote}”.",
                mend="Quote the words of the brief that show the harm, or drop the action.",
            )


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w{4,}", (text or "").casefold())


CHECKS = (
    Check(id="E39.ledger", weight="blocker", title="The ledger is the brief's", find=ledger_true),
    Check(id="E39.quote", weight="blocker", title="Harm is shown in the brief's words", find=quoted_from_brief),
)
