"""The standard ticket vocabulary: fields that every ticketing system has or can hold.

A process declares the ones it uses and adds its own. Source: CHECKLIST section 2 of the project's specification; the
product mappings follow the public field names of Zendesk, ServiceNow, Freshdesk and Jira Service Management.
"""

from __future__ import annotations

from schemas.conditions import FieldKind, TicketField

STATUS = ("new", "open", "pending_customer", "pending_vendor", "on_hold", "solved", "closed")
ENVIRONMENT = ("production", "other")

_NUMBERS: tuple[tuple[str, FieldKind, str, str], ...] = (
    ("arr", "money", "currency a year", "CRM"),
    ("affected_users", "number", "users", "agent's form"),
    ("affected_users_pct", "percent", "percent", "agent's form"),
    ("affected_accounts", "number", "accounts", "ticketing system"),
    ("reassign_count", "number", "moves", "ticketing system"),
    ("bounce_count", "number", "returns and sideways moves", "ticketing system"),
    ("reopen_count", "number", "reopens", "ticketing system"),
    ("tiers_visited", "number", "tiers", "ticketing system"),
    ("customer_contacts_7d", "number", "contacts in 7 days", "ticketing system"),
    ("linked_open_tickets", "number", "tickets", "ticketing system"),
    ("similar_tickets_1h", "number", "tickets in 1 hour", "ticketing system"),
    ("missed_responses_quarter", "number", "misses in the quarter", "SLA report"),
    ("refund_amount", "money", "currency", "agent's form"),
    ("sentiment_score", "number", "-1 to 1", "ticketing system"),
    ("csat_last", "number", "1 to 5", "survey"),
    ("kb_match_score", "number", "0 to 1", "knowledge base"),
)
_DURATIONS = (
    ("troubleshooting_time", "working time spent on the case in the current tier"),
    ("time_in_tier", "time since the case came to the current tier"),
    ("time_in_status", "time since the status last changed"),
    ("time_since_handoff", "time since the last handoff"),
    ("time_since_customer_reply", "time since the customer last wrote"),
    ("time_since_update", "time since the customer last heard from us"),
    ("time_since_created", "age of the case"),
)
_FLAGS = (
    "workaround_available",
    "data_loss",
    "security_flag",
    "privacy_flag",
    "legal_flag",
    "safety_flag",
    "regulator_flag",
    "customer_requested_escalation",
    "vendor_case_open",
    "executive_contact",
    "confirmed_bug",
    "answer_given",
)
COUNTS_AS_NO = ("answer_given",)
"""Flags that are not so until somebody says yes: whether whoever a case was sent to has answered it."""
_REFERENCES = ("tier_current", "assignee", "owner", "customer_contact_owner")
_TIMESTAMPS = ("created_at", "first_reply_at", "handoff_at", "ack_at", "next_update_due_at", "solved_at")
SLA_METRICS = ("first_response", "update", "resolution", "acknowledgement")


def _field(
    id: str, kind: FieldKind, *, values: tuple[str, ...] = (), unit: str | None = None, source: str = "ticketing system"
) -> TicketField:
    return TicketField(
        id=id,
        label=id.replace("_", " ").replace(".", " "),
        kind=kind,
        values=values,
        unit=unit,
        source=source,
        question=None,
        judge=None,
        unknown_as="no" if id in COUNTS_AS_NO else "unknown",
        sensitive=False,
    )


def standard_fields(
    *,
    severities: tuple[str, ...] = (),
    customer_tiers: tuple[str, ...] = (),
    issue_types: tuple[str, ...] = (),
    receivers: tuple[str, ...] = (),
    calendars: tuple[str, ...] = (),
) -> tuple[TicketField, ...]:
    """The standard vocabulary, its closed lists filled with this process's own ids.

    severities and customer_tiers come from highest to lowest, as the process lists them; the fields' values run from
    least to greatest.
    """
    return (
        _field("severity", "ordered", values=tuple(reversed(severities))),
        _field("customer_tier", "ordered", values=tuple(reversed(customer_tiers)), source="CRM"),
        _field("issue_type", "choice", values=issue_types),
        _field("status", "choice", values=STATUS),
        _field("environment", "choice", values=ENVIRONMENT),
        _field("channel", "choice", values=("email", "phone", "chat", "portal", "other")),
        *(_field(name, "reference", values=receivers) for name in _REFERENCES),
        *(_field(name, kind, unit=unit, source=source) for name, kind, unit, source in _NUMBERS),
        *(_field(name, "duration", unit="duration", source=meaning) for name, meaning in _DURATIONS),
        *(_field(name, "flag", values=("yes", "no")) for name in _FLAGS),
        *(_field(name, "timestamp") for name in _TIMESTAMPS),
        *(_field(f"sla.{m}.consumed_pct", "percent", unit="percent", source="SLA policy") for m in SLA_METRICS),
        *(_field(f"sla.{m}.elapsed", "duration", unit="duration", source="SLA policy") for m in SLA_METRICS),
        *(_field(f"sla.{m}.breached", "flag", values=("yes", "no"), source="SLA policy") for m in SLA_METRICS),
        _field("ticket_id", "reference"),
        _field("subject", "reference"),
        _field("business_impact", "reference", source="agent's form"),
        _field("reproduction_steps", "reference", source="agent's form"),
        _field("steps_tried", "reference", source="agent's form"),
        _field("evidence_links", "reference", source="agent's form"),
        _field("exact_ask", "reference", source="agent's form"),
        _field("now", "clock", values=calendars, source="wall clock"),
    )
