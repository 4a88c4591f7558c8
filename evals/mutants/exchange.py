"""Mutants of handoffs, communication, metrics, numbers and honesty."""

from __future__ import annotations

from typing import Any

from evals.mutants.mutant import B2B, WITH_PARTNERS, Mutant, drop, keep_if, minutes, put
from schemas.brief import Brief, Contradiction
from schemas.facts import stated


def _count(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "count", "clock": None, "basis": "proposal"}


def with_hazard(brief: Brief) -> Brief:
    """A brief in which an issue may harm people."""
    return brief.with_facts(stated("issue.hazard", "outage", quote="people may be hurt", turn=1, text="safety"))


def with_conflict(resolution: str | None) -> Any:
    """A brief with a contradiction."""
    conflict = Contradiction(
        id="total:x",
        kind="total",
        left="a",
        right="b",
        values=("50", "51"),
        example=None,
        choices=(),
        resolution=resolution,
    )
    return lambda brief: brief.model_copy(update={"contradictions": (conflict,)})


def with_promise(subject: str, minutes_promised: float) -> Any:
    """A brief with one more promise."""
    return lambda brief: brief.with_facts(
        stated("promise.first_response", subject, quote="promised", turn=1, number=minutes_promised, unit="min")
    )


def with_volume(tickets: float) -> Any:
    """A brief in which the volume is known and the handle time is not."""
    return lambda brief: brief.with_facts(
        stated("volume.tickets", quote="tickets a day", turn=1, number=tickets, unit="tickets_per_day")
    )


