"""Playing single tickets through a good process."""

import pytest

from assistant.simulate.play import play
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.errors import InputError
from schemas.played import Played, PlayedTicket
from schemas.process import EscalationProcess

PROCESS = good_process()
TOP = PROCESS.frame.severities[0].id
BEST = PROCESS.frame.customer_tiers[0].id
NIGHT = "2026-11-28T02:00+01:00"


def played(process: EscalationProcess = PROCESS, **values: object) -> Played:
    blank: dict[str, object] = {
        "severity": TOP,
        "customer_tier": BEST,
        "issue": None,
        "facts": {},
        "arrives": NIGHT,
        "nobody_acknowledges": False,
    }
    return play(process, PlayedTicket.model_validate(blank | values), brief=sample_brief())


def events(course: Played) -> list[str]:
    return [moment.event for moment in course.moments]


def test_a_critical_case_at_night_is_answered_in_time() -> None:
    """On a Saturday at two: paged, acknowledged, answered, solved."""
    course = played()
    assert events(course)[:3] == ["arrives", "acknowledged", "answered"]
    assert (course.ended, course.all_kept) == ("solved", True)


def test_where_nobody_acknowledges_it_climbs_and_the_promise_breaks() -> None:
    """Every lapse names the next, and the breach is told."""
    course = played(nobody_acknowledges=True)
    assert "lapsed" in events(course)
    assert "broken" in events(course)
    assert "acknowledged" not in events(course)
    assert not course.all_kept
    assert course.ended == "unsolved"


def test_a_security_question_with_yes_goes_past_the_line() -> None:
    """The first rule that fires is the risk rule's, at the moment of arrival."""
    lowest = PROCESS.frame.severities[-1].id
    course = played(severity=lowest, facts={"security_flag": "yes"})
    first = next(m for m in course.moments if m.event == "handed")
    rule = next(t for t in PROCESS.triggers if t.id == first.rule)
    assert (rule.family, first.after_minutes) == ("risk", 0)


def test_office_hours_hold_a_low_case_until_morning() -> None:
    """What arrives on Saturday night is acknowledged when somebody is there again."""
    course = played(severity=PROCESS.frame.severities[-1].id)
    answered = next(m for m in course.moments if m.event == "acknowledged")
    assert answered.at.startswith("2026-11-30")


def test_the_same_ticket_has_the_same_course() -> None:
    """Nothing in it is chance."""
    assert played() == played()


def test_a_promise_shortened_below_the_acknowledgement_breaks() -> None:
    """The play sees what the checks see: an answer that comes a minute after the promise."""
    frame = PROCESS.frame
    shorter = tuple(
        c.model_copy(update={"target": c.target.model_copy(update={"value": 1.0, "unit": "min", "basis": "proposal"})})
        if (c.customer_tier, c.severity, c.metric) == (BEST, TOP, "first_response")
        else c
        for c in frame.commitments
    )
    process = PROCESS.model_copy(update={"frame": frame.model_copy(update={"commitments": shorter})})
    course = played(process)
    assert not course.all_kept
    assert "broken" in events(course)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"severity": "p9"}, "p9"),
        ({"customer_tier": "nobody"}, "nobody"),
        ({"issue": "weather"}, "weather"),
        ({"facts": {"mood": "bad"}}, "mood"),
        ({"facts": {"security_flag": "perhaps"}}, "perhaps"),
        ({"facts": {"reopen_count": "many"}}, "many"),
        ({"arrives": "tomorrow"}, "tomorrow"),
        ({"arrives": "2026-11-28T02:00"}, "time zone"),
    ],
)
def test_what_the_process_does_not_have_is_named(values: dict[str, object], named: str) -> None:
    """The error names it, and says what there is."""
    with pytest.raises(InputError, match=named) as error:
        played(**values)
    assert error.value.do
