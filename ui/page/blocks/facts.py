"""What is known of the organisation, as cards: stated, inferred, computed, missing; each value can be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.render.quantities import amount, numeral
from assistant.render.wording import Phrases
from prompts.library import Card
from schemas.brief import Brief
from schemas.facts import Fact
from ui.page.blocks.filling import fill

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Tiers and people", ("tier", "team")),
    ("Promises", ("customer_tier", "promise", "severity")),
    ("What is escalated", ("issue",)),
    ("Hours and on call", ("hours", "oncall")),
    ("Load and figures", ("volume", "kpi", "figure")),
    ("Tools, partners, duties", ("platform", "partner", "obligation", "conduct", "deadline", "authority")),
    ("The organisation", ("organisation", "lead", "complaint", "goal")),
)
ENTITIES = ("tier", "issue", "customer_tier", "severity", "partner", "obligation")
WORDS_OF_KEY = str.maketrans("._-", "   ")


@dataclass(frozen=True)
class Shown:
    """One fact as a card shows it."""

    key: str
    label: str
    value: str
    typed: str
    """What stands in the field when it is edited."""
    origin: str
    source: str
    """The person's words, or the rule."""
    quoted: bool
    limits: str
    confirmed: bool


def understood(brief: Brief, *, card: Card) -> Markup:
    """Every fact in its group, and what is still missing."""
    shown = [(name, _group(brief, prefixes)) for name, prefixes in GROUPS]
    return fill(
        "understood",
        groups=[(name, facts) for name, facts in shown if facts],
        missing=missing(brief, card=card),
        counts=counts(brief),
        contradictions=brief.open_contradictions,
    )


def cards(facts: Sequence[Fact], brief: Brief) -> tuple[Shown, ...]:
    """The facts as cards, in the brief's words."""
    phrases = Phrases(brief.language)
    return tuple(_shown(fact, brief, phrases) for fact in facts)


def counts(brief: Brief) -> dict[str, int]:
    """How many facts there are of each origin."""
    return {origin: sum(f.origin == origin for f in brief.facts) for origin in ("stated", "inferred", "computed")}


def missing(brief: Brief, *, card: Card) -> tuple[tuple[str, str], ...]:
    """What the card wants and nobody has said: the intent and an example answer, the most telling first."""
    wanted = [one for one in (*card.inputs.required, *card.inputs.optional) if not one.met(brief)]
    return tuple((one.intent, one.example) for one in sorted(wanted, key=lambda one: -one.rank))


def label_of(fact: Fact, brief: Brief, phrases: Phrases) -> str:
    """What the fact is about, as people say it."""
    slot = phrases.known(f"slot.{fact.slot}") or fact.slot.partition(".")[2] or fact.slot
    whose = _whose(fact, brief)
    name = slot.translate(WORDS_OF_KEY)
    return f"{whose}: {name}" if whose else name[:1].upper() + name[1:]


def _whose(fact: Fact, brief: Brief) -> str:
    """The name of what the fact belongs to: `Enterprise, P1`."""
    parts = [part for part in fact.subject.split("/") if part not in ("", "*")]
    if fact.slot in ENTITIES:
        return ""
    return ", ".join(_name(part, brief) for part in parts)


def _name(id: str, brief: Brief) -> str:
    return next((text for slot in ENTITIES if (text := brief.text(slot, id))), id.translate(WORDS_OF_KEY))


def _group(brief: Brief, prefixes: Sequence[str]) -> tuple[Shown, ...]:
    named = {part for fact in brief.facts if fact.slot not in ENTITIES for part in fact.subject.split("/")}
    shown = [fact for fact in brief.facts if fact.slot.partition(".")[0] in prefixes]
    # What other facts are about is named by them.
    return cards([fact for fact in shown if fact.slot not in ENTITIES or fact.subject not in named], brief)


def _shown(fact: Fact, brief: Brief, phrases: Phrases) -> Shown:
    quantity = fact.quantity
    value = amount(quantity, phrases=phrases, calendars={}) if quantity is not None else fact.text or "–"
    if quantity is not None and fact.text:
        value = f"{value} · {fact.text}"
    limits = ""
    if fact.low is not None and fact.high is not None:
        limits = f"{numeral(fact.low, phrases=phrases)}–{numeral(fact.high, phrases=phrases)}"
    return Shown(
        key=fact.key,
        label=label_of(fact, brief, phrases),
        value=value,
        typed=amount(quantity, phrases=phrases, calendars={}) if quantity is not None else fact.text or "",
        origin=fact.origin,
        source=fact.evidence.quote if fact.evidence else fact.rule or "",
        quoted=fact.evidence is not None,
        limits=limits,
        confirmed=fact.confirmed,
    )
