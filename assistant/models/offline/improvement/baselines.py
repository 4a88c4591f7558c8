"""Today's values of metrics, where the brief states them."""

from __future__ import annotations

from assistant.models.offline.cast import Cast
from schemas.quantity import Quantity

FACTS: dict[str, tuple[str, ...]] = {
    "sla_attainment": ("kpi.sla_attainment",),
    "escalation_rate": ("volume.escalation_share", "kpi.escalation_rate"),
    "first_contact_resolution": ("kpi.first_contact_resolution",),
    "reopen_rate": ("kpi.reopen_rate",),
    "csat_escalated": ("kpi.csat",),
    "resolution_time": ("kpi.resolution_time",),
}


def baseline(cast: Cast, metric: str) -> Quantity | None:
    """The stated value, None when nothing was stated; what was only inferred is no baseline."""
    facts = (cast.setting.brief.find(slot) for slot in FACTS.get(metric, ()))
    return next((f.quantity for f in facts if f is not None and f.quantity and f.origin == "stated"), None)
