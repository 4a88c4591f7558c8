"""A process becomes a document that a lead can send on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.render.document import Document, render
from schemas.brief import Brief, Contradiction
from schemas.findings import Finding
from schemas.improvement import MetricRow
from schemas.process import EscalationProcess
from schemas.walk import replace_texts

GOLDEN = Path(__file__).parent.parent / "golden"
UPDATE = "UPDATE_GOLDENS"
"""Set this variable to rewrite the golden files, then read what changed."""

Changed = Callable[..., EscalationProcess]


def finding(check: str, weight: str = "blocker") -> Finding:
    """A defect."""
    return Finding.model_validate(
        {
            "check": check,
            "weight": weight,
            "where": "/rules/triggers/0",
            "what": f"{check} is not met",
            "mend": "Mend it",
            "example": None,
        }
    )


def section(document: Document, id: str) -> str:
    """The Markdown of a section, empty when it is not there."""
    return next((s.markdown for s in document.sections if s.id == id), "")


def test_sample_reads_as_its_golden_file(document: Document) -> None:
    """Every change of the document is seen as a difference of this file."""
    golden = GOLDEN / "b2b_saas.en.md"
    if os.environ.get(UPDATE):
        golden.write_text(document.markdown, encoding="utf-8")
    assert document.markdown == golden.read_text(encoding="utf-8")


def test_same_process_gives_the_same_bytes(process: EscalationProcess, brief: Brief, document: Document) -> None:
    """Rendering depends on nothing else."""
    assert render(process, brief=brief).markdown == document.markdown


@pytest.mark.parametrize(
    "id",
    [
        "basis", "hierarchy", "triggers", "issues", "severity", "ladder", "handoff", "partners", "communication",
        "closing", "metrics", "improvement", "rollout",
    ],
)  # fmt: skip
def test_body_holds_every_part_of_the_task(document: Document, id: str) -> None:
    """Hierarchy, criteria, communication, priorities and metrics are all there."""
    assert section(document, id)


def test_whole_is_body_and_annexes(document: Document) -> None:
    """Nothing stands outside of both."""
    assert document.markdown.startswith(document.body)
    assert document.markdown.endswith(document.annexes)


def test_no_cell_says_none_and_no_slot_is_left(document: Document) -> None:
    """Empty values print nothing, and every slot of a phrase is filled."""
    assert re.search(r"\bNone\b|\{\w+\}", document.markdown) is None


def test_every_table_row_has_as_many_cells_as_its_head(document: Document) -> None:
    """No text breaks a table."""
    for table in re.findall(r"(?:^\|.*\n)+", document.markdown, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().splitlines()}
        assert len(widths) == 1, table


def test_offline_author_is_told_plainly(process: EscalationProcess, brief: Brief) -> None:
    """A reader knows that no language model wrote it."""
    offline = process.model_copy(update={"authorship": process.authorship.model_copy(update={"author": "offline"})})
    assert "no language model wrote it" in section(render(offline, brief=brief), "front")


def test_insisting_is_told_with_its_reason(process: EscalationProcess, brief: Brief) -> None:
    """Advice that was not taken stands on page one."""
    insisted = process.fit.model_copy(update={"verdict": "insisted", "reason": "One tier solves everything"})
    document = render(process.model_copy(update={"fit": insisted}), brief=brief)
    assert "One tier solves everything." in section(document, "front")


def test_open_blockers_stand_before_everything_else(process: EscalationProcess, brief: Brief) -> None:
    """They come before what is to be done at once."""
    front = section(render(process, brief=brief, findings=(finding("E14"),)), "front")
    assert front.index("E14 is not met") < front.index("Act now")


def test_no_blocker_is_hidden_behind_the_first_few(process: EscalationProcess, brief: Brief) -> None:
    """Those that are not told in full are counted by check on page one, and all stand in an annex."""
    document = render(process, brief=brief, findings=tuple(finding(f"E{i:02}") for i in range(1, 13)))
    assert all(f"E{i:02}" in section(document, "front") for i in range(1, 13))
    assert all(f"E{i:02} is not met" in section(document, "annex-m") for i in range(1, 13))


def test_lesser_findings_are_counted_on_page_one(process: EscalationProcess, brief: Brief) -> None:
    """Their text stands in the annex."""
    document = render(process, brief=brief, findings=(finding("E32", "serious"),))
    assert "Lesser open findings: 1" in section(document, "front")
    assert "E32 is not met" in section(document, "annex-m")


def test_open_contradiction_is_shown(process: EscalationProcess, brief: Brief) -> None:
    """It is never smoothed over."""
    open_conflict = Contradiction(
        id="total", left="team.headcount", right="plan.headcount", kind="total", values=("50 people", "45 in tiers"),
        example=None, choices=(), resolution=None,
    )  # fmt: skip
    document = render(process, brief=brief.model_copy(update={"contradictions": (open_conflict,)}))
    assert "50 people ↔ 45 in tiers" in section(document, "basis")


def test_warning_before_the_tightest_promise_stands_in_the_body(document: Document) -> None:
    """The share of the clock is also told as a time."""
    assert "of the first-response clock used (15 min for Enterprise)" in section(document, "triggers")


def test_without_partners_there_is_no_section_for_them(
    process: EscalationProcess, brief: Brief, with_parts: Changed
) -> None:
    """Empty lists leave no trace."""
    alone = with_parts(process, frame={"partners": ()}, handling={"partner_ladders": ()})
    document = render(alone, brief=brief)
    assert section(document, "partners") == ""
    assert "| Partner |" not in document.markdown


def test_one_customer_class_has_one_target_column(one_customer_class: EscalationProcess, brief: Brief) -> None:
    """No plan columns where there are no plans."""
    severity = section(render(one_customer_class, brief=brief), "severity")
    assert "| Target |" in severity
    assert "Enterprise" not in severity


def test_cut_list_says_how_much_is_missing_and_where(document: Document, process: EscalationProcess) -> None:
    """Every trigger is either in the body's table or counted after it."""
    triggers = section(document, "triggers")
    shown = len(document.shown.items["triggers"])
    assert f"+{len(process.triggers) - shown}: Annex E" in triggers


