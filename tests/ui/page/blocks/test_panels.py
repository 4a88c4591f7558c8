"""The panels' HTML: whatever a person or model wrote is text in it."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from evals.mutants.good_b2b import good_process, sample_brief
from schemas.drafts import Draft
from schemas.findings import Finding
from schemas.walk import replace_texts
from ui.page.blocks.assumptions import assumptions
from ui.page.blocks.difference import difference, plain
from ui.page.blocks.document import document
from ui.page.blocks.findings import findings
from ui.page.blocks.flow import flow
from ui.page.blocks.rules import rules

PAYLOAD = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) "><script>alert(1)</script>'
HOSTILE = Draft(
    process=replace_texts(good_process(), lambda text: f"{text} {PAYLOAD}"),
    brief=sample_brief(),
    findings=(
        Finding(check="E01", weight="blocker", where="/frame/tiers/0", what=PAYLOAD, mend=PAYLOAD, example=PAYLOAD),
    ),
    body_words=900,
)
GOOD = Draft(process=good_process(), brief=sample_brief(), findings=(), body_words=900)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(document(HOSTILE, number=1), id="document"),
        pytest.param(rules(HOSTILE), id="rules"),
        pytest.param(flow(HOSTILE), id="flow"),
        pytest.param(findings(HOSTILE), id="findings"),
        pytest.param(assumptions(HOSTILE), id="assumptions"),
        pytest.param(difference(GOOD, HOSTILE, old=1, new=2), id="difference"),
    ],
)
def test_foreign_markup_is_escaped(html: Markup) -> None:
    """No element and no link of a payload comes out of any panel."""
    lowered = html.lower()
    assert not any(piece in lowered for piece in ("<img", "<script", 'href="javascript', "href=javascript"))


def test_finding_is_marked_where_it_is() -> None:
    """The row that shows the faulty tier leads to its finding."""
    assert 'href="#finding-1"' in document(HOSTILE, number=1)


def test_document_shows_no_marks_of_tracing() -> None:
    """Private characters stay inside the machine."""
    assert not any("\ue000" <= char <= "\uf8ff" for char in document(GOOD, number=1))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("| Tier 1 | 35 people | 7 days\\* |", "Tier 1 · 35 people · 7 days*"),
        ("- **P1:** Phone, *then* ticket", "P1: Phone, then ticket"),
        ("| --- | :-: |", ""),
        ("a \\| b &lt;c&gt;", "a | b <c&gt;"),
    ],
)
def test_line_of_a_difference_reads_without_marks(markdown: str, text: str) -> None:
    """Differences are told in the document's words, not in Markdown."""
    assert plain(markdown) == text
