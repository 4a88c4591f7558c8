"""Tiers: how support is organised, from sentences such as "Tier 1 (35 people) handles basic questions"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.headcounts import counts_heads, headcounts, pairs_after, settled_levels
from assistant.models.offline.reading.later_teams import later_teams
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.named_teams import missing_teams, named_teams, teams_in_list
from assistant.models.offline.reading.names import tidy
from assistant.models.offline.reading.scopes import scope_in
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure
from assistant.models.offline.reading.totals import summed_total

_PARTS = re.compile(r"\s*[-–—:|]\s")
_AND_THEN = r"[^.;:\d]{0,40}(?:\band\b|\bthen\b|\bplus\b|\bund\b|\bdazu\b|\by\b|\bmás\b|,)\s*(?:then |behind them |another |a |dann |luego )*"
_BEHIND = re.compile(
    r"engineer|develop|specialist|expert|entwickl|ingenieur|spezialist|technik|ingenier|desarroll|especialist|técnic",
    re.IGNORECASE,
)


def tiers(message: Message, *, tabled: Sequence[Found] = ()) -> list[Found]:
    """Tiers with headcount and scope, and the stated total.

    tabled: what tables say already.
    """
    written = [s for s in message.sentences if s.segment.paragraph >= 0 and s.text]
    told = {f.subject for f in tabled if f.slot == "tier.headcount"}
    settled = told | settled_levels(written)
    found: list[Found] = []
    for sentence in written:
        found += _totals(message, sentence)
        found += _in_sentence(message, sentence, taken={f.at for f in found}, settled=settled)
    found += missing_teams(message, found)
    found += _next_team(message, found)
    heads = [f for f in found if f.slot == "tier.headcount"]
    if told:
        teams: list[Found] = []
    elif heads:
        teams = teams_in_list(
            message, known=heads, taken_by=[f for f in found if f.slot == "team.headcount"]
        ) or later_teams(message, found)
    else:
        teams = named_teams(message, taken={f.at for f in found})
    found = [f for f in found if f.slot != "team.headcount" or f.at not in {t.at for t in teams}] + teams
    return _once(found)


def _next_team(message: Message, found: Sequence[Found]) -> list[Found]:
    """The engineers behind the last numbered tier: "12 on the front line and then 3 engineers behind them"."""
    heads = [f for f in found if f.slot == "tier.headcount"]
    taken = {f.at for f in found}
    for sentence in message.sentences:
        own = [f for f in heads if sentence.start <= f.start < sentence.end]
        if not own or sentence.has("on_call"):
            continue
        for measure in sentence.measured("people"):
            gap = sentence.between(max(f.end for f in own), measure.start)
            if (
                measure.at in taken
                or not re.fullmatch(_AND_THEN, gap, re.IGNORECASE)
                or not _BEHIND.search(measure.noun)
            ):
                continue
            rank = max(int(f.subject[1:]) for f in heads if f.subject[1:].isdigit()) + 1
            name = tidy(measure.noun)
            named = Found("tier", f"t{rank}", measure.start, measure.end, text=name[:1].upper() + name[1:])
            return [named, of_measure("tier.headcount", f"t{rank}", measure)]
    return []


def _once(found: Sequence[Found]) -> list[Found]:
    """Each tier named once; further values of other slots are all kept."""
    named: set[str] = set()
    kept = []
    for each in found:
        if each.slot == "tier" and each.subject in named:
            continue
        if each.slot == "tier":
            named.add(each.subject)
        kept.append(each)
    return kept


def _totals(message: Message, sentence: Sentence) -> list[Found]:
    """ "50 support agents in three tiers", "a team of 50 people", "50 people in total"."""
    if (summed := summed_total(message, sentence)) is not None:
        return [of_measure("team.headcount", "", summed)]
    if sentence.has("on_call"):
        return []
    found = []
    led = _leading_total(sentence)
    for measure in sentence.measured("people"):
        after = sentence.between(measure.end, measure.end + 40).lower()
        before = sentence.between(measure.start - 40, measure.start).lower()
        counted = _levels_counted(sentence, measure)
        total = re.match(
            r"\s*(?:\(?\s*in total|overall|altogether|all in all|insgesamt|gesamt|en total|in all\b)", after
        )
        total_before = re.search(
            r"(?:in total|total of|total:|altogether|insgesamt|gesamt:?|en total|we are|we have|wir sind|wir haben|somos|tenemos"
            r"|team of|support team of|team von|equipo de|headcount:?|in all)\s*(?:about|around|some|roughly|rund|etwa|unos|unas|:)?\s*$",
            before,
        )
        if measure == led or counted or total or (total_before and not sentence.levels and _single(sentence)):
            found.append(of_measure("team.headcount", "", measure))
    return found


def _leading_total(sentence: Sentence) -> Measure | None:
    """The people named before the first tier, where every tier has its own number behind it."""
    people = sentence.measured("people")
    if len(sentence.levels) < 2 or not people or people[0].end > sentence.levels[0].start:
        return None
    return people[0] if len(pairs_after(sentence)) == len(set(sentence.levels)) else None


def _single(sentence: Sentence) -> bool:
    return len(sentence.measured("people")) == 1


def _levels_counted(sentence: Sentence, measure: Measure) -> bool:
    """Whether the people are spread "in three tiers"."""
    for mention in sentence.of("level_words"):
        if mention.start < measure.end:
            continue
        gap = sentence.between(measure.end, mention.start)
        number = any(m.end >= mention.start - 1 and measure.end <= m.start < mention.start for m in sentence.measures)
        if len(gap) <= 60 and (number or re.fullmatch(r"\s*(?:in|across|over|auf|en)\s+", gap, re.IGNORECASE)):
            return True
    return False


def _in_sentence(message: Message, sentence: Sentence, *, taken: set[int], settled: set[str]) -> list[Found]:
    if not sentence.levels:
        return _under_heading(message, sentence, taken=taken)
    values = [m for m in sentence.measures if counts_heads(sentence, m) and m.at not in taken]
    pairs = headcounts(sentence, values, settled=settled)
    found: list[Found] = []
    for level in dict.fromkeys(sentence.levels):
        measure = pairs.get(level)
        if measure is None and not _describes(sentence, level):
            continue
        found.append(Found("tier", level.id, level.start, level.end, text=tier_name(level)))
        if measure is not None:
            found.append(_headcount(level, measure))
        found += _details(sentence, level, measure, set(pairs.values()))
    return found


def _under_heading(message: Message, sentence: Sentence, *, taken: set[int]) -> list[Found]:
    """ "Tier 1:" as a heading with "35 people" and what they do below it."""
    for heading in message.headings(sentence):
        if len(heading.levels) != 1 or not heading.segment.heading or heading.end - heading.start > 80:
            continue
        level = heading.levels[0]
        people = [m for m in sentence.measured("people") if m.at not in taken]
        if len(people) == 1 and not sentence.has("on_call"):
            named = Found("tier", level.id, level.start, level.end, text=tier_name(level))
            return [named, of_measure("tier.headcount", level.id, people[0])]
        return []
    return []


def tier_name(level: Key) -> str:
    """The tier's name as a title: "tier 1" becomes "Tier 1"."""
    name = tidy(level.name)
    return name[:1].upper() + name[1:]


