"""What was assumed, what is missing, what cannot wait, what people cannot carry, and the principles."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.models.offline.catalog import named
from assistant.models.offline.frame.insights import number
from assistant.models.offline.frame.people import specialist_for
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import HAZARDS, Setting
from schemas.design_basis import Assumption, CapacityRisk, ImmediateAction, KnownNumber, MissingFact, Principle
from schemas.facts import Fact
from schemas.quantity import proposal

HANDLE_TIME = 60.0
"""Minutes assumed for an escalated case where none is stated."""
MOST_ACTIONS = 3
MOST_RISKS = 5
LEAST_ON_ROTA = 8
"""People for primary and backup around the clock at one site, with week-long shifts."""


def assumptions(setting: Setting) -> tuple[Assumption, ...]:
    """Every inferred fact, then what the design takes for granted."""
    inferred = [f for f in setting.brief.facts if f.origin in ("inferred", "proposed")]
    found = [a for fact in inferred if (a := _inferred(setting, fact))]
    taken = dict.fromkeys(a.id for a in found)
    words = setting.words
    extra = []
    if any(f.slot.startswith("promise.") and f.quantity and f.clock is None for f in setting.brief.facts):
        extra.append("clock")
    if any(fact is not None and fact.subject.endswith("/*") for fact in setting.brief.under("promise.first_response")):
        extra.append("flat")
    extra += ["pauses", "shrinkage"]
    found += [
        Assumption(
            id=key,
            text=words.say(f"frame.assumed.{key}", severity=setting.targets.severities[0].upper()),
            fact=None,
            confirm_with="lead",
        )
        for key in extra
        if key not in taken
    ]
    return tuple(found)


def _inferred(setting: Setting, fact: Fact) -> Assumption | None:
    """One assumption a slot; those about a tier, promise or issue name it."""
    words, key = setting.words, f"frame.assumed.{fact.slot.replace('.', '_')}"
    said = own_words(fact.text, numbers=setting.numbers, most=8)
    subject = named(setting.brief.text(fact.slot.partition(".")[0], fact.subject) or fact.subject, most=4)
    if words.has(key):
        text = words.say(key, fact=fact.key, said=said or words.say("frame.assumed.as_listed"), subject=subject)
    elif fact.quantity is not None:
        text = words.say("frame.assumed.any_number", fact=fact.key, subject=subject)
    else:
        text = words.say("frame.assumed.any_text", subject=subject)
    return Assumption(
        id=f"assumed-{fact.key.replace(':', '-').replace('/', '-')}", text=text, fact=fact.key, confirm_with="lead"
    )


def missing_facts(setting: Setting) -> tuple[MissingFact, ...]:
    """Volume, handle times and whatever else the brief does not say and the design would use."""
    return tuple(_missing(setting))


def _missing(setting: Setting) -> Iterator[MissingFact]:
    brief, words = setting.brief, setting.words

    def one(key: str, **names: str) -> MissingFact:
        fact, _, matters = words.say(f"frame.missing.{key}", **names).partition(" | ")
        default = proposal(HANDLE_TIME, "min") if key == "handle_time" else None
        return MissingFact(fact=fact, matters_for=matters, default_used=default)

    if not brief.under("volume.tickets"):
        yield one("volume")
    if not brief.under("tier.handle_time"):
        yield one("handle_time")
    if not brief.under("oncall.people"):
        yield one("on_call")
    if brief.under("customer_tier") and not brief.under("customer_tier.count"):
        yield one("customers")
    if not any(f.slot.startswith("kpi.") for f in brief.facts):
        yield one("baseline")
    for partner in setting.partners[:3]:
        if not brief.find("partner.obligation", partner):
            yield one("partner", partner=named(brief.text("partner", partner) or partner, most=3))


def break_even_numbers(setting: Setting) -> tuple[KnownNumber, ...]:
    """How many cases a day each tier above the first carries at the assumed handle time."""
    found = []
    for tier in setting.tiers[1:] or setting.tiers:
        capacity = setting.numbers.get(f"plan.capacity:{tier}")
        if capacity is not None and f"plan.load:{tier}" not in setting.numbers:
            value = capacity.value * 60 / HANDLE_TIME
            formula = f"= [plan.capacity:{tier}] * 60 / [assumed_handle_time]"
            found.append(number(setting, f"break_even:{tier}", value, "tickets_per_day", formula))
    if found:
        handle = KnownNumber(
            id="assumed_handle_time",
            text=setting.words.say("frame.numbers.assumed_handle_time"),
            quantity=proposal(HANDLE_TIME, "min"),
        )
        return (handle, *found)
    return ()


def capacity_risks(setting: Setting) -> tuple[CapacityRisk, ...]:
    """Tiers over their load, or what they carry before they are; the top tier's single point of failure."""
    found = []
    for tier in setting.tiers:
        load = setting.numbers.get(f"plan.load:{tier}")
        if load is not None and load.value > 85:
            found.append(_risk(setting, "over", tier))
    for tier in setting.tiers[1:]:
        if f"plan.load:{tier}" not in setting.numbers and f"plan.capacity:{tier}" in setting.numbers:
            found.append(_risk(setting, "break_even", tier))
    top = setting.tiers[-1]
    if (setting.brief.number("tier.headcount", top) or 9) <= 3 and len(setting.tiers) > 1:
        found.insert(0, _risk(setting, "thin", top))
    people = setting.brief.find("oncall.people")
    around_the_clock = setting.calendars[setting.targets.hours(setting.targets.severities[0])].always_open
    if (
        people is not None
        and people.quantity is not None
        and around_the_clock
        and people.quantity.value < LEAST_ON_ROTA
    ):
        found.insert(0, _risk(setting, "rota", top))
    return tuple(found[:MOST_RISKS])


