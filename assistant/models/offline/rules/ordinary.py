"""The triggers of ordinary cases: time without a cause, late partners, repeats, requests."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models.offline.cast import Cast
from assistant.models.offline.rules.issue_table import WORK, work_in
from assistant.models.offline.rules.rows import at_least, is_, lapse_of, row
from schemas.conditions import Comparison
from schemas.quantity import Quantity, proposal
from schemas.triggers import Trigger

REOPENED = 2
CONTACTS = 3
BOUNCES = 2


def ordinary(cast: Cast) -> Iterable[Trigger]:
    """All of them, in their order."""
    yield from _skill(cast)
    yield from _partners(cast)
    yield from _repeats(cast)
    yield from _requests(cast)


def _skill(cast: Cast) -> Iterable[Trigger]:
    """Working time in a tier without a cause; out of the top tier to whoever it leads to."""
    for place, tier in enumerate(cast.tiers):
        top = place == len(cast.tiers) - 1
        limit = Comparison(field=WORK, op=">=", values=(), number=work_in(cast, place))
        exit = tier.exit if tier.exit in cast.receivers() else cast.manager
        yield row(
            cast,
            f"stuck-{tier.id}",
            key="stuck_top" if top else "stuck",
            family="skill",
            kind="hierarchical" if top else "functional",
            all_of=(is_("tier_current", tier.id), limit),
            source=tier.id,
            to=exit,
            on_lapse=lapse_of(cast, exit),
            salience=1 if place < 2 or top else 3,
        )


def _partners(cast: Cast) -> Iterable[Trigger]:
    for partner in cast.frame.partners:
        owed = partner.obligation
        limit = (
            owed.model_copy(update={"basis": f"= [obligation:{partner.id}]"})
            if owed
            else proposal(4, "h", partner.hours)
        )
        waiting = Comparison(field="time_in_status", op=">=", values=(), number=limit)
        yield row(
            cast,
            f"partner-{partner.id}",
            key="partner_late",
            family="time",
            kind="hierarchical",
            all_of=(is_("status", "pending_vendor"), is_("partner_waited_for", partner.id), waiting),
            to=cast.partner_manager,
            partner=f"{{role:{partner.id}}}",
        )


def _repeats(cast: Cast) -> Iterable[Trigger]:
    yield row(
        cast,
        "reopened",
        family="repeat",
        all_of=(at_least("reopen_count", REOPENED),),
        to=cast.middle if len(cast.tiers) > 1 else cast.manager,
        source=cast.first,
        on_lapse=cast.lead(cast.middle),
    )
    yield row(
        cast,
        "contacts",
        family="repeat",
        kind="hierarchical",
        all_of=(at_least("customer_contacts_7d", CONTACTS),),
        to=cast.lead(cast.first),
    )
    yield row(
        cast,
        "bounce",
        family="repeat",
        kind="hierarchical",
        all_of=(Comparison(field="bounce_count", op=">=", values=(), number=_cap()),),
        to=cast.manager,
        on_lapse=cast.head,
        salience=1,
    )


def _cap() -> Quantity:
    return Quantity(value=BOUNCES, unit="count", clock=None, basis="= [bounce_cap]")


def _requests(cast: Cast) -> Iterable[Trigger]:
    yield row(
        cast,
        "customer-asks",
        family="customer_request",
        kind="hierarchical",
        mode="manual",
        all_of=(is_("customer_requested_escalation", "yes"),),
        to=cast.lead(cast.first),
    )
    yield row(
        cast,
        "executive-contact",
        family="customer_request",
        kind="hierarchical",
        all_of=(is_("executive_contact", "yes"),),
        to=cast.head,
        salience=3,
    )
    yield row(
        cast,
        "any-agent",
        family="skill",
        mode="manual",
        all_of=(Comparison(field="escalation_reason", op="not_null", values=(), number=None),),
        to=cast.middle if len(cast.tiers) > 1 else cast.manager,
        on_lapse=cast.manager,
        salience=1,
    )
