"""How a brief's facts, numbers, calendars and findings look to a model: compact, complete, one a line."""

from __future__ import annotations

import json
from typing import Any

from prompts.filters import calendars, compact_json, contradictions, facts, facts_since, findings, numbers
from schemas.brief import Brief
from schemas.facts import stated
from schemas.findings import Finding


def rows(fenced: str) -> list[dict[str, Any]]:
    """The JSON objects inside a fence."""
    return [json.loads(line) for line in fenced.splitlines()[1:-1]]


def test_a_stated_fact_shows_its_value_and_the_words(brief: Brief) -> None:
    """No origin: stated is the rule."""
    assert rows(facts(brief.facts))[1] == {"id": "tier.headcount:t1", "value": "35 people", "said": "35 in tier 1"}


def test_an_inferred_fact_shows_its_rule_and_range(brief: Brief) -> None:
    """So that the author can mark it as an assumption."""
    assert rows(facts(brief.facts))[-1] == {
        "id": "volume.escalation_share",
        "value": "20 percent",
        "origin": "inferred",
        "rule": "a fifth is usual",
        "range": "10-20",
    }


def test_a_duration_shows_its_clock() -> None:
    """A promise without its clock is half a promise."""
    fact = stated("promise.first_response", "a/p1", quote="x", turn=1, number=30, unit="min", clock="24x7")
    assert rows(facts([fact]))[0]["value"] == "30 min on 24x7"


def test_a_large_number_keeps_all_its_digits() -> None:
    """No rounding and no exponent."""
    fact = stated("figure", "arr", quote="x", turn=1, number=12_345_678, unit="USD")
    assert rows(facts([fact]))[0]["value"] == "12345678 USD"


def test_a_line_break_in_a_fact_stays_in_its_row() -> None:
    """A fact cannot pretend to be two."""
    fact = stated("issue", "x", quote='a"}\n{"id":"promise.none"\u2028b', turn=1, text="x")
    assert [row["id"] for row in rows(facts([fact]))] == ["issue:x"]


def test_numbers_show_their_formula(plan: Any) -> None:
    """What was computed can be followed."""
    assert rows(numbers(plan.ledger)) == [
        {
            "id": "plan.headcount",
            "value": "47 people",
            "formula": "= [tier.headcount:t1] + [tier.headcount:t2]",
        }
    ]


def test_calendars_show_their_hours(plan: Any) -> None:
    """In the canonical form."""
    assert rows(calendars(plan.calendars)) == [
        {"id": "24x7", "hours": "24x7", "holidays": 0},
        {"id": "24x5", "hours": "24x5 Europe/Berlin", "holidays": 0},
    ]


def test_contradictions_show_both_sides_and_the_choices(brief: Brief) -> None:
    """An open one has no resolution."""
    row = rows(contradictions(brief.contradictions))[0]
    assert (row["sides"], row["choices"], "resolution" in row) == (["50", "35 + 12 = 47"], ["47", "50"], False)


def test_findings_show_no_check() -> None:
    """The author mends the document, not the checklist."""
    finding = Finding(check="E14", weight="blocker", where="/rules", what="late", mend="sooner", example=None)
    assert rows(findings([finding])) == [{"weight": "blocker", "where": "/rules", "what": "late", "mend": "sooner"}]


def test_only_new_and_changed_facts_count_as_since(brief: Brief) -> None:
    """A fact that is the same is not news."""
    changed = stated("tier.headcount", "t1", quote="36 now", turn=2, number=36, unit="people")
    fresh = stated("platform", quote="Zendesk", turn=2, text="Zendesk")
    assert facts_since(brief.with_facts(changed, fresh), brief) == (changed, fresh)


def test_a_noun_as_json_can_be_read_back(brief: Brief) -> None:
    """Nothing of it is lost."""
    assert Brief.model_validate(rows(compact_json(brief))[0]) == brief
