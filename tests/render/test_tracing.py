"""Numbers that can be traced through escaping and Markdown to where they come from."""

from __future__ import annotations

from assistant.render.document import lay_out, render
from assistant.render.tracing import TracedView, with_traces
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.quantity import Quantity


def _traced() -> tuple[str, list[Quantity]]:
    """All texts of the body's items, with their marks."""
    told: list[Quantity] = []
    layout = lay_out(good_process(), brief=sample_brief(), view_of=lambda *a, **k: TracedView(*a, traces=told, **k))
    return "\n".join(
        cell for section, _ in layout.body for s in section.shelves for i in s.items for cell in i.cells
    ), told


def test_marks_lead_to_the_number_that_is_told() -> None:
    """Each traced text names the value of the quantity that its mark leads to."""
    text, told = _traced()
    shown: list[tuple[str, Quantity]] = []
    with_traces(text, lambda place, own: shown.append((own, told[place])) or own)  # type: ignore[func-returns-value]
    wrong = [
        (own, q.value) for own, q in shown if q.value < 100 and q.value == int(q.value) and str(int(q.value)) not in own
    ]
    assert (len(shown) > 50, [w for w in wrong if not w[0].startswith("every")]) == (True, [])


def test_marks_change_nothing_of_what_is_shown() -> None:
    """The body shows the same items with and without marks: they count as no words."""
    told: list[Quantity] = []
    layout = lay_out(good_process(), brief=sample_brief(), view_of=lambda *a, **k: TracedView(*a, traces=told, **k))
    shown = render(good_process(), brief=sample_brief()).shown.items
    assert {key: set(keys) for key, keys in layout.body[0][1].items()} == {
        key: set(keys) for key, keys in shown.items()
    }


def test_mark_that_lost_its_partner_is_dropped() -> None:
    """A text cut within a number shows the number without a trace."""
    assert with_traces("in \ue000\ue10015", lambda place, own: f"<{own}>") == "in 15"
