"""Who plays which part in a frame, whoever wrote it: found by id, else by kind and hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.models.offline.acknowledging import acknowledgements
from assistant.models.offline.frame.people import CATCH_ALL, SPECIALISTS
from assistant.models.offline.library import Hazard
from assistant.models.offline.setting import Setting
from schemas.process import Frame
from schemas.quantity import Quantity, minutes
from schemas.severity import Severity
from schemas.tiers import Role, Tier


@dataclass(frozen=True, kw_only=True)
class Cast:
    """A frame and the setting it was written for, asked who does what."""

    setting: Setting
    frame: Frame

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.frame.roles}

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        return self.frame.tiers

    @property
    def first(self) -> str:
        return self.tiers[0].id

    @property
    def middle(self) -> str:
        """The tier that takes what the first line cannot."""
        return self.tiers[min(1, len(self.tiers) - 1)].id

    @property
    def top(self) -> str:
        return self.tiers[-1].id

    def at_level(self, level: str) -> str:
        """The tier where the solvers of a kind of issue sit."""
        if level == "first":
            return self.first
        return (
            self.top if level == "top" else self.tiers[len(self.tiers) // 2].id if len(self.tiers) > 3 else self.middle
        )

    @cached_property
    def responder(self) -> str:
        """Who is paged for a critical case."""
        return self._role("duty_engineer", "duty_manager", kind="duty") or self.top

    @cached_property
    def manager(self) -> str:
        """Who leads a critical case and decides on disputes: reachable whenever the top severity is."""
        return self._role("duty_manager", kind="duty") or self._role("head", kind="management") or self.top

    @cached_property
    def backup(self) -> str:
        """Who is next when the responder does not answer."""
        found = self._role("duty_backup") or self.manager
        return found if found != self.responder else self.head

    @cached_property
    def head(self) -> str:
        found = self._role("head", kind="management")
        return found if found and found != self.manager else self._role("executive", kind="management") or self.manager

    @cached_property
    def executive(self) -> str:
        return self._role("executive") or self.head

    @cached_property
    def partner_manager(self) -> str:
        return self._role("partner_manager") or self.manager

    def lead(self, tier: str) -> str:
        """The role accountable for a tier."""
        owner = next((t.owner for t in self.tiers if t.id == tier), "")
        return owner if owner in self._roles else self.head

    def on_hazard(self, hazard: Hazard) -> str:
        """The role that decides on a hazard."""
        by_id = self._role(SPECIALISTS[hazard]) or self._role(CATCH_ALL)
        by_name = next((r.id for r in self.frame.roles if hazard in f"{r.id} {r.name}".lower()), None)
        return by_name or by_id or self.manager

    @property
    def severities(self) -> tuple[Severity, ...]:
        return self.frame.severities

    @property
    def top_severity(self) -> Severity:
        return self.frame.severities[0]

    @cached_property
    def acks(self) -> Mapping[str, Quantity]:
        """The acknowledgement time of every severity."""
        ids = tuple(s.id for s in self.severities)
        return acknowledgements(
            self.frame.commitments, ids, known=self.setting.numbers, calendars=self.setting.calendars
        )

    def ack(self, severity: str) -> Quantity:
        """The acknowledgement time of a severity, resting on the handoff's."""
        return self.acks[severity].model_copy(update={"basis": f"= [ack:{severity}]"})

    def ack_at(self, place: int) -> Quantity:
        return self.ack(self.severities[min(place, len(self.severities) - 1)].id)

    def receivers(self) -> frozenset[str]:
        return frozenset(one.id for one in self.frame.receivers)

    def tightest(self, severity: str) -> str:
        """The id of the tightest first-response commitment of a severity."""
        kept = [c for c in self.frame.commitments if c.severity == severity and c.metric == "first_response"]
        return min(kept, key=lambda c: minutes(c.target)).id if kept else ""

    def _role(self, *ids: str, kind: str | None = None) -> str | None:
        known = next((id for id in ids if id in self._roles), None)
        return known or next((r.id for r in self.frame.roles if kind and r.kind == kind), None)
