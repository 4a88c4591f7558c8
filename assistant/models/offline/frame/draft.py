"""The frame of a brief."""

from __future__ import annotations

import re

from assistant.models.offline.acknowledging import acknowledgements
from assistant.models.offline.catalog import named
from assistant.models.offline.frame.basis import (
    assumptions,
    break_even_numbers,
    capacity_risks,
    immediate_actions,
    missing_facts,
    principles,
)
from assistant.models.offline.frame.decisions import decisions
from assistant.models.offline.frame.hierarchy import partners, tiers
from assistant.models.offline.frame.insights import PEOPLE_A_SEAT, insights, number
from assistant.models.offline.frame.people import roles
from assistant.models.offline.frame.promises import commitments, customer_tiers
from assistant.models.offline.frame.severities import matrix, numbers, severities, severity_change
from assistant.models.offline.matching import GENERAL
from assistant.models.offline.setting import Setting, customer_forms
from schemas.design_basis import KnownNumber, Term, Voice
from schemas.process import Frame

LONGEST_NAME = 6
"""Words of an organisation's name in the title; what is longer describes it and would break off."""
_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|eine?|el|la|los|las|una?)\s+", re.IGNORECASE)


def draft_frame(setting: Setting) -> Frame:
    """The first part, whole."""
    top = setting.targets.severities[0]
    kept = commitments(setting)
    ack = acknowledgements(kept, setting.targets.severities, known=setting.numbers, calendars=setting.calendars)[top]
    hours = setting.targets.hours(top)
    shown = insights(setting)
    return Frame(
        title=_title(setting),
        voice=_voice(setting),
        immediate_actions=immediate_actions(setting),
        diagnosis=tuple(one.diagnosis for one in shown),
        decisions=decisions(setting),
        assumptions=assumptions(setting),
        missing_facts=missing_facts(setting),
        tiers=tiers(setting, duty_hours=hours),
        roles=roles(setting, ack=ack, hours=hours),
        partners=partners(setting),
        capacity_risks=capacity_risks(setting),
        principles=principles(setting),
        customer_tiers=customer_tiers(setting),
        severities=severities(setting),
        matrix=matrix(setting),
        severity_change=severity_change(setting),
        commitments=kept,
        numbers=_numbers(setting, tuple(n for one in shown for n in one.numbers)),
    )


def _title(setting: Setting) -> str:
    said = named(_ARTICLE.sub("", setting.brief.text("organisation") or "", count=1), most=LONGEST_NAME + 1)
    if said and len(said.split()) <= LONGEST_NAME and not any(map(str.isdigit, said)):
        return setting.words.say("frame.title_for", name=said)
    return setting.words.first_of(f"frame.title_{setting.trade.id}", "frame.title")


def _voice(setting: Setting) -> Voice:
    customer = customer_forms(setting.words, setting.trade.id)["customer"]
    usual = customer_forms(setting.words, GENERAL)["customer"]
    terms = (Term(key="customer", text=customer),) if customer != usual else ()
    return Voice(language=setting.words.language, tone=setting.trade.tone, terms=terms)


def _numbers(setting: Setting, shown: tuple[KnownNumber, ...]) -> tuple[KnownNumber, ...]:
    found = [*numbers(setting), *break_even_numbers(setting), *shown]
    if "people_a_seat" not in {n.id for n in found}:
        found.append(number(setting, "people_a_seat", 168 / (40 * 0.7), "people", PEOPLE_A_SEAT))
    return tuple({n.id: n for n in found}.values())
