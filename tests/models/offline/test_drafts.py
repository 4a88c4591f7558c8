"""Offline drafts of very different briefs: whole, checked, true to the brief, and not of one mould."""

import re
from collections.abc import Callable

from assistant.checks.run import run_checks
from assistant.models.offline.author import answer_to
from assistant.planning import plan_for
from assistant.render.document import render
from assistant.verify.prove import prove
from schemas.brief import Brief
from schemas.facts import stated
from schemas.numbers import PLACEHOLDER, holds_up, number_index
from schemas.process import EscalationProcess
from schemas.quantity import minutes
from schemas.walk import quantities, texts

Draft = Callable[[Brief], EscalationProcess]
NAME = re.compile(r"\b[A-Za-z]+-?\d+\b|\b24x[57]\b")
PARTS = ("frame", "rules", "handling", "improvement")


def prose(process: EscalationProcess) -> list[tuple[str, str, int]]:
    return [(f"/{p}{where}", text, mark.most) for p in PARTS for where, text, mark in texts(getattr(process, p))]


def test_a_draft_has_no_findings(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Nothing that a program can decide is wrong with it, its length included."""
    brief = all_briefs[shape]
    process = draft(brief)
    document = render(process, brief=brief)
    assert [
        f"{f.check} {f.where}: {f.what}" for f in run_checks(process, brief=brief, body_words=document.body_words)
    ] == []


def test_a_draft_stands_every_proof(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """No ticket goes round, is left lying or meets a rule that never gets its turn."""
    brief = all_briefs[shape]
    proofs = prove(draft(brief), brief)
    assert [f"{p.property} {p.where}: {p.what}" for p in proofs if p.verdict == "fails"] == []


def test_a_kind_of_issue_asks_for_no_more_work_than_any_case(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Its own limit comes no later than the one that takes every case from the first line."""
    for brief in all_briefs.values():
        first, rows = draft(brief).frame.tiers[0].id, draft(brief).rules.triggers
        work = [(t.id, c.number) for t in rows for c in t.all_of if c.field == "troubleshooting_time" and c.number]
        general = next(number for id, number in work if id == f"stuck-{first}")
        own = [number for id, number in work if not id.startswith("stuck-")]
        assert all(minutes(n) <= minutes(general) and n.clock == general.clock for n in own)


def test_a_case_goes_back_with_its_answer_only(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """A limit that lasts sends up who waits for an answer; the way back asks for it."""
    process = draft(all_briefs["regulated"])
    rows = [t for t in process.rules.triggers if any(c.field == "amount_disputed" for c in t.all_of)]
    back = next(d for d in process.improvement.de_escalations if d.source == rows[0].to)
    asked = {(c.field, c.values) for row in rows for c in row.all_of if c.field == "answer_given"}
    assert asked == {("answer_given", ("no",))}
    assert ("answer_given", ("yes",)) in {(c.field, c.values) for c in back.all_of}


def test_prose_holds_no_number_of_its_own(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Digits stand in names only."""
    bare = [(where, NAME.sub("", PLACEHOLDER.sub("", text))) for where, text, _ in prose(draft(all_briefs[shape]))]
    assert [(where, text) for where, text in bare if re.search(r"\d", text)] == []


def test_prose_names_only_what_there_is(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Every placeholder is a known number or a receiver."""
    process = draft(all_briefs[shape])
    known = {"q": set(number_index(process)), "role": set(process.receivers), "field": {f.id for f in process.fields}}
    named = [(where, kind, id) for where, text, _ in prose(process) for kind, id in PLACEHOLDER.findall(text)]
    assert [one for one in named if one[2] not in known[one[1]]] == []


def test_prose_keeps_its_length(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Each field within its word limit."""
    assert [where for where, text, most in prose(draft(all_briefs[shape])) if len(text.split()) > most] == []


def test_formulas_hold(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Every computed number equals its formula."""
    process = draft(all_briefs[shape])
    index = number_index(process)
    assert [
        where
        for where, quantity in quantities(process)
        if not holds_up(quantity, index, calendars={c.id: c for c in process.calendars})
    ] == []


def test_a_stated_promise_stays_as_it_was_said(shape: str, all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Wherever a commitment rests on a fact it has the fact's length."""
    brief = all_briefs[shape]
    resting = {f.key: f for f in brief.facts if f.slot.startswith("promise.") and f.quantity}
    kept = [c for c in draft(brief).frame.commitments if c.target.basis in resting]
    assert {c.target.basis for c in kept} == set(resting)
    assert all(minutes(c.target) == minutes(resting[c.target.basis].quantity) for c in kept)


def test_drafts_differ_in_shape(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """No two briefs give the same roles, triggers and decisions."""
    shapes = {
        (
            tuple(r.id for r in process.frame.roles),
            tuple(t.id for t in process.rules.triggers),
            tuple(d.id for d in process.frame.decisions),
            tuple(c.scope for c in process.handling.conduct_rules),
        )
        for process in map(draft, all_briefs.values())
    }
    assert len(shapes) == len(all_briefs)


def test_the_same_brief_gives_the_same_answer(all_briefs: dict[str, Brief]) -> None:
    """To the byte."""
    from datetime import UTC, datetime

    brief = all_briefs["partners"]
    values = {"brief": brief, "plan": plan_for(brief, today=datetime(2026, 1, 5, tzinfo=UTC))}
    assert answer_to("frame", values).model_dump_json() == answer_to("frame", values).model_dump_json()


def test_growth_and_the_few_at_the_top_are_told_first(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """The largest lever of the brief's own numbers leads the diagnosis."""
    first = draft(all_briefs["enterprise_flat"]).frame.diagnosis[0].claim
    assert "{q:volume.growth}" in first
    assert "{q:top_share}" in first


def test_a_slower_contract_becomes_a_decision(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Where the better plan would wait longer at the top severity, the lead decides."""
    assert "overtaken" in {d.id for d in draft(all_briefs["enterprise_flat"]).frame.decisions}


def test_harm_in_the_brief_calls_for_action_now(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """And quotes the words that show it; where no harm is told there is nothing."""
    assert draft(all_briefs["enterprise_flat"]).frame.immediate_actions[0].quote == "two customers threaten to leave"
    assert draft(all_briefs["no_promises"]).frame.immediate_actions == ()


def test_danger_is_told_to_the_customer_first(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Before anybody is called inside."""
    told = {i.issue: i for i in draft(all_briefs["partners"]).handling.customer_instructions}
    assert told["smell-of-gas"].before_internal_call


def test_a_partner_without_duty_becomes_a_decision_and_an_ask(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """One for each partner that owes no answer."""
    process = draft(all_briefs["partners"])
    assert "partner-parcelway" in {d.id for d in process.frame.decisions}
    assert "ParcelWay" in {a.partner for a in process.improvement.negotiation_asks}


def test_an_issue_goes_to_the_partner_that_owns_it(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Spare parts are the carrier's."""
    resolvers = {i.id: i.resolver for i in draft(all_briefs["partners"]).rules.issues}
    assert resolvers["spare-parts-lost"] == "parcelway"


def test_stated_duties_come_before_usual_ones(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """With the length that was stated."""
    first = draft(all_briefs["regulated"]).rules.regulator_clocks[0]
    assert first.law == "DORA"
    assert first.length is not None
    assert first.length.basis == "obligation.deadline:dora"


def test_duties_follow_the_region(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """An American maker of devices reads nothing of European law."""
    laws = " ".join(c.law for c in draft(all_briefs["medical"]).rules.regulator_clocks)
    assert "Medical Device Reporting" in laws
    assert "General Data Protection" not in laws


def test_a_stated_authority_is_the_first_lines_limit(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """And bounds the goodwill that may be offered."""
    process = draft(all_briefs["partners"])
    limit = process.frame.tiers[0].may_decide[0].limit
    assert limit is not None
    assert (limit.value, limit.basis) == (75, "authority:goodwill")
    assert process.handling.calming is not None
    assert process.handling.calming.goodwill == limit


def test_a_small_team_has_few_roles(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """Six people do not feed a management ladder."""
    assert len(draft(all_briefs["no_promises"]).frame.roles) <= 4


def test_an_overloaded_tier_is_said_to_be(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """With a way out and what it costs."""
    risks = draft(all_briefs["around_the_clock"]).frame.capacity_risks
    assert any(r.tier == "t1" and "{q:plan.load:t1}" in r.finding for r in risks)


def test_missing_volume_and_handle_time_are_listed(all_briefs: dict[str, Brief], draft: Draft) -> None:
    """They are the ones usually forgotten."""
    missing = {m.fact for m in draft(all_briefs["enterprise_flat"]).frame.missing_facts}
    assert {"Tickets a day", "Work on a case, by tier"} <= missing


def test_forty_tiers_and_three_hundred_issues_are_drafted(draft: Draft, all_briefs: dict[str, Brief]) -> None:
    """Size breaks nothing."""
    tiers = [stated("tier", f"t{n}", text=f"Tier {n}", quote="x", turn=1) for n in range(1, 41)]
    heads = [stated("tier.headcount", f"t{n}", number=2, unit="people", quote="x", turn=1) for n in range(1, 41)]
    issues = [stated("issue", f"i{n}", text=f"Outage kind {n}", quote="x", turn=1) for n in range(300)]
    process = draft(all_briefs["no_promises"].with_facts(*tiers, *heads, *issues))
    assert (len(process.frame.tiers), len(process.rules.issues)) == (40, 302)


def test_names_cannot_break_out_of_a_sentence(draft: Draft, all_briefs: dict[str, Brief]) -> None:
    """Braces and dollar signs in an issue's name stay plain text."""
    odd = stated("issue", "odd", text="{q:nothing} $customer {{ 7*7 }}", quote="x", turn=1)
    process = draft(all_briefs["unknown_trade"].with_facts(odd))
    name = next(i.name for i in process.rules.issues if i.id == "odd")
    assert "{" not in name
