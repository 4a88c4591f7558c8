"""The roles around the tiers: who is on duty, who manages, who decides on hazards."""

from __future__ import annotations

from typing import Literal

from assistant.models.offline.catalog import named
from assistant.models.offline.library import Hazard
from assistant.models.offline.setting import Setting
from schemas.quantity import Quantity
from schemas.tiers import Role, Salience

SPECIALISTS: dict[Hazard, str] = {
    "safety": "safety_officer",
    "security": "security_lead",
    "privacy": "privacy_officer",
    "legal": "legal_counsel",
    "money": "risk_officer",
}
AWAKE: tuple[Hazard, ...] = ("safety", "security", "privacy")
"""Hazards that do not wait for the morning."""
CATCH_ALL = "compliance_lead"
MOST_LEADS = 3


def specialist_for(setting: Setting, hazard: Hazard) -> str:
    """The role that decides on a hazard; one compliance lead for those that nothing in the brief names."""
    named_here = hazard in {issue.hazard for issue in setting.issues} or hazard in _obliged(setting)
    if hazard == "safety" and "safety" in setting.hazards:
        return SPECIALISTS["safety"]
    return SPECIALISTS[hazard] if named_here and not setting.small else CATCH_ALL


def lead_of(setting: Setting, tier: str) -> str:
    """The role accountable for a tier: its own lead, that of the nearest tier above which has one, or the head."""
    led = led_tiers(setting)
    place = setting.tiers.index(tier) if tier in setting.tiers else 0
    return next((f"lead_{t}" for t in setting.tiers[place:] if t in led), "head")


def led_tiers(setting: Setting) -> tuple[str, ...]:
    """The tiers with a lead of their own: none in a small team, at most three in any."""
    tiers = setting.tiers
    if setting.small:
        return ()
    if len(tiers) <= MOST_LEADS:
        return tiers
    return (tiers[0], tiers[len(tiers) // 2], tiers[-1])


def roles(setting: Setting, *, ack: Quantity, hours: str) -> tuple[Role, ...]:
    """All roles, duty first. ack: the acknowledgement time of the highest severity; hours: when it is worked on."""
    return (
        *_duty(setting, ack, hours),
        *_leads(setting),
        *_specialists(setting, ack, hours),
        *_management(setting, hours),
    )


def _duty(setting: Setting, ack: Quantity, hours: str) -> tuple[Role, ...]:
    manager = _role(setting, "duty_manager", "duty", hours, deputy="head", exit="head", ack=ack, salience=1)
    if setting.small:
        return (manager.model_copy(update={"name": setting.words.say("frame.roles.on_call_person")}),)
    engineer = _role(
        setting, "duty_engineer", "duty", hours, deputy="duty_backup", exit="duty_manager", ack=ack, salience=1
    )
    backup = _role(
        setting, "duty_backup", "duty", hours, deputy="duty_manager", exit="duty_manager", ack=ack, salience=3
    )
    return engineer, manager, backup


def _leads(setting: Setting) -> tuple[Role, ...]:
    found = []
    led = led_tiers(setting)
    for place, tier in enumerate(led):
        deputy = f"lead_{led[place - 1]}" if place else (f"lead_{led[1]}" if len(led) > 1 else "head")
        name = setting.words.say("frame.roles.lead", tier=setting.tier_name(tier))
        decides = setting.words.say("frame.decides.lead", tier=f"{{role:{tier}}}")
        found.append(
            Role(
                id=f"lead_{tier}",
                name=name,
                kind="management",
                decides=decides,
                hours=setting.hours_of_tier(tier),
                deputy=deputy,
                acknowledges_in=None,
                exit="duty_manager",
                salience=3,
            )
        )
    return tuple(found)


def _specialists(setting: Setting, ack: Quantity, hours: str) -> tuple[Role, ...]:
    wanted: dict[str, list[Hazard]] = {}
    for hazard in ("safety", "security", "privacy", "legal", "money"):
        if hazard in setting.hazards or hazard in ("security", "privacy", "legal"):
            wanted.setdefault(specialist_for(setting, hazard), []).append(hazard)
    found = []
    for id, hazards in wanted.items():
        awake = any(h in AWAKE for h in hazards)
        weighty: Salience = 1 if "safety" in hazards else 2
        found.append(
            _role(
                setting,
                id,
                "specialist",
                hours if awake else setting.business,
                deputy="duty_manager",
                exit="executive" if not setting.small else "head",
                ack=ack,
                salience=weighty,
            )
        )
    if setting.partners:
        found.append(
            _role(
                setting,
                "partner_manager",
                "specialist",
                setting.business,
                deputy="duty_manager",
                exit="head",
                ack=None,
                salience=2,
            )
        )
    return tuple(found)


def _management(setting: Setting, hours: str) -> tuple[Role, ...]:
    said = setting.brief.text("lead.role")
    deputy = "duty_manager" if setting.small else "executive"
    head = _role(
        setting,
        "head",
        "management",
        hours,
        deputy=deputy,
        exit="resolved" if setting.small else "executive",
        ack=None,
        salience=2,
    )
    if said:
        head = head.model_copy(update={"name": named(said, most=5)})
    if setting.small:
        return (head,)
    executive = _role(setting, "executive", "management", hours, deputy="head", exit="resolved", ack=None, salience=3)
    return head, executive


def _role(
    setting: Setting,
    id: str,
    kind: Literal["management", "duty", "specialist"],
    hours: str,
    *,
    deputy: str,
    exit: str,
    ack: Quantity | None,
    salience: Salience,
) -> Role:
    words = setting.words
    return Role(
        id=id,
        name=words.first_of(f"frame.roles.{id}_{setting.trade.id}", f"frame.roles.{id}"),
        kind=kind,
        decides=words.first_of(f"frame.decides.{id}_{setting.trade.id}", f"frame.decides.{id}"),
        hours=hours,
        deputy=deputy,
        acknowledges_in=ack,
        exit=exit,
        salience=salience,
    )


def _obliged(setting: Setting) -> tuple[Hazard, ...]:
    """Hazards that an obligation of the brief is about."""
    talk = " ".join(f"{f.text or ''} {f.subject}" for f in setting.brief.under("obligation")).lower()
    hints: dict[Hazard, tuple[str, ...]] = {
        "privacy": ("gdpr", "dsgvo", "rgpd", "privacy", "datenschutz", "hipaa", "personal data"),
        "security": ("dora", "nis", "security", "incident", "pci"),
        "safety": ("mdr", "safety", "vigilance", "recall", "gas", "food"),
        "legal": ("law", "regulator", "complaint", "ombuds", "aml", "kyc"),
        "money": ("psd", "payment", "fraud"),
    }
    return tuple(hazard for hazard, words in hints.items() if any(word in talk for word in words))
