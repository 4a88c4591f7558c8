"""The first card says what it must, and what it says holds together."""

from __future__ import annotations

import pytest

from prompts.library import Card, load_card
from schemas.brief import Brief, empty_brief
from schemas.facts import Fact, stated
from schemas.hours import parse_hours
from schemas.process import EscalationProcess
from schemas.quantity import UNITS

ESCALATION = "customer-support-escalation-process"
CHECKS = {f"E{number:02d}" for number in range(1, 41)} | {"WORDS"}
"""The ids of the checklist."""


def test_its_criteria_are_bound_to_checks_that_exist() -> None:
    """It loads against the checklist's own ids."""
    assert load_card(ESCALATION, known_checks=CHECKS).id == ESCALATION


def test_it_is_what_the_specification_says(card: Card) -> None:
    """Version, category, tags, complexity and kind of conversation."""
    assert (card.version, card.category, card.tags, card.complexity, card.interaction) == (
        "1.0.0",
        "Customer-Focused / Support Operations",
        ("escalation-management", "support-tiers", "issue-resolution", "incident-response"),
        "intermediate",
        "multi-turn",
    )


def test_its_document_has_the_band_and_the_five_blocks(card: Card) -> None:
    """800 to 1,100 words and what must not be missing."""
    assert (card.output.least_words, card.output.most_words, len(card.output.must_contain)) == (800, 1100, 5)


def test_its_work_has_five_parts(card: Card) -> None:
    """Hierarchy, criteria, communication, priorities, quality."""
    assert [part.id for part in card.task] == ["hierarchy", "criteria", "communication", "priorities", "quality"]


def test_its_document_noun_exists(card: Card) -> None:
    """The name of the noun that the assistant is to fill."""
    assert card.document == EscalationProcess.__name__


def test_no_more_is_asked_than_the_limit(card: Card) -> None:
    """Three required inputs and three optional ones make six questions at most."""
    assert len(card.inputs.required) + len(card.inputs.optional) <= card.inputs.most_questions == 6


def test_required_inputs_outrank_optional_ones(card: Card) -> None:
    """What must be known is asked before what would be good to know."""
    assert min(one.rank for one in card.inputs.required) > max(one.rank for one in card.inputs.optional)


def test_ranks_decide_every_order(card: Card) -> None:
    """No two inputs share a rank, so the next question never depends on chance."""
    ranks = [one.rank for one in (*card.inputs.required, *card.inputs.optional)]
    assert len(set(ranks)) == len(ranks)


def test_the_escalation_share_is_shown_with_its_range(card: Card) -> None:
    """20 % where nothing was said, of a plausible 10 to 20 %."""
    share = next(one for one in card.inputs.inferred if one.slot == "volume.escalation_share")
    assert (share.number, share.unit, share.low, share.high) == (20, "percent", 10, 20)


def test_assumed_shares_of_a_total_make_the_whole(card: Card) -> None:
    """A stated headcount is split without losing anybody."""
    assert sum(one.share or 0 for one in card.inputs.required[0].assumed) == pytest.approx(1)


def test_assumed_facts_answer_their_input(card: Card) -> None:
    """Whoever leaves a required input to the assistant gets one that counts as answered."""
    for wanted in card.inputs.required:
        facts = (_fact(one.slot, one.subject, one.number) for one in wanted.assumed)
        assert wanted.met(empty_brief().with_facts(*facts)), wanted.id


def test_inferred_values_use_units_and_hours_that_can_be_read(card: Card) -> None:
    """Units are the nouns' own, and hours are in the canonical form."""
    kinds = {slot.id: slot.kind for slot in card.slots}
    for one in (*card.inputs.inferred, *(a for wanted in card.inputs.required for a in wanted.assumed)):
        assert one.unit is None or one.unit in UNITS
        if kinds[one.slot] == "hours":
            assert parse_hours(one.text or "", id="x", default_timezone="UTC").windows


def _fact(slot: str, subject: str = "", number: float | None = None) -> Fact:
    return stated(slot, subject, quote="x", turn=1, number=number, unit=None, text="x")


TWO_TIERS = (_fact("tier", "t1"), _fact("tier", "t2"))
HEADS = (_fact("tier.headcount", "t1", 5), _fact("tier.headcount", "t2", 2))


@pytest.mark.parametrize(
    ("input_id", "facts", "met"),
    [
        ("structure", TWO_TIERS, False),
        ("structure", (TWO_TIERS[0], HEADS[0]), False),
        ("structure", (*TWO_TIERS, HEADS[0]), False),
        ("structure", (*TWO_TIERS, *HEADS), True),
        ("issues", (), False),
        ("issues", (_fact("issue", "api"),), True),
        ("promises", (_fact("customer_tier", "enterprise"),), False),
        ("promises", (_fact("promise.first_response", "enterprise/p1", 30),), True),
        ("promises", (_fact("promise.none"),), True),
        ("hours", (_fact("hours.timezone"),), False),
        ("hours", (_fact("hours.support"),), True),
        ("volume", (_fact("volume.escalation_share", "", 20),), False),
        ("volume", (_fact("volume.tickets", "", 300),), True),
        ("obligations", (_fact("obligation", "gdpr"),), True),
    ],
)
def test_an_input_is_answered_when_its_needs_are_met(
    card: Card, input_id: str, facts: tuple[Fact, ...], met: bool
) -> None:
    """At least two tiers with headcounts, one issue, one promise or none at all."""
    wanted = card.input(input_id)
    assert wanted is not None
    assert wanted.met(empty_brief().with_facts(*facts)) is met


def test_a_brief_that_holds_everything_needs_no_required_question(card: Card, brief: Brief) -> None:
    """The small brief of these tests answers all three."""
    assert all(wanted.met(brief) for wanted in card.inputs.required)
