"""What the offline author reads from free text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.quotes import is_verbatim
from assistant.models.offline.reading.read import read_message
from prompts.library import load_card
from schemas.brief import empty_brief
from schemas.reading import Reading

SLOTS = load_card("customer-support-escalation-process").slots


def read(message: str, *, asked: str | None = None, document: bool = False) -> Reading:
    return read_message(message=message, brief=empty_brief(), asked=asked, slots=SLOTS, document=document)


def values(reading: Reading) -> dict[str, object]:
    return {f"{f.slot}:{f.subject}".rstrip(":"): f.number if f.number is not None else f.text for f in reading.facts}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Tier 1 has 35 people, tier 2 has 12.", {"tier.headcount:t1": 35, "tier.headcount:t2": 12}),
        ("L1: 20, L2: 8, L3: 4", {"tier.headcount:t1": 20, "tier.headcount:t2": 8, "tier.headcount:t3": 4}),
        ("First line 14 people, second line 5 people.", {"tier.headcount:t1": 14, "tier.headcount:t2": 5}),
        ("We are 50 agents in three tiers.", {"team.headcount": 50}),
        (
            "Enterprise customers are promised a first response within 30 minutes for P1.",
            {"promise.first_response:enterprise/p1": 30},
        ),
        (
            "Gold gets a response within 10 minutes for P1, within 2 hours for P2.",
            {"promise.first_response:gold/p1": 10, "promise.first_response:gold/p2": 2},
        ),
        (
            "Response times: P1 15 min, P2 2 hours.",
            {"promise.first_response:*/p1": 15, "promise.first_response:*/p2": 2},
        ),
        (
            "We get 1,200 tickets a week and 20 % are escalated.",
            {"volume.tickets": 1200, "volume.escalation_share": 20},
        ),
        ("We escalate outages and data loss.", {"issue:outages": "outages", "issue:data-loss": "data loss"}),
        ("We use Zendesk.", {"platform": "Zendesk"}),
        ("Support runs Monday to Friday 9:00-18:00.", {"hours.support": "mon-fri 09:00-18:00"}),
        ("We have no SLAs.", {"promise.none": "no SLAs"}),
    ],
)
def test_a_sentence_is_read(message: str, expected: dict[str, object]) -> None:
    """Each value under its slot and subject."""
    found = values(read(message))
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "message",
    [
        "We need an escalation process.",
        "Customers are unhappy.",
        "Last month a customer waited 3 hours in the normal queue.",
        "Complaints must be answered within 15 business days.",
    ],
)
def test_nothing_is_invented(message: str) -> None:
    """No tier, no promise, no headcount where none was said."""
    slots = {f.slot for f in read(message).facts}
    assert not {s for s in slots if s.startswith(("tier", "promise", "team", "severity"))}


def test_a_table_of_promises_is_read_cell_by_cell() -> None:
    """Severity by customer tier."""
    table = "| Severity | Gold | Silver |\n| --- | --- | --- |\n| P1 | 10 min | 1 hour |\n| P2 | 2 hours | 8 hours |\n"
    found = values(read("First response:\n\n" + table))
    assert found["promise.first_response:gold/p1"] == 10
    assert found["promise.first_response:silver/p2"] == 8


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("you decide", "delegate"),
        ("Entscheiden Sie", "delegate"),
        ("no sé", "delegate"),
        ("yes, write it", "accept"),
        ("ja, passt so", "accept"),
        ("I want it anyway", "insist"),
    ],
)
def test_short_answers_are_understood(message: str, intent: str) -> None:
    """In three languages."""
    assert read(message).intent == intent


def test_a_single_tier_is_noticed() -> None:
    """With the words that say it."""
    reading = read("We are five people and everyone does everything.")
    assert reading.one_expertise
    assert reading.one_expertise_quote == "everyone does everything"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash_and_quoted_verbatim(message: str) -> None:
    """Control characters, emoji and right-to-left text too."""
    for fact in read(message).facts:
        assert is_verbatim(fact.quote, message)


@pytest.mark.parametrize("size", [20_000])
@pytest.mark.parametrize("unit", ["P1 15 min, ", "tier 1 has 5 people. ", "((((", "a, b and c; ", "9-5 "])
def test_long_text_takes_bounded_work(unit: str, size: int) -> None:
    """No pattern runs away: far below what a quadratic one would take."""
    began = time.process_time()
    read(unit * (size // len(unit)))
    assert time.process_time() - began < 30