def _headcount(level: Key, measure: Measure) -> Found:
    if measure.number.worded:
        return replace(of_measure("tier.headcount", level.id, measure), unit="people")
    start, end = min(level.start, measure.start), max(level.end, measure.end)
    return replace(of_measure("tier.headcount", level.id, measure, start=start, end=end), unit="people")


def _describes(sentence: Sentence, level: Key) -> bool:
    """Whether the sentence says what the level does, or opens with it as a line of its own."""
    opens = level.start - sentence.start <= 3
    if opens and (sentence.segment.bullet or _PARTS.match(sentence.between(level.end, sentence.end))):
        return True
    window = _window(sentence, level)
    handles = [m for m in sentence.of("handles") if level.end <= m.start < window[1]]
    return bool(handles) and handles[0].start - level.end <= 3 and not sentence.measured("percent", "duration")


def _window(sentence: Sentence, level: Key) -> tuple[int, int]:
    """The stretch from behind a level's name to the next level's."""
    following = [each.start for each in sentence.levels if each.start > level.start]
    return level.end, following[0] if following else sentence.end


def _details(sentence: Sentence, level: Key, measure: Measure | None, used: set[Measure]) -> list[Found]:
    start, end = _window(sentence, level)
    if measure is not None and measure.start < level.start:
        later = [m.start for m in used if m.start >= start]
        end = min([end, *later])
    found = [
        of_measure("tier.handle_time", level.id, duration)
        for duration in sentence.measured("duration")
        if start <= duration.start < end and sentence.has("handle_time")
    ]
    scope = scope_in(sentence, start, end, measure=measure)
    if scope is not None:
        found.append(Found("tier.scope", level.id, scope.start, scope.end, text=scope.name))
    return found
