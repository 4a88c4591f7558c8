"""Proofs as findings: what fails is a defect with the ticket that shows it, what is undecided is said to be."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.findings import Finding, Weight
from schemas.proofs import CounterTicket, Proof

GRAVE = frozenset({"E13.gap", "E13.hours", "E14.chain", "E14.ladder", "E08.line", "E02.ends", "E25.called"})
"""Properties without which somebody is left alone or a promise is broken: blockers."""
WEIGHTS: dict[str, Weight] = {"fails": "serious", "unknown": "nice"}
HAVE_IT_DECIDED = "Make the condition simpler, or let a person go through the case."


def findings_of(proofs: Iterable[Proof]) -> tuple[Finding, ...]:
    """A finding for each failure and for each doubt, none for what holds; the check is the property.

    What is undecided weighs little, but it is listed: it never counts as holding.
    """
    return tuple(_finding(proof) for proof in proofs if proof.verdict != "holds")


def _finding(proof: Proof) -> Finding:
    undecided = proof.verdict == "unknown"
    return Finding(
        check=proof.property,
        weight="blocker" if not undecided and proof.property in GRAVE else WEIGHTS[proof.verdict],
        where=proof.where,
        what=f"{proof.title}: not decided. {proof.what}" if undecided else proof.what,
        mend=proof.mend or HAVE_IT_DECIDED,
        example=case_of(proof.ticket) if proof.ticket is not None else None,
    )


def case_of(ticket: CounterTicket) -> str:
    """The ticket in a line: what it is, when it comes, what happens to it until it goes wrong."""
    facts = ", ".join(f"{fact.field} {fact.value}" for fact in ticket.facts)
    comes = f"comes {ticket.arrives}" if ticket.arrives else ""
    is_and_comes = ", ".join(part for part in (facts, comes) if part)
    story = " ".join(f"{moment.at} {moment.what}" if moment.at else moment.what for moment in ticket.story)
    return f"A ticket ({is_and_comes}). {story}" if is_and_comes else story
