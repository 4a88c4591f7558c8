"""The offline author behaves like every author: deltas, then one free reply."""

import pytest

from assistant.models.offline.author import OfflineAuthor, answer_to
from assistant.models.offline.talking import advice, confirmation, question
from assistant.models.protocol import Delta, Reply, Request
from assistant.planning import plan_for
from prompts.inputs import Input
from schemas.brief import Brief, empty_brief
from schemas.facts import inferred
from schemas.process import Frame


def structure() -> Input:
    return Input(
        id="structure", rank=1, slots=("tier",), needs=(), intent="Find out the tiers.", example="Three tiers."
    )


async def test_the_deltas_are_the_reply(all_briefs: dict[str, Brief]) -> None:
    """Text that is shown and text that is kept are the same, and cost nothing."""
    from datetime import UTC, datetime

    brief = all_briefs["plain_travel"]
    values = {"brief": brief, "plan": plan_for(brief, today=datetime(2026, 1, 5, tzinfo=UTC))}
    request = Request(step="frame", system="", prompt="", values=values, answer=Frame)
    events = [event async for event in OfflineAuthor().stream(request)]
    reply = events[-1]
    assert isinstance(reply, Reply)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == reply.text
    assert (reply.cost_usd, reply.usage.total_tokens) == (0.0, 0)
    assert reply.data == Frame.model_validate_json(reply.text)


def test_an_unknown_step_is_a_bug() -> None:
    """It is not answered with something else."""
    with pytest.raises(KeyError):
        answer_to("dance", {})


def test_a_question_takes_up_what_is_known(all_briefs: dict[str, Brief]) -> None:
    """The tiers that were named are named in it."""
    assert "Tier 1, Tier 2" in question(structure(), all_briefs["no_promises"], recommended=None).text


@pytest.mark.parametrize(
    ("language", "word"), [("en", "organised"), ("de", "organisiert"), ("es", "organizado"), ("fr", "organised")]
)
def test_a_question_comes_in_the_persons_language(language: str, word: str) -> None:
    """In English where the language is not known."""
    assert word in question(structure(), empty_brief(language), recommended=None).text


def test_what_was_inferred_is_shown_with_its_range() -> None:
    """And with the reason."""
    fact = inferred("volume.escalation_share", number=20, unit="percent", low=10, high=25, rule="Usual.")
    text = confirmation((fact,), (), brief=empty_brief()).text
    assert "20 % (10 to 25) - Usual" in text


def test_advice_quotes_the_reason() -> None:
    """And says how to insist."""
    text = advice("all of us do everything", brief=empty_brief()).text
    assert "all of us do everything" in text
    assert "tiers all the same" in text
