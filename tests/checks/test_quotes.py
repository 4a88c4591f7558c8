"""What is quoted as harm was said in the brief."""

from assistant.checks.ledger import quoted_from_brief
from assistant.checks.subject import Subject
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.brief import Contradiction
from schemas.process import EscalationProcess

SAID = "In the customer portal it says premium cases are answered within minutes"


def quoting(quote: str) -> EscalationProcess:
    process = good_process()
    action = process.frame.immediate_actions[0].model_copy(update={"quote": quote})
    frame = process.frame.model_copy(update={"immediate_actions": (action,)})
    return process.model_copy(update={"frame": frame})


def test_words_that_lost_a_contradiction_were_said_all_the_same() -> None:
    """The lead chose the contract over the portal; the portal's words still stand in the brief."""
    lost = Contradiction(
        id="x",
        left="a",
        right="b",
        kind="values",
        values=(SAID, "30 minutes"),
        example=None,
        choices=(),
        resolution="b",
    )
    brief = sample_brief().model_copy(update={"contradictions": (lost,)})
    assert list(quoted_from_brief(Subject(process=quoting(SAID), brief=brief, body_words=900))) == []


def test_words_that_nobody_said_are_found() -> None:
    """They stand in no fact and in no contradiction."""
    brief = sample_brief()
    assert list(quoted_from_brief(Subject(process=quoting(SAID), brief=brief, body_words=900)))