HANDOFF = (
    Mutant(check="E04", name="five bounces", edit=put("handling/handoff/bounce_cap", _count(5))),
    Mutant(check="E04", name="rejecting without a reason", edit=put("handling/handoff/reject_reasons", [])),
    Mutant(check="E04", name="nobody decides", edit=put("handling/handoff/bounce_decider", "nobody"), also=("E03",)),
    Mutant(
        check="E26", name="no exact ask", edit=keep_if("handling/handoff/packet", lambda p: p["covers"] != "exact_ask")
    ),
    Mutant(check="E26", name="nothing forbidden", edit=put("handling/handoff/forbidden", [])),
    Mutant(
        check="E26",
        name="no severity in the packet",
        edit=keep_if("handling/handoff/packet", lambda p: p["covers"] != "severity"),
    ),
    Mutant(
        check="E27", name="lapse to nobody", edit=put("handling/handoff/by_severity/p1/on_lapse", ""), also=("E03",)
    ),
    Mutant(check="E27", name="trigger lapses to nobody", edit=put("rules/triggers/t2-bug/on_lapse", None)),
    Mutant(check="E27", name="ring again", edit=put("rules/triggers/t1-stuck/on_lapse", "t2")),
    Mutant(check="E27", name="a severity without a rule", edit=drop("handling/handoff/by_severity/p4")),
    Mutant(
        check="E28",
        name="nobody owns while a partner works",
        on=WITH_PARTNERS,
        edit=keep_if("handling/handoff/owners", lambda o: o["state"] != "waiting_partner"),
    ),
    Mutant(
        check="E28",
        name="no owner off shift",
        edit=keep_if("handling/handoff/owners", lambda o: o["state"] != "off_shift"),
    ),
    Mutant(
        check="E28",
        name="no customer contact",
        edit=put("handling/handoff/owners/with_tier/customer_contact", ""),
        also=("E03",),
    ),
    Mutant(check="E29", name="second severity not handed over", edit=put("handling/handoff/shift/severities", ["p1"])),
    Mutant(check="E29", name="no summary", edit=put("handling/handoff/shift/summary", "")),
    Mutant(check="E29", name="nothing handed over", edit=put("handling/handoff/shift/severities", [])),
    Mutant(check="E30", name="no way back", edit=put("improvement/de_escalations", [])),
    Mutant(check="E30", name="back means up", on=B2B, edit=put("improvement/de_escalations/0/to", "t3"), also=()),
    Mutant(check="E30", name="no lesson", edit=put("improvement/de_escalations/0/return_lesson", "")),
    Mutant(check="PRINCIPLE", name="enforced by nothing", edit=put("frame/principles/0/enforced_by", [])),
    Mutant(check="PRINCIPLE", name="enforced by a wish", edit=put("frame/principles/1/enforced_by", ["goodwill"])),
    Mutant(check="PRINCIPLE", name="enforced by a tier", edit=put("frame/principles/0/enforced_by", ["t1"])),
    Mutant(check="PARTNER", name="no ladder", edit=put("handling/partner_ladders", [])),
    Mutant(
        check="PARTNER", name="a ladder for another", edit=put("handling/partner_ladders/0/partner", "x"), also=("REF",)
    ),
    Mutant(
        check="PARTNER",
        name="a second partner without a ladder",
        edit=lambda d: d["frame"]["partners"].append(d["frame"]["partners"][0] | {"id": "second", "name": "Second"}),
    ),
)
COMMUNICATION = (
    Mutant(
        check="E31",
        name="executives not told",
        edit=keep_if("handling/audiences", lambda a: a["audience"] != "executive"),
    ),
    Mutant(
        check="E31",
        name="customers not told at p2",
        edit=keep_if("handling/audiences", lambda a: (a["severity"], a["audience"]) != ("p2", "customer")),
    ),
    Mutant(check="E31", name="nobody told", edit=put("handling/audiences", [])),
    Mutant(
        check="E32",
        name="no next update",
        edit=put("handling/messages/first-reply/text", "We see [impact] and do [action]."),
    ),
    Mutant(
        check="E32",
        name="promises a fix",
        edit=put("handling/messages/first-reply/text", "[impact] [action] [next_update]. It will be fixed by noon."),
    ),
    Mutant(
        check="E32",
        name="blames",
        edit=put("handling/messages/first-reply/text", "[impact] [action] [next_update]. This was your mistake."),
    ),
    Mutant(check="E33", name="no ladder", edit=put("handling/ladders", [])),
    Mutant(
        check="E33",
        name="management without a deputy",
        edit=put("frame/roles/incident-manager/deputy", "incident-manager"),
    ),
    Mutant(
        check="E33",
        name="management never told",
        edit=lambda d: [s.update(kind="technical") for x in d["handling"]["ladders"] for s in x["steps"]],
    ),
    Mutant(
        check="SAFETY",
        name="people at risk are not told",
        edit=keep_if("handling/customer_instructions", lambda i: i["issue"] != "outage"),
        brief=with_hazard,
        also=("E08",),
    ),
    Mutant(
        check="SAFETY",
        name="people at risk are told afterwards",
        edit=lambda d: d["handling"].update(
            customer_instructions=[{"issue": "outage", "steps": ["Stop"], "before_internal_call": False}]
        ),
        brief=with_hazard,
        also=("E08",),
    ),
    Mutant(
        check="SAFETY",
        name="people at risk are told nothing",
        edit=lambda d: d["handling"].update(
            customer_instructions=[{"issue": "outage", "steps": [], "before_internal_call": True}]
        ),
        brief=with_hazard,
        also=("E08",),
    ),
)
METRICS = (
    Mutant(check="E37", name="no formula", edit=put("improvement/metrics/reopen_rate/formula", "")),
    Mutant(
        check="E37",
        name="three metrics",
        edit=keep_if("improvement/metrics", lambda m: m["id"] in ("escalation_rate", "reopen_rate", "sla_attainment")),
    ),
    Mutant(
        check="E37",
        name="no counter-metric",
        edit=lambda d: [m.update(counter_metric=None) for m in d["improvement"]["metrics"]],
    ),
    Mutant(check="E38", name="no review", edit=put("improvement/reviews", [])),
    Mutant(check="E38", name="no prevention", edit=put("improvement/prevention", [])),
    Mutant(check="E38", name="review without output", edit=put("improvement/reviews/0/output", "")),
    Mutant(check="E40", name="no exception rule", edit=put("improvement/governance/exception_rule", "")),
    Mutant(
        check="E40",
        name="no rehearsal",
        edit=lambda d: [s.update(rehearsal=False) for s in d["improvement"]["rollout"]],
    ),
    Mutant(check="E40", name="never reviewed", edit=put("improvement/governance/review_every", minutes(0, clock=None))),
)
HONESTY = (
    Mutant(
        check="E39",
        name="a number from nowhere",
        edit=put("frame/severities/p3/update_every", minutes(960, clock="business") | {"basis": "industry.average"}),
    ),
    Mutant(
        check="E39",
        name="a formula that does not hold",
        edit=put(
            "frame/severities/p3/update_every", minutes(960, clock="business") | {"basis": "= [headcount:t1] * 2"}
        ),
    ),
    Mutant(
        check="E39",
        name="a fact that says otherwise",
        edit=put(
            "frame/severities/p3/update_every",
            minutes(960, clock="business") | {"basis": "promise.update:enterprise/p1"},
        ),
    ),
    Mutant(check="E39.prose", name="a digit in prose", edit=put("frame/tiers/t1/scope", "Solves 80 percent of cases")),
    Mutant(
        check="E39.prose", name="an unknown placeholder", edit=put("frame/tiers/t2/scope", "Solves {q:magic} of cases")
    ),
    Mutant(check="E39.prose", name="an unknown role", edit=put("frame/tiers/t2/scope", "Helps {role:wizard}")),
    Mutant(
        check="E39.promise",
        name="a promise is loosened",
        edit=put("frame/commitments/first_response:enterprise/p2/target", minutes(180, clock="business")),
    ),
    Mutant(
        check="E39.promise",
        name="a promise is tightened",
        edit=put("frame/commitments/first_response:standard/p2/target", minutes(200, clock="business")),
    ),
    Mutant(
        check="E39.promise", name="a promise is forgotten", on=B2B, edit=lambda d: None, brief=with_promise("*/p3", 15)
    ),
    Mutant(check="E39.open", name="an open contradiction", edit=lambda d: None, brief=with_conflict(None)),
    Mutant(check="E39.open", name="a delegated contradiction", edit=lambda d: None, brief=with_conflict("delegated")),
    Mutant(check="E34", name="volume not named as missing", on=B2B, edit=put("frame/missing_facts", [])),
    Mutant(
        check="E34",
        name="handle time not named as missing",
        on=B2B,
        edit=put("frame/missing_facts", []),
        brief=with_volume(100),
    ),
    Mutant(
        check="E34",
        name="handle time of a small team",
        on=B2B,
        edit=put("frame/missing_facts", []),
        brief=with_volume(5),
    ),
    Mutant(
        check="E39.open",
        name="a contradiction settled by nobody",
        edit=put("frame/decisions", []),
        brief=with_conflict(None),
    ),
    Mutant(check="DECISION", name="one option", edit=drop("frame/decisions/rota/options/1")),
    Mutant(check="DECISION", name="recommends no option", edit=put("frame/decisions/rota/recommended", "Hope")),
    Mutant(check="DECISION", name="no interim rule", edit=put("frame/decisions/rota/interim_rule", "")),
    Mutant(check="DUTY", name="a tier is accountable", edit=put("rules/regulator_clocks/0/accountable", "t1")),
    Mutant(check="DUTY.kept", name="a law's deadline is dropped", on=B2B, edit=put("rules/regulator_clocks", [])),
    Mutant(
        check="DUTY.kept",
        name="a law's deadline is stretched",
        on=B2B,
        edit=put("rules/regulator_clocks/0/length", {"value": 96, "unit": "h", "clock": "24x7", "basis": "proposal"}),
    ),
    Mutant(
        check="DUTY.kept",
        name="a law's deadline is left open",
        on=B2B,
        edit=put("rules/regulator_clocks/0/length", None),
    ),
    Mutant(check="DUTY", name="a partner is accountable", edit=put("rules/regulator_clocks/0/accountable", "cloud")),
    Mutant(
        check="DUTY", name="nobody is accountable", edit=put("rules/regulator_clocks/0/accountable", ""), also=("E03",)
    ),
    Mutant(
        check="AUTHORITY",
        name="goodwill beyond the limit",
        on=B2B,
        edit=put("handling/calming/goodwill", {"value": 500, "unit": "EUR", "clock": None, "basis": "proposal"}),
    ),
    Mutant(
        check="AUTHORITY",
        name="goodwill just above the limit",
        on=B2B,
        edit=put("handling/calming/goodwill", {"value": 51, "unit": "EUR", "clock": None, "basis": "proposal"}),
    ),
    Mutant(check="AUTHORITY", name="goodwill of nobody", edit=put("handling/calming/within_authority_of", None)),
)
LENGTH = (
    Mutant(check="WORDS", name="one word short", edit=lambda d: None, words=799),
    Mutant(check="WORDS", name="one word long", edit=lambda d: None, words=1_101),
    Mutant(check="WORDS", name="empty", edit=lambda d: None, words=0),
)
MUTANTS = LENGTH + HANDOFF + COMMUNICATION + METRICS + HONESTY
