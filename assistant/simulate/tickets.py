"""A ticket that somebody wants to see played, read against the process."""

from __future__ import annotations

from datetime import datetime

from schemas.commitments import Commitment
from schemas.conditions import TicketField
from schemas.errors import InputError
from schemas.evaluation import NUMBERS, Value
from schemas.played import PlayedTicket
from schemas.process import EscalationProcess

UNKNOWN = "unknown"
"""What a field is given that nobody has answered."""


def read_ticket(process: EscalationProcess, ticket: PlayedTicket) -> tuple[datetime, dict[str, Value]]:
    """When it arrives, and what its fields say; a flag that is not told of is answered with no.

    Raises InputError, naming what there is, for anything that the process does not have.
    """
    _one_of("severity", ticket.severity, tuple(s.id for s in process.frame.severities))
    _one_of("customer tier", ticket.customer_tier, tuple(c.id for c in process.frame.customer_tiers))
    if ticket.issue is not None:
        _one_of("issue", ticket.issue, tuple(i.id for i in process.rules.issues))
    facts: dict[str, Value] = {f.id: "no" for f in process.fields if f.kind == "flag"}
    facts |= {"severity": ticket.severity, "customer_tier": ticket.customer_tier}
    if ticket.issue is not None:
        facts["issue_type"] = ticket.issue
    declared = {f.id: f for f in process.fields}
    for name, text in ticket.facts.items():
        _one_of("field", name, tuple(declared))
        if text == UNKNOWN:
            facts.pop(name, None)
        else:
            facts[name] = _value(declared[name], text)
    return _arrival(ticket.arrives), facts


def start_of(process: EscalationProcess, ticket: PlayedTicket) -> str:
    """Who has the case first."""
    severity = process.severity(ticket.severity)
    if severity is None:
        raise AssertionError("a ticket's severity was read before")
    issue = next((i for i in process.rules.issues if i.id == ticket.issue), None)
    highest = process.frame.severities[0].id
    return issue.entry if issue is not None and severity.id != highest else severity.entry


def promises_of(process: EscalationProcess, ticket: PlayedTicket) -> dict[str, Commitment]:
    """What its customer was promised at its severity, by metric; the severity's own target where nothing was."""
    found: dict[str, Commitment] = {
        c.metric: c
        for c in process.frame.commitments
        if (c.customer_tier, c.severity) == (ticket.customer_tier, ticket.severity)
    }
    severity = process.severity(ticket.severity)
    if "first_response" not in found and severity is not None:
        found["first_response"] = Commitment(
            id=f"target:{severity.id}",
            metric="first_response",
            customer_tier=ticket.customer_tier,
            severity=severity.id,
            target=severity.first_response,
            pauses_on=(),
            answered_by=severity.owner,
            penalty=None,
        )
    return found


def _one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
        raise InputError(f"The process has no {what} {given!r}.", do=f"Give one of: {listed}.")


def _value(declared: TicketField, text: str) -> Value:
    if declared.kind in NUMBERS:
        try:
            return float(text)
        except ValueError as error:
            raise InputError(f"{declared.id} is a {declared.kind}, not {text!r}.", do="Give a number.") from error
    if declared.kind == "flag":
        _one_of(f"answer to {declared.id}", text, ("yes", "no", UNKNOWN))
    elif declared.values:
        _one_of(f"value of {declared.id}", text, declared.values)
    return frozenset(text.split(",")) if declared.kind == "set" else text


def _arrival(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no time.", do="Write it like 2026-11-28T02:00+01:00.") from error
    if at.tzinfo is None:
        raise InputError(f"{text!r} does not say in which time zone.", do="Add the offset, like +01:00, or Z.")
    return at
