"""The tiers and partners: what each solves, may decide, must not do, and where its cases go on."""

from __future__ import annotations

from typing import Literal

from assistant.models.offline.catalog import named
from assistant.models.offline.frame.people import lead_of
from assistant.models.offline.matching import mentions
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import Setting
from schemas.facts import Fact
from schemas.quantity import Quantity, proposal
from schemas.tiers import Authority, Partner, Seat, Tier

Place = Literal["first", "middle", "top"]
CREDIT = {"first": 50.0, "middle": 250.0, "top": None}
"""What a place in the line may give away alone, a proposal in the brief's currency."""


def place_of(setting: Setting, tier: str) -> Place:
    """first, middle or top."""
    position = setting.tiers.index(tier)
    if position == 0:
        return "first"
    return "top" if position == len(setting.tiers) - 1 else "middle"


def tiers(setting: Setting, *, duty_hours: str) -> tuple[Tier, ...]:
    """The tiers from the first line up. duty_hours: when the highest severity is worked on."""
    return tuple(_tier(setting, tier, duty_hours) for tier in setting.tiers)


def _tier(setting: Setting, tier: str, duty_hours: str) -> Tier:
    words, place = setting.words, place_of(setting, tier)
    position = setting.tiers.index(tier)
    above = setting.tiers[position + 1] if position + 1 < len(setting.tiers) else "duty_manager"
    below = f"{{role:{setting.tiers[position - 1]}}}" if position else ""
    headcount = setting.brief.find("tier.headcount", tier)
    said_scope = own_words(setting.brief.text("tier.scope", tier), numbers=setting.numbers, most=16)
    keys = (f"frame.scope.{setting.trade.id}.{place}", f"frame.scope.{place}")
    return Tier(
        id=tier,
        name=setting.tier_name(tier),
        headcount=headcount.quantity if headcount and headcount.quantity else proposal(1, "people"),
        hours=setting.hours_of_tier(tier),
        scope=said_scope or words.first_of(*keys),
        power=words.first_of(f"frame.power.{setting.trade.id}.{place}", f"frame.power.{place}", below=below),
        owner=lead_of(setting, tier),
        may_decide=_may_decide(setting, tier, place),
        cannot=words.lines(f"frame.cannot.{place}"),
        seats=_seats(setting, tier, duty_hours),
        exit=above,
    )


def _may_decide(setting: Setting, tier: str, place: Place) -> tuple[Authority, ...]:
    stated = tuple(_stated(setting, fact) for fact in setting.brief.under("authority") if _meant(setting, fact, tier))
    if stated:
        return stated
    own = Authority(action=setting.words.say(f"frame.may.{place}"), limit=None)
    amount = CREDIT[place]
    if amount is None:
        return (own,)
    credit = Authority(action=setting.words.say("frame.may.credit"), limit=setting.money(amount))
    return own, credit


def _stated(setting: Setting, fact: Fact) -> Authority:
    text = own_words(fact.text, numbers={}, most=8)
    return Authority(action=text or setting.words.say("frame.may.stated"), limit=fact.quantity)


def _meant(setting: Setting, fact: Fact, tier: str) -> bool:
    """Whether an authority that the brief states is this tier's: by its name, else the first line's."""
    said = f"{fact.subject.replace('-', ' ')} {fact.text or ''} {fact.evidence.quote if fact.evidence else ''}"
    by_name = [t for t in setting.tiers if mentions(said, (setting.tier_name(t), t))]
    return tier == (by_name[0] if by_name else setting.tiers[0])


def _seats(setting: Setting, tier: str, duty_hours: str) -> tuple[Seat, ...]:
    one = proposal(1, "people")
    if tier == setting.tiers[-1]:
        role = "duty_manager" if setting.small else "duty_engineer"
        return (Seat(role=role, count=one, hours=duty_hours),)
    if not setting.small and len(setting.tiers) > 1 and tier == setting.tiers[-2]:
        return (Seat(role="duty_backup", count=one, hours=duty_hours),)
    return ()


def partners(setting: Setting) -> tuple[Partner, ...]:
    """The outside organisations of the brief."""
    return tuple(_partner(setting, id) for id in setting.partners)


def _partner(setting: Setting, id: str) -> Partner:
    brief, words = setting.brief, setting.words
    owns = own_words(brief.text("partner.owns", id), numbers=setting.numbers, most=12)
    hours = f"hours-{id}"
    return Partner(
        id=id,
        name=named(brief.text("partner", id) or id.replace("-", " ")),
        owns=owns or words.say("frame.partner.owns"),
        obligation=obligation_of(setting, id),
        may_talk_to_customer=False,
        contact=words.say("frame.partner.contact"),
        hours=hours if hours in setting.calendars else setting.business,
        exit="partner_manager",
    )


def obligation_of(setting: Setting, partner: str) -> Quantity | None:
    """What a partner owes by contract, None when nothing."""
    fact = setting.brief.find("partner.obligation", partner)
    quantity = fact.quantity if fact else None
    if quantity is None or not quantity.is_duration or quantity.value <= 0:
        return None
    hours = f"hours-{partner}"
    clock = quantity.clock or (hours if hours in setting.calendars else setting.business)
    return quantity.model_copy(update={"clock": clock})