def test_everything_cut_from_the_body_stands_in_an_annex(
    process: EscalationProcess, brief: Brief, of_size: Changed
) -> None:
    """No issue type, trigger or tier is lost in a large process."""
    large = of_size(tiers=12, issues=40, triggers=60)
    annexes = render(large, brief=brief).annexes
    assert all(issue.name in annexes for issue in large.rules.issues)
    assert all(f"`{trigger.id}`" in annexes for trigger in large.triggers)
    assert all(f"| {tier.name} |" in annexes for tier in large.frame.tiers)


def test_cause_reaches_the_reader_even_when_only_the_annex_has_room(process: EscalationProcess, brief: Brief) -> None:
    """Every prose text of the process stands somewhere in the document, unless a fuller form replaces it."""
    marked = replace_texts(process.improvement.metrics, lambda text: f"{text} zebra")
    changed = process.model_copy(update={"improvement": process.improvement.model_copy(update={"metrics": marked})})
    assert render(changed, brief=brief).annexes.count("zebra") == len(process.improvement.metrics)


def test_unknown_number_shows_its_id_in_brackets(process: EscalationProcess, brief: Brief, with_parts: Changed) -> None:
    """A placeholder that names nothing is neither dropped nor printed raw."""
    asked = process.frame.diagnosis[0].model_copy(update={"claim": "Only {q:no-such} of {role:nobody}"})
    document = render(with_parts(process, frame={"diagnosis": (asked,)}), brief=brief)
    assert "Only [no-such] of [nobody]" in document.body


def test_lead_is_called_by_the_role_that_was_stated(process: EscalationProcess, brief: Brief) -> None:
    """`lead` prints the person's own title."""
    known = brief.find("platform")
    assert known is not None
    titled = brief.with_facts(known.model_copy(update={"slot": "lead.role", "text": "Head of Support"}))
    assert "Head of Support decides within" in render(process, brief=titled).body


def test_foreign_text_cannot_act(process: EscalationProcess, brief: Brief) -> None:
    """Markup in every prose text at once leaves no tag, link or picture, and templates keep their bytes."""
    hostile = "<script>x</script> [a](javascript:b) ![c](http://d/e.png) {{ 7*7 }} | `f`"
    document = render(replace_texts(process, lambda text: f"{hostile} {text}"), brief=brief)
    outside_drawing = re.sub(r"```mermaid.*?```", "", document.markdown, flags=re.DOTALL)
    assert "<script" not in document.markdown
    assert re.search(r"(?<!\\)\]\(", outside_drawing) is None
    assert "{{ 7*7 }}" in outside_drawing


def test_document_speaks_german(process: EscalationProcess, brief: Brief, with_parts: Changed) -> None:
    """Headings, units and connecting words follow the document's language."""
    voice = process.frame.voice.model_copy(update={"language": "de"})
    body = render(with_parts(process, frame={"voice": voice}), brief=brief).body
    assert "## Prioritätenmatrix" in body
    assert "2 h Servicezeit†" in body


def test_sections_name_the_places_they_show(document: Document, process: EscalationProcess) -> None:
    """Each pointer leads to a value of the process."""
    whole = process.model_dump(mode="json")
    for shown in document.sections:
        for pointer in shown.places:
            value = whole
            for step in pointer.split("/")[1:]:
                value = value[int(step)] if isinstance(value, list) else value[step]


def test_later_version_keeps_unchanged_sections_to_the_byte(
    process: EscalationProcess, brief: Brief, document: Document, with_parts: Changed
) -> None:
    """One new metric changes the metrics and their annex, and nothing else."""
    metrics = process.improvement.metrics
    extra: MetricRow = metrics[0].model_copy(update={"id": "new", "name": "A new metric"})
    changed = with_parts(process, improvement={"metrics": (*metrics, extra)})
    later = render(changed, brief=brief, like=document.shown)
    before = {s.id: s.markdown for s in document.sections}
    assert {s.id for s in later.sections if s.markdown != before.get(s.id)} == {"metrics", "annex-k"}


def test_later_version_still_keeps_its_length(
    process: EscalationProcess, brief: Brief, document: Document, of_size: Changed
) -> None:
    """Being like the version before never breaks the length."""
    assert 800 <= render(of_size(tiers=5, issues=12), brief=brief, like=document.shown).body_words <= 1100
    assert 800 <= render(of_size(tiers=2, issues=1, triggers=2), brief=brief, like=document.shown).body_words <= 1100


def test_a_document_laid_out_like_itself_is_itself(process: EscalationProcess, brief: Brief) -> None:
    """Showing a stored version again gives its bytes again."""
    first = render(process, brief=brief)
    assert render(process, brief=brief, like=first.shown).markdown == first.markdown