def _risk(setting: Setting, key: str, tier: str) -> CapacityRisk:
    say = setting.words.say
    base = f"frame.risks.{key}"
    return CapacityRisk(
        tier=tier,
        finding=say(f"{base}.finding", tier=tier),
        fix=say(f"{base}.fix", tier=tier),
        trade_off=say(f"{base}.trade_off", tier=tier),
    )


def immediate_actions(setting: Setting) -> tuple[ImmediateAction, ...]:
    """What cannot wait for a process: harm that the brief itself reports in complaints and stated figures."""
    found: list[ImmediateAction] = []
    for fact in setting.brief.facts:
        said = fact.evidence.quote if fact.evidence else ""
        if fact.slot not in ("complaint", "figure", "deadline", "promise.penalty") or not said:
            continue
        kind = _kind_of_harm(fact, said)
        if kind is None or any(a.quote == said for a in found):
            continue
        hazard = next((h for h in HAZARDS if h == kind), None)
        owner = specialist_for(setting, hazard) if hazard else "lead"
        found.append(
            ImmediateAction(
                do=setting.words.say(f"frame.act_now.{kind}.do"),
                owner=owner,
                by=proposal(1 if kind in ("safety", "security", "privacy") else 3, "day"),
                why=setting.words.say(f"frame.act_now.{kind}.why"),
                quote=said[:200],
            )
        )
    return tuple(found[:MOST_ACTIONS])


def _kind_of_harm(fact: Fact, said: str) -> str | None:
    text = f"{said} {fact.text or ''}".lower()
    kinds = {
        "safety": (
            "hurt",
            "injur",
            "died",
            "death",
            "burn",
            "fire",
            "smoke",
            "gas leak",
            "stranded",
            "verletz",
            "herido",
            "patient harm",
        ),
        "privacy": ("personal data", "data leak", "datenleck", "privacy breach", "wrong recipient"),
        "security": ("hacked", "stolen", "ransomware", "breached", "compromised"),
        "legal": ("lawsuit", "regulator", "fine", "ombuds", "warning letter", "bußgeld", "multa"),
        "churn": ("churn", "threaten", "cancel", "leaving", "terminate", "left us", "kündig", "lost two", "lost three"),
        "deadline": (),
    }
    found = next((kind for kind, words in kinds.items() if any(word in text for word in words)), None)
    if found is None and fact.slot == "deadline":
        return "deadline"
    return found


def principles(setting: Setting) -> tuple[Principle, ...]:
    """Three rules of thumb, each with what enforces it."""
    say = setting.words.say
    found = [
        Principle(text=say("frame.principles.owner"), enforced_by=("bounce", "acknowledged_in_time")),
        Principle(text=say("frame.principles.clock"), enforced_by=("top-severity", "sla_attainment")),
        Principle(text=say("frame.principles.no_penalty"), enforced_by=("any-agent", "unneeded_escalations")),
    ]
    if "safety" in setting.hazards:
        found.insert(0, Principle(text=say("frame.principles.safety"), enforced_by=("risk-safety",)))
    return tuple(found)
