"""A small brief with its planning facts, the sample process, and a tiny second card written to a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evals.mutants.good_b2b import good_process
from prompts.library import Card, load_card
from schemas.brief import Brief, Choice, Contradiction
from schemas.calendar import Calendar, round_the_clock, round_the_clock_weekdays
from schemas.facts import inferred, stated
from schemas.findings import Finding
from schemas.process import EscalationProcess, LedgerEntry
from schemas.quantity import Quantity

ESCALATION = "customer-support-escalation-process"
SECOND = "voice-of-customer-analysis"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the author is shown beside the brief, in the shape that templates read."""

    ledger: tuple[LedgerEntry, ...]
    calendars: tuple[Calendar, ...]
    notes: tuple[str, ...]


@pytest.fixture(scope="session")
def card() -> Card:
    """The first card, as shipped."""
    return load_card(ESCALATION)


@pytest.fixture
def brief() -> Brief:
    """Two tiers, one issue, one promise, one conflict."""
    facts = (
        stated("tier", "t1", quote="35 in tier 1", turn=1, text="Tier 1"),
        stated("tier.headcount", "t1", quote="35 in tier 1", turn=1, number=35, unit="people"),
        stated("tier", "t2", quote="12 in tier 2", turn=1, text="Tier 2"),
        stated("tier.headcount", "t2", quote="12 in tier 2", turn=1, number=12, unit="people"),
        stated("team.headcount", quote="50 people", turn=1, number=50, unit="people"),
        stated("issue", "api", quote="API errors", turn=1, text="API errors"),
        stated("promise.first_response", "enterprise/*", quote="half an hour", turn=1, number=30, unit="min"),
        inferred("volume.escalation_share", rule="a fifth is usual", number=20, unit="percent", low=10, high=20),
    )
    conflict = Contradiction(
        id="total:team.headcount:tier.headcount",
        left="team.headcount",
        right="tier.headcount",
        kind="total",
        values=("50", "35 + 12 = 47"),
        example=None,
        choices=(Choice(label="47", sets=(), drops=()), Choice(label="50", sets=(), drops=())),
        resolution=None,
    )
    return Brief(
        language="en", facts=facts, contradictions=(conflict,), delegated=("volume.tickets",), asked=("structure",)
    )


@pytest.fixture
def plan() -> Plan:
    """One computed number, two calendars, one gap."""
    entry = LedgerEntry(
        id="plan.headcount",
        text="plan.headcount",
        quantity=Quantity(value=47, unit="people", clock=None, basis="= [tier.headcount:t1] + [tier.headcount:t2]"),
        origin="computed",
        quote=None,
        rule="= [tier.headcount:t1] + [tier.headcount:t2]",
        low=None,
        high=None,
    )
    return Plan(
        ledger=(entry,),
        calendars=(round_the_clock(), round_the_clock_weekdays("Europe/Berlin")),
        notes=("promise.first_response:enterprise/*: Sat 2026-01-10 00:00 CET - Mon 2026-01-12 09:00 CET",),
    )


@pytest.fixture(scope="session")
def process() -> EscalationProcess:
    """A whole process, as assembled."""
    return good_process()


@pytest.fixture
def values(card: Card, brief: Brief, plan: Plan, process: EscalationProcess) -> dict[str, Any]:
    """What the conversation hands to templates, for every step at once."""
    finding = Finding(
        check="E14",
        weight="blocker",
        where="/rules/triggers/3/acknowledge_in",
        what="The wait is as long as the promise.",
        mend="Shorten the wait.",
        example="A ticket of Monday 09:00 is answered at 09:31.",
    )
    return {
        "message": "We have 35 people in tier 1.",
        "brief": brief,
        "phase": "intake",
        "asked": "structure",
        "slots": card.slots,
        "document": False,
        "input": card.input("issues"),
        "recommended": "Outages and security incidents.",
        "inferred": tuple(fact for fact in brief.facts if fact.origin == "inferred"),
        "contradictions": brief.contradictions,
        "reason": "We all do the same work.",
        "plan": plan,
        "frame": process.frame,
        "process": process,
        "findings": (finding,),
        "request": "Answer P1 within ten minutes.",
        "refusal": "",
        "previous_brief": brief.without("issue:api"),
    }


SECOND_CARD = """\
id: voice-of-customer-analysis
version: 1.0.0
title: Voice-of-customer analysis
category: Customer-Focused / Insight
tags: [feedback]
complexity: basic
interaction: multi-turn
models: [Claude 3 and later]
purpose: Find out what customers say.
use_when: [Feedback lies around unread.]
not_for:
  cases: [Nobody has said anything yet.]
  say: Say so.
  instead:
    - {name: Interviews, fits_when: there is no feedback, what: ask ten customers}
role: You read feedback.
inputs:
  most_questions: 2
  required:
    - id: sources
      rank: 10
      slots: [source, source.count]
      needs:
        - {any_of: [source], least: 1, each: [source.count]}
      intent: Where the feedback is.
      example: 200 survey answers.
  optional: []
  inferred:
    - {slot: period, number: 3, unit: month, rule: Taken as usual., source: Usual practice.}
slots:
  - {id: source, kind: entity, of: "", means: A place with feedback.}
  - {id: source.count, kind: number, of: source, means: How many pieces it holds.}
  - {id: period, kind: number, of: "", means: Months looked at.}
task:
  - {id: themes, does: Find the themes.}
output: {name: Report, form: themes, least_words: 100, most_words: 200, must_contain: [themes]}
criteria:
  excellent:
    - {id: quoted, text: Every theme is quoted., checks: [V1]}
  avoid:
    - {id: vague, text: Themes are vague., judge: "Would two readers name the same theme?"}
document: ThemeReport
steps:
  system: {template: system.jinja, uses: [brief]}
  themes: {template: themes.jinja, uses: [focus], system: system, answer: ThemeReport}
"""
SECOND_FILES = {
    "card.yaml": SECOND_CARD,
    "system.jinja": "{{ card.role }}\n{{ brief.facts | facts }}\n",
    "themes.jinja": '{% include "_how.jinja" %}\n{{ focus | fence("focus") }}\n',
    "_how.jinja": "Name each theme.\n",
    "CHANGES.md": "# Changes\n\n## 1.0.0\n\nThe first.\n",
}

WriteCard = Callable[..., Path]


@pytest.fixture
def write_card(tmp_path: Path) -> WriteCard:
    """Write the second card and return the cards' root.

    files: texts that replace a file or, where None, leave it out. edits: in a file, an old text and the new one.
    """

    def write(
        files: Mapping[str, str | None] | None = None,
        *,
        edits: Mapping[str, tuple[str, str]] | None = None,
        major: int = 1,
    ) -> Path:
        folder = tmp_path / "cards" / SECOND / f"v{major}"
        folder.mkdir(parents=True)
        for name, text in (SECOND_FILES | dict(files or {})).items():
            old, new = (edits or {}).get(name, ("", ""))
            assert text is None or old in text
            if text is not None:
                (folder / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return tmp_path / "cards"

    return write
