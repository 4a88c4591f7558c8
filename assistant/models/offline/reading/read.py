"""Reading a message without a language model: what it says under the card's slots, each with the words that say it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.models.offline.reading.answers import answers
from assistant.models.offline.reading.background import background
from assistant.models.offline.reading.coverage import coverage
from assistant.models.offline.reading.duties import duties
from assistant.models.offline.reading.emergencies import as_severities
from assistant.models.offline.reading.intents import asks, corrects, delegated, intent_of
from assistant.models.offline.reading.issues import issues
from assistant.models.offline.reading.message import Message, message_of
from assistant.models.offline.reading.partners import partners
from assistant.models.offline.reading.promise_clocks import on_their_clocks
from assistant.models.offline.reading.promises import promises
from assistant.models.offline.reading.sentences import Found, Sentence
from assistant.models.offline.reading.severities import severities
from assistant.models.offline.reading.tables import tables
from assistant.models.offline.reading.tier_hours import tier_hours, zone_of_tiers
from assistant.models.offline.reading.tiers import tiers
from assistant.models.offline.reading.volumes import counts, figures, handle_times, volumes
from assistant.models.offline.reading.wishes import wishes
from prompts.card import Slot
from schemas.brief import Brief
from schemas.quantity import UNITS
from schemas.reading import ReadFact, Reading

LONGEST_QUOTE = 300
LONGEST_REQUEST = 1_000
_NAMES = frozenset(("severity", "customer_tier", "tier", "issue", "partner", "obligation"))


def read_message(*, message: str, brief: Brief, asked: str | None, slots: Iterable[Slot], document: bool) -> Reading:
    """What the message says. Facts without verbatim words are not returned; nothing is invented.

    asked: the id of the card's input that was just asked. slots: the card's; facts under others are left out.
    """
    read = message_of(message, brief=brief, asked=asked)
    known = {slot.id for slot in slots}
    asking = _Stretches([s for s in read.sentences if asks(s)])
    found = [f for f in _found(read) if f.slot in known and not asking.covers(f.start)]
    correcting = _Stretches([s for s in read.sentences if s.segment.paragraph >= 0 and corrects(s)])
    facts = tuple(
        fact
        for each in _unique(found)
        if (fact := _fact(each, message, replaces=correcting.covers(each.at if each.at >= 0 else each.start)))
    )
    intent = intent_of(read, facts=bool(facts), document=document)
    single = next((m for s in read.sentences for m in s.of("one_expertise")), None)
    return Reading(
        language=read.language,
        intent=intent,
        facts=facts,
        delegated=delegated(read, facts=bool(facts), known=known),
        change_request=message.strip()[:LONGEST_REQUEST] if document and intent in ("change", "inform") else None,
        one_expertise=single is not None,
        one_expertise_quote=message[single.start : single.end] if single else None,
    )


def _found(read: Message) -> list[Found]:
    """Everything that the readers find; a number that one of them took is left alone by the later ones."""
    tabled = tables(read)
    found = [*tabled, *tiers(read, tabled=tabled), *handle_times(read, taken=set())]
    found = _by_tier([*found, *tier_hours(read, found)])
    found += partners(read)
    found += as_severities(read, _free(promises(read), found))
    found = on_their_clocks(read, found)
    found += [*severities(read), *coverage(read, told=_hours_told(found)), *counts(read)]
    found += zone_of_tiers(read, found)
    found += _free(issues(read), found)
    found += duties(read, taken=_taken(found), listed=[f for f in found if f.slot == "issue"])
    named = {each.subject: each.text or "" for each in found if each.slot == "tier"}
    known = {fact.subject: fact.text or "" for fact in read.brief.facts if fact.slot == "tier"}
    found += volumes(read, taken=_taken(found), tiers={**known, **named})
    listed = [each.start for each in found if each.slot == "issue"]
    found += [
        each
        for each in (*background(read), *wishes(read, taken=_taken(found)))
        if each.slot != "complaint" or not _lists(each, listed)
    ]
    found += answers(read, found=found)
    found += figures(read, taken=_taken(found))
    return found


def _lists(complaint: Found, issues: Sequence[int]) -> bool:
    """Whether the words of a complaint are the entry or the entries of a list of issues."""
    return complaint.start in issues or sum(complaint.start < place < complaint.end for place in issues) > 1


def _by_tier(found: Iterable[Found]) -> list[Found]:
    """The hours of tiers behind the rest, from the first line up: what is taken from one is taken from the first."""
    return sorted(found, key=lambda each: each.subject if each.slot == "tier.hours" else "")


def _taken(found: Iterable[Found]) -> set[int]:
    return {each.at for each in found if each.at >= 0}


def _hours_told(found: Iterable[Found]) -> set[int]:
    """The places of hours that belong to a tier, a partner or a promise."""
    return {each.start for each in found if each.slot in ("tier.hours", "partner.hours", "promise.hours")}


def _free(new: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """The new facts but for those whose number is another's already."""
    taken = _taken(found)
    return [each for each in new if each.at < 0 or each.at not in taken]


class _Stretches:
    """Some of a message's sentences, to ask whether a place lies in one of them."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._starts = [sentence.start for sentence in sentences]
        self._ends = [sentence.end for sentence in sentences]

    def covers(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def _unique(found: Iterable[Found]) -> list[Found]:
    """Each name once, and each value of a key once, in the order of the message's readers."""
    seen: dict[tuple[object, ...], Found] = {}
    for each in found:
        named = each.slot in _NAMES
        key = (each.slot, each.subject) if named else (each.slot, each.subject, each.number, each.text)
        previous = seen.get(key)
        if previous is None:
            seen[key] = each
        elif each.slot == "tier" and len(previous.text or "") < len(each.text or "") and each.start < previous.start:
            seen[key] = replace(previous, text=each.text, start=each.start, end=each.end)
    return list(seen.values())


def _fact(found: Found, message: str, *, replaces: bool) -> ReadFact | None:
    quote = message[found.start : found.end].strip()
    if len(quote) > LONGEST_QUOTE:
        quote = quote[:LONGEST_QUOTE].rsplit(None, 1)[0]
    if not quote:
        return None
    unit = found.unit if found.unit in UNITS else ("count" if found.number is not None else None)
    values = {
        "slot": found.slot, "subject": found.subject, "number": found.number, "unit": unit, "clock": found.clock,
        "text": found.text, "quote": quote, "replaces": replaces,
    }  # fmt: skip
    return ReadFact.model_validate(values)
