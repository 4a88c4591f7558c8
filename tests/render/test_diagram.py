"""The drawing of the paths stays valid whatever things are called."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.render.diagram import MOST_EDGES, flowchart
from assistant.render.view import View
from schemas.brief import Brief
from schemas.process import EscalationProcess

NODE = r'(?:any\(\["[^"]*"\]\)|n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\[/"[^"]*"/\]))'
EDGE = r'(?:n\d+|any) (?:-->\|"[^"]*"\||-\.->) (?:n\d+|any)'
LINE = re.compile(rf"  (?:{NODE}|{EDGE})")


@pytest.mark.parametrize(
    "name",
    ['Tier "one"', "T[1](x){y}", "a --> b; end", "<b>T</b> & `x`", "Stufe 1 🚑", "#quot; %% comment", "|pipe|", "a\nb"],
)
def test_any_name_is_only_a_name(
    process: EscalationProcess, brief: Brief, with_parts: Callable[..., EscalationProcess], name: str
) -> None:
    """Quotes, brackets, arrows and comments inside a name do not become syntax."""
    tiers = tuple(tier.model_copy(update={"name": name}) for tier in process.frame.tiers)
    head, *lines = flowchart(View(with_parts(process, frame={"tiers": tiers}), brief)).splitlines()
    assert head == "flowchart LR"
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_every_receiver_is_drawn(process: EscalationProcess, brief: Brief) -> None:
    """Tiers, roles and partners."""
    drawn = flowchart(View(process, brief))
    assert all(receiver.name in drawn for receiver in process.frame.receivers)


def test_large_process_is_still_a_drawing(
    process: EscalationProcess, brief: Brief, of_size: Callable[..., EscalationProcess]
) -> None:
    """Arrows between the same two are one, and there are never too many."""
    drawn = flowchart(View(of_size(tiers=40, issues=6, triggers=500), brief))
    assert sum("->" in line for line in drawn.splitlines()) <= MOST_EDGES
