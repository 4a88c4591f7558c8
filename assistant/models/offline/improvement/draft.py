"""The improvement of a brief's process."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from assistant.models.offline.improvement.closing import closures
from assistant.models.offline.improvement.learning import (
    governance,
    investigations,
    negotiation_asks,
    prevention,
    registers,
    reviews,
    rollout,
)
from assistant.models.offline.improvement.measures import metrics
from assistant.models.offline.improvement.returns import de_escalations
from schemas.process import Improvement


def draft_improvement(cast: Cast) -> Improvement:
    """The fourth part, whole."""
    return Improvement(
        de_escalations=de_escalations(cast),
        closures=closures(cast),
        metrics=metrics(cast),
        investigations=investigations(cast),
        prevention=prevention(cast),
        reviews=reviews(cast),
        registers=registers(cast),
        negotiation_asks=negotiation_asks(cast),
        rollout=rollout(cast),
        governance=governance(cast),
        numbers=(),
    )
