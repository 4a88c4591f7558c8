"""The body has 800 to 1,100 words at every size of process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.render.document import render
from assistant.render.packing import LEAST_WORDS, MOST_WORDS
from assistant.render.words import count_words
from schemas.brief import Brief
from schemas.findings import Finding
from schemas.process import EscalationProcess
from schemas.walk import replace_texts

SIZES = [
    {"tiers": 2, "issues": 1, "triggers": 3},
    {"tiers": 3, "issues": 4},
    {"tiers": 3, "issues": 4, "partners": False},
    {"tiers": 4, "issues": 8},
    {"tiers": 5, "issues": 12, "triggers": 30},
    {"tiers": 40, "issues": 6},
    {"tiers": 3, "issues": 300},
    {"tiers": 40, "issues": 300, "triggers": 200},
]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_body_keeps_its_length_at_every_size(
    of_size: Callable[..., EscalationProcess], brief: Brief, size: dict[str, Any]
) -> None:
    """Small and huge processes alike give a body that people read."""
    assert LEAST_WORDS <= render(of_size(**size), brief=brief).body_words <= MOST_WORDS


def test_body_keeps_its_length_with_one_customer_class(one_customer_class: EscalationProcess, brief: Brief) -> None:
    """Without plan columns and promises the body is filled with other rows."""
    assert LEAST_WORDS <= render(one_customer_class, brief=brief).body_words <= MOST_WORDS


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_body_keeps_its_length_in_every_language(
    process: EscalationProcess, with_parts: Callable[..., EscalationProcess], brief: Brief, language: str
) -> None:
    """The renderer's own words may be longer or shorter."""
    voice = process.frame.voice.model_copy(update={"language": language})
    translated = with_parts(process, frame={"voice": voice})
    assert LEAST_WORDS <= render(translated, brief=brief).body_words <= MOST_WORDS


def test_bare_process_still_fills_a_body(
    process: EscalationProcess, with_parts: Callable[..., EscalationProcess], brief: Brief
) -> None:
    """With every optional list empty, what is otherwise left to the annexes fills the body."""
    bare = with_parts(
        process,
        frame=dict.fromkeys(
            ("immediate_actions", "capacity_risks", "principles", "partners", "missing_facts", "assumptions"), ()
        ),
        rules=dict.fromkeys(("external_deadlines", "regulator_clocks", "detectors", "guards"), ()),
        handling={"partner_ladders": (), "customer_instructions": (), "conduct_rules": (), "calming": None},
        improvement=dict.fromkeys(("investigations", "registers", "negotiation_asks"), ()),
    )
    assert LEAST_WORDS <= render(bare, brief=brief).body_words <= MOST_WORDS


def test_endless_texts_cannot_burst_the_body(process: EscalationProcess, brief: Brief) -> None:
    """A model that ignores every limit gets its texts cut in the body."""
    endless = replace_texts(process, lambda text: " ".join([text] * 60))
    assert render(endless, brief=brief).body_words <= MOST_WORDS


def test_many_blockers_leave_room_for_the_process(process: EscalationProcess, brief: Brief) -> None:
    """Two hundred findings are all accounted for on page one, and the body keeps its length."""
    findings = tuple(
        Finding(check=f"E{i % 40:02}", weight="blocker", where=f"/rules/triggers/{i}", what="Wait " * 30, mend="Mend",
                example=None)
        for i in range(200)
    )  # fmt: skip
    document = render(process, brief=brief, findings=findings)
    assert LEAST_WORDS <= document.body_words <= MOST_WORDS


def test_told_count_is_the_pinned_count(process: EscalationProcess, brief: Brief) -> None:
    """What the packing adds up is what the counter reads in the finished text."""
    document = render(process, brief=brief)
    assert document.body_words == count_words(document.body)
