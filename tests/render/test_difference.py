"""Two versions compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.render.changed_values import changed_values
from assistant.render.difference import compare, difference
from schemas.brief import Brief
from schemas.drafts import Shown
from schemas.findings import Finding
from schemas.process import EscalationProcess
from schemas.quantity import proposal

Changed = Callable[..., EscalationProcess]


@dataclass(frozen=True)
class Stored:
    """A stored version."""

    process: EscalationProcess
    brief: Brief
    findings: tuple[Finding, ...] = ()
    shown: Shown | None = None


def looser(process: EscalationProcess, with_parts: Changed) -> EscalationProcess:
    """The process with another target for its first metric."""
    first, *others = process.improvement.metrics
    changed = first.model_copy(update={"target": proposal(30, "percent")})
    return with_parts(process, improvement={"metrics": (changed, *others)})


def test_nothing_differs_between_equal_versions(process: EscalationProcess, brief: Brief) -> None:
    """It is said in words."""
    assert difference(Stored(process, brief), Stored(process, brief)) == "Nothing differs.\n"


def test_only_changed_sections_are_listed(process: EscalationProcess, brief: Brief, with_parts: Changed) -> None:
    """Another target changes the metrics and their annex."""
    found = compare(Stored(process, brief), Stored(looser(process, with_parts), brief))
    assert [change.id for change in found.sections] == ["metrics", "annex-k"]


def test_changed_value_is_named_by_its_pointer(process: EscalationProcess, brief: Brief, with_parts: Changed) -> None:
    """Old and new value stand side by side."""
    told = difference(Stored(process, brief), Stored(looser(process, with_parts), brief))
    assert "- `/improvement/metrics/0/target/value`: `20.0` → `30.0`" in told


def test_item_put_first_is_the_only_change(process: EscalationProcess, with_parts: Changed) -> None:
    """Items are matched by their ids, not by their position."""
    extra = process.rules.guards[0].model_copy(update={"id": "new"})
    changed = with_parts(process, rules={"guards": (extra, *process.rules.guards)})
    assert [change.pointer for change in changed_values(process, changed)] == ["/rules/guards/0"]


def test_removed_item_is_named_with_its_old_value(process: EscalationProcess, with_parts: Changed) -> None:
    """It has no new value."""
    changed = with_parts(process, rules={"guards": process.rules.guards[1:]})
    (change,) = changed_values(process, changed)
    assert (change.pointer, change.after) == ("/rules/guards/0", None)


def test_items_without_ids_are_matched_by_their_content(process: EscalationProcess, with_parts: Changed) -> None:
    """Removing the first of several texts is one change."""
    reasons = process.handling.handoff.reject_reasons
    handoff = process.handling.handoff.model_copy(update={"reject_reasons": reasons[1:]})
    assert len(changed_values(process, with_parts(process, handling={"handoff": handoff}))) == 1
