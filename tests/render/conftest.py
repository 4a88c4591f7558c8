"""A good process, and the same grown or cut to other sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.render.document import Document, render
from evals.mutants.good_b2b import good_process, sample_brief
from schemas.brief import Brief
from schemas.process import EscalationProcess
from schemas.quantity import proposal


@pytest.fixture
def process() -> EscalationProcess:
    """The hand-made process of the sample conversation."""
    return good_process()


@pytest.fixture
def brief() -> Brief:
    """The brief that belongs to it."""
    return sample_brief()


@pytest.fixture
def document(process: EscalationProcess, brief: Brief) -> Document:
    """The sample's document."""
    return render(process, brief=brief)


@pytest.fixture
def with_parts() -> Callable[..., EscalationProcess]:
    """A process with values inside its parts replaced: `with_parts(process, frame={"title": "…"})`."""

    def replaced(process: EscalationProcess, **parts: dict[str, Any]) -> EscalationProcess:
        changed = {name: getattr(process, name).model_copy(update=update) for name, update in parts.items()}
        return process.model_copy(update=changed)

    return replaced


@pytest.fixture
def of_size(
    process: EscalationProcess, with_parts: Callable[..., EscalationProcess]
) -> Callable[..., EscalationProcess]:
    """The sample with as many tiers, issue types and triggers as asked for."""

    def grown(*, tiers: int = 3, issues: int = 6, triggers: int = 14, partners: bool = True) -> EscalationProcess:
        frame, rules = process.frame, process.rules
        more_tiers = tuple(
            frame.tiers[i % 3].model_copy(update={"id": f"t{i + 1}", "name": f"Tier {i + 1}"}) for i in range(tiers)
        )
        more_issues = tuple(
            rules.issues[i % 6].model_copy(update={"id": f"issue-{i}", "name": f"{rules.issues[i % 6].name} {i}"})
            for i in range(issues)
        )
        count = len(rules.triggers)
        more_triggers = tuple(
            rules.triggers[i % count].model_copy(update={"id": f"trigger-{i}", "order": 10 + i})
            for i in range(triggers)
        )
        smaller = {} if partners else {"partner_ladders": ()}
        return with_parts(
            process,
            frame={"tiers": more_tiers, **({} if partners else {"partners": ()})},
            rules={"issues": more_issues, "triggers": more_triggers},
            handling=smaller,
        )

    return grown


@pytest.fixture
def one_customer_class(process: EscalationProcess, with_parts: Callable[..., EscalationProcess]) -> EscalationProcess:
    """The sample with a single class of customers and no promise at all: every target is proposed."""
    kept = tuple(
        c.model_copy(
            update={
                "id": c.id.replace("enterprise", "all"),
                "customer_tier": "all",
                "target": c.target.model_copy(update={"basis": proposal(1, "h").basis}),
            }
        )
        for c in process.frame.commitments
        if c.customer_tier == "enterprise"
    )
    customer = process.frame.customer_tiers[0].model_copy(update={"id": "all", "name": "All customers"})
    return with_parts(process, frame={"customer_tiers": (customer,), "commitments": kept})
