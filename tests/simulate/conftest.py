"""What the simulated processes share."""

from collections.abc import Callable

import pytest

from assistant.simulate.inputs import Inputs, inputs_of
from evals.mutants.goods import FIRST, Good, good
from schemas.process import EscalationProcess


@pytest.fixture(scope="session")
def b2b() -> Good:
    """Three tiers, a duty engineer, no volume in the brief."""
    return good(FIRST)


@pytest.fixture(scope="session")
def known(b2b: Good) -> Inputs:
    """The brief's inputs, with volume and handle times as if they had been stated: light for everybody."""
    inputs = inputs_of(b2b.process, b2b.brief).known("volume", 1_000)
    return inputs.known("handle:t1", 15).known("handle:t2", 40).known("handle:t3", 60)


@pytest.fixture
def with_heads(b2b: Good) -> Callable[[str, int], EscalationProcess]:
    """The process with so many heads in a tier."""

    def changed(tier: str, heads: int) -> EscalationProcess:
        frame = b2b.process.frame
        tiers = tuple(
            t.model_copy(update={"headcount": t.headcount.model_copy(update={"value": float(heads)})})
            if t.id == tier and t.headcount is not None
            else t
            for t in frame.tiers
        )
        return b2b.process.model_copy(update={"frame": frame.model_copy(update={"tiers": tiers})})

    return changed
