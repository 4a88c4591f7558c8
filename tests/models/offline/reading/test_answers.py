"""What an answer says to somebody who knows the brief so far."""

import pytest

from assistant.briefing.fold import fold
from assistant.models.offline.reading.read import read_message
from prompts.library import load_card
from schemas.brief import Brief, empty_brief
from schemas.reading import Reading

SLOTS = load_card("customer-support-escalation-process").slots
OPENING = """First line: 18 people, Mon-Sat 07:00-20:00 Europe/London
Technical desk: 7 people, Mon-Fri 08:00-18:00 Europe/London
Specialists: 3 people

Our agents may give up to 75 GBP goodwill without asking."""


@pytest.fixture
def brief() -> Brief:
    """The brief behind the opening message."""
    reading = read_message(message=OPENING, brief=empty_brief(), asked=None, slots=SLOTS, document=False)
    return fold(empty_brief(), reading, message=OPENING, turn=1, slots={slot.id for slot in SLOTS}).brief


def answer(message: str, brief: Brief, *, asked: str | None = None) -> Reading:
    return read_message(message=message, brief=brief, asked=asked, slots=SLOTS, document=False)


def test_the_others_are_the_tiers_that_are_not_named(brief: Brief) -> None:
    """Each of them gets the hours that are said for the rest."""
    reading = answer("Tier 1 every day 8 to 22, the others Monday to Friday 9 to 18.", brief, asked="hours")
    assert {f.subject: f.text for f in reading.facts if f.slot == "tier.hours"} == {
        "t1": "mon-sun 08:00-22:00",
        "t2": "mon-fri 09:00-18:00",
        "t3": "mon-fri 09:00-18:00",
    }


def test_a_tier_is_known_by_the_last_word_of_its_name(brief: Brief) -> None:
    """ "The desk" is the technical desk, and its hours are its own."""
    reading = answer("The first line Mon-Sat 7 to 21, the desk Mon-Fri 8 to 17.", brief, asked="hours")
    told = {f.subject: f.text for f in reading.facts if f.slot == "tier.hours"}
    assert told == {"t1": "mon-sat 07:00-21:00", "t2": "mon-fri 08:00-17:00"}


def test_hours_said_again_without_their_zone_are_no_conflict(brief: Brief) -> None:
    """They are taken for what is known."""
    message = "As written: the first line Mon-Sat 07:00-20:00."
    folded = fold(brief, answer(message, brief), message=message, turn=2, slots={slot.id for slot in SLOTS})
    assert folded.brief.contradictions == ()


def test_a_limit_said_anew_replaces_the_old_one(brief: Brief) -> None:
    """Though it is said in fewer words."""
    limits = [f for f in answer("Agents may give up to 100 GBP goodwill.", brief).facts if f.slot == "authority"]
    assert [f.subject for f in limits] == [f.subject for f in brief.under("authority")]


@pytest.mark.parametrize("message", ["you decide", "What would you take?"])
def test_handing_the_question_back_names_no_tool(message: str, brief: Brief) -> None:
    """Only a name is an answer to the question for the platform."""
    assert not [f for f in answer(message, brief, asked="platform").facts if f.slot == "platform"]


def test_levels_in_plural_share_their_hours(brief: Brief) -> None:
    """ "Levels 1 and 2" are two."""
    reading = answer("Levels 1 and 2 work around the clock, level 3 Mon-Fri 8-18.", brief)
    told = {f.subject: f.text for f in reading.facts if f.slot == "tier.hours"}
    assert told == {"t1": "24x7", "t2": "24x7", "t3": "mon-fri 08:00-18:00"}
