"""What is taken where nothing was said."""

from assistant.briefing.defaults import with_defaults
from prompts.library import load_card
from schemas.brief import Brief, empty_brief
from schemas.facts import Fact, stated

CARD = load_card("customer-support-escalation-process")


def said(slot: str, subject: str = "", **values: object) -> Fact:
    return stated(slot, subject, quote="q", turn=1, **values)  # type: ignore[arg-type]


def brief(*more: Fact) -> Brief:
    """A brief that holds all that is required."""
    return empty_brief().with_facts(
        said("tier", "t1", text="One"),
        said("tier", "t2", text="Two"),
        said("tier.headcount", "t1", number=5, unit="people"),
        said("tier.headcount", "t2", number=2, unit="people"),
        said("issue", "x", text="X"),
        said("promise.none", text="no SLAs"),
        *more,
    )


def test_hours_that_a_tier_keeps_are_taken_for_the_whole() -> None:
    """Nobody is given nine to six whose first line was said to work seven to seven."""
    filled = with_defaults(brief(said("tier.hours", "t1", text="mon-fri 07:00-19:00")), card=CARD, assume=False)
    fact = filled.find("hours.support")
    assert fact is not None
    assert (fact.text, fact.origin, fact.rule) == ("mon-fri 07:00-19:00", "inferred", "= [tier.hours:t1]")


def test_usual_hours_are_taken_where_none_are_known() -> None:
    """And shown as taken."""
    fact = with_defaults(brief(), card=CARD, assume=False).find("hours.support")
    assert fact is not None
    assert (fact.text, fact.origin) == ("mon-fri 09:00-18:00", "inferred")


def test_nothing_is_taken_while_something_required_is_missing() -> None:
    """A one-line brief stays empty."""
    assert with_defaults(empty_brief(), card=CARD, assume=False).facts == ()


def test_a_stated_fact_is_never_touched() -> None:
    """What was said stays."""
    filled = with_defaults(brief(said("platform", text="Zendesk")), card=CARD, assume=True)
    assert filled.text("platform") == "Zendesk"
