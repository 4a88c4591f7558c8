"""The escalation process: four parts that a model writes, and what code adds to them."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.calendar import Calendar
from schemas.commitments import Commitment, CustomerTier
from schemas.communication import AudienceRow, Calming, ConductRule, CustomerInstruction, MessageTemplate
from schemas.conditions import TicketField
from schemas.design_basis import (
    Assumption,
    CapacityRisk,
    Decision,
    Diagnosis,
    ImmediateAction,
    KnownNumber,
    MissingFact,
    Principle,
    Voice,
)
from schemas.handoff import Handoff, Ladder, PartnerLadder
from schemas.improvement import (
    Closure,
    DeEscalation,
    Governance,
    Investigation,
    MetricRow,
    NegotiationAsk,
    Prevention,
    Register,
    Review,
    RolloutStep,
)
from schemas.issues import CustomerRequestRule, Detector, ExternalDeadline, IssueType, RegulatorClock
from schemas.noun import Noun, Prose
from schemas.quantity import Origin, Quantity
from schemas.severity import Matrix, ScreeningQuestion, Severity, SeverityChange
from schemas.tiers import Partner, Role, Tier
from schemas.triggers import Guard, Trigger


class Frame(Noun):
    """The first part: what is wrong, what must be decided, who there is, what was promised.

    Numbers stand in quantities. Prose names a number as {q:id}, a tier, role or partner as {role:id}.
    """

    title: Annotated[str, Prose(14)]
    voice: Voice
    immediate_actions: tuple[ImmediateAction, ...]
    """Empty unless the brief shows harm that cannot wait."""
    diagnosis: tuple[Diagnosis, ...]
    decisions: tuple[Decision, ...]
    assumptions: tuple[Assumption, ...]
    missing_facts: tuple[MissingFact, ...]
    tiers: tuple[Tier, ...]
    roles: tuple[Role, ...]
    partners: tuple[Partner, ...]
    capacity_risks: tuple[CapacityRisk, ...]
    principles: tuple[Principle, ...]
    customer_tiers: tuple[CustomerTier, ...]
    severities: tuple[Severity, ...]
    matrix: Matrix
    severity_change: SeverityChange
    commitments: tuple[Commitment, ...]
    numbers: tuple[KnownNumber, ...]
    """Numbers that this part's prose names and that stand nowhere else."""

    @property
    def receivers(self) -> tuple[Tier | Role | Partner, ...]:
        """Everybody who can receive a case."""
        return (*self.tiers, *self.roles, *self.partners)


class Rules(Noun):
    """The second part: what moves a case."""

    fields: tuple[TicketField, ...]
    """Fields beyond the standard ones, among them every judged question."""
    triggers: tuple[Trigger, ...]
    """Without the warnings before and at breach: code adds these from the commitments and the acknowledgement times."""
    guards: tuple[Guard, ...]
    issues: tuple[IssueType, ...]
    screening_questions: tuple[ScreeningQuestion, ...]
    external_deadlines: tuple[ExternalDeadline, ...]
    regulator_clocks: tuple[RegulatorClock, ...]
    detectors: tuple[Detector, ...]
    customer_request: CustomerRequestRule
    numbers: tuple[KnownNumber, ...]


class Handling(Noun):
    """The third part: how a case changes hands and who hears of it."""

    handoff: Handoff
    ladders: tuple[Ladder, ...]
    partner_ladders: tuple[PartnerLadder, ...]
    audiences: tuple[AudienceRow, ...]
    messages: tuple[MessageTemplate, ...]
    customer_instructions: tuple[CustomerInstruction, ...]
    calming: Calming | None
    conduct_rules: tuple[ConductRule, ...]
    numbers: tuple[KnownNumber, ...]


class Improvement(Noun):
    """The fourth part: closing, measuring, preventing."""

    de_escalations: tuple[DeEscalation, ...]
    closures: tuple[Closure, ...]
    metrics: tuple[MetricRow, ...]
    investigations: tuple[Investigation, ...]
    prevention: tuple[Prevention, ...]
    reviews: tuple[Review, ...]
    registers: tuple[Register, ...]
    negotiation_asks: tuple[NegotiationAsk, ...]
    rollout: tuple[RolloutStep, ...]
    governance: Governance
    numbers: tuple[KnownNumber, ...]


class LedgerEntry(Noun):
    """A number that the document may name, with its origin."""

    id: str
    text: str
    quantity: Quantity
    origin: Origin
    quote: str | None
    """The person's words, when stated."""
    rule: str | None
    """The rule or formula, when inferred or computed."""
    low: float | None
    high: float | None


class Authorship(Noun):
    """Who wrote the document, and against which card."""

    author: str
    """Such as `offline` or `anthropic:claude-sonnet-4-5`."""
    card: str
    card_version: str
    written_on: str
    """ISO date; reviews count from it."""


class Fit(Noun):
    """Whether a tiered escalation process fits at all."""

    verdict: Literal["fits", "insisted"]
    """`insisted`: it was advised against, and the person wants it all the same."""
    reason: str


class EscalationProcess(Noun):
    """The whole process. Everything that is read is rendered from it."""

    authorship: Authorship
    fit: Fit
    calendars: tuple[Calendar, ...]
    fields: tuple[TicketField, ...]
    """Every field that a condition, packet or question of this process uses: the vocabulary."""
    ledger: tuple[LedgerEntry, ...]
    """The brief's numbers and what was computed from them."""
    alarms: tuple[Trigger, ...]
    """The warnings before and at breach, computed from commitments and acknowledgement times."""
    frame: Frame
    rules: Rules
    handling: Handling
    improvement: Improvement

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """All triggers: the author's and the computed ones, in their order of precedence."""
        return tuple(sorted(self.rules.triggers + self.alarms, key=lambda t: t.order))

    @property
    def receivers(self) -> dict[str, Tier | Role | Partner]:
        """Everybody who can receive a case, by id."""
        return {one.id: one for one in self.frame.receivers}

    def calendar(self, id: str) -> Calendar | None:
        return next((c for c in self.calendars if c.id == id), None)

    def severity(self, id: str) -> Severity | None:
        return next((s for s in self.frame.severities if s.id == id), None)


PART_NAMES: tuple[Literal["frame", "rules", "handling", "improvement"], ...] = (
    "frame",
    "rules",
    "handling",
    "improvement",
)
PARTS: dict[str, type[Noun]] = {"frame": Frame, "rules": Rules, "handling": Handling, "improvement": Improvement}
