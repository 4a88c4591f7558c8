"""Teams that have names instead of numbers: "14 on the service desk, 5 application specialists, 2 engineers"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.names import tidy, without_article
from assistant.models.offline.reading.scopes import MOST_WORDS, scope_in
from assistant.models.offline.reading.sentences import Found, Sentence, of_measure

_PLACE = re.compile(
    r"\s*(?:are|work|sit|who|that)?\s*(?:on|in|at|for|im|am|in der|an der|en|en el|en la|for)\s+(?:the\s+|our\s+|der\s+|el\s+|la\s+)?"
    r"([^,;.:()\d]{2,40}?)(?=\s*(?:[,;.:()]|$|\band\b|\bund\b|\by\b|\bwho\b|\bhandle|\bplus\b))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:^|[,;:.(]|\band\b|\bund\b|\by\b|\bplus\b)\s*(?:then\s+|an?\s+|the\s+|our\s+|ein(?:e|em|er)?\s+|un[ao]?\s+|el\s+|la\s+)?"
    r"([^,;:.()\d]{3,40}?)\s*(?:[:=(–—-]|of|with|has|have|von|mit|aus|hat|de|con|tiene|\s)*\s*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"front|service ?desk|help ?desk|hotline|call cent|first|agents?\b|generalist|contact|erst|kundenservice"
                    r"|atención|primera|dispatch|reception|inbox", re.IGNORECASE)  # fmt: skip
_LAST = re.compile(r"develop|engineer|entwickl|r&d|desarroll|ingenier|architect|sre\b|product team", re.IGNORECASE)
_GENERIC = frozenset(
    ("people", "agents", "leute", "personen", "personas", "agentes", "mitarbeiter", "staff", "members", "heads")
)
_NO_TEAM = re.compile(
    r"\b(?:we|i|our company|there|customers?|kunden|clientes|wir|es|somos|tenemos|have|are|who|total)\b|^(?:el |the |das |unser )?(?:equipo|team|support|staff|plantilla|soporte|personal)$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|und|y|then|plus|dann|luego|there(?:['’]s| is| are)|we have|we['’]ve got|wir haben|tenemos|hay|we|our support has)\s+)+"
    r"(?:(?:an?|the|our|ein\w*|un|una)\s+)?",
    re.IGNORECASE,
)
MOST_TEAMS = 60
LONGEST_NAME = 40
_ONLY_ABOUT = re.compile(
    r"(?:about|around|roughly|nearly|some|etwa|rund|ungefähr|unos|unas|cerca de|casi)", re.IGNORECASE
)
_ANSWERS_FIRST = {
    "First line": r"(?:who |that )?(?:answer|take|pick up|get|handle)s?\b[^,.;]{0,30}?\b(?:first|calls?|phones?|everything)\b",
    "Erste Linie": r"(?:die )?(?:nehmen|beantworten|bearbeiten)\b[^,.;]{0,30}?\b(?:zuerst|erst\w*|anrufe|alles)\b",
    "Primera línea": r"(?:que )?(?:atienden|contestan|reciben|atendiendo|contestando)\b[^,.;]{0,30}?\b(?:primer\w*|llamadas|todo|teléfono|chat|correos?)\b",
}
"""What people do who are the first line without being called so."""
_LABEL = re.compile(r"\s*[^\W\d_][^.:;,\d]{1,38}\s*(?::|=|–|—|-\s|\s-)\s*")
_Team = tuple[str, Measure, Sentence]
"""What a team is called, its headcount, and where it is said."""


def missing_teams(message: Message, found: Sequence[Found]) -> list[Found]:
    """Tiers that are named without their number beside numbered ones: the second in "a first line of 12, a team of 8
    specialists and two engineers on level 3"."""
    heads = {f.subject: f for f in found if f.slot == "tier.headcount"}
    taken = {f.at for f in found}
    filled: list[Found] = []
    for sentence in message.sentences:
        own = sorted(k.start for k in sentence.levels if k.id in heads)
        if not own or sentence.has("on_call"):
            continue
        for key in (k for k in sentence.levels if k.id in heads and k.id[1:].isdigit()):
            below = f"t{int(key.id[1:]) - 1}"
            if below == "t0" or below in heads or any(k.id == below for k in sentence.levels):
                continue
            until = min(key.start, heads[key.id].start)
            since = max([s for s in own if s < until], default=sentence.start)
            teams = [t for t in _teams(sentence) if since <= t[1].start < until and t[1].at not in taken]
            if len(teams) == 1:
                filled += _facts(below, *teams[0])
                taken.add(teams[0][1].at)
    return filled


def _facts(tier: str, name: str, measure: Measure, sentence: Sentence) -> list[Found]:
    """The tier and its headcount; the words reach back to its name where that stands right before the number."""
    lead = sentence.between(measure.start - LONGEST_NAME - 8, measure.start)
    at = lead.rfind(name)
    near = at >= 0 and not any(c.isdigit() for c in lead[at:]) and not measure.number.worded
    start = measure.start - (len(lead) - at if near else 0)
    named = Found("tier", tier, start, measure.end, text=name[:1].upper() + name[1:])
    return [named, replace(of_measure("tier.headcount", tier, measure, start=start), unit="people")]


def named_teams(message: Message, *, taken: set[int]) -> list[Found]:
    """Two or more teams with headcounts in one sentence or one list, as tiers from the first line up."""
    best: list[_Team] = []
    listed = [[team for sentence in block for team in _teams(sentence)] for block in _blocks(message)]
    for block in [*listed, *_headed(message)]:
        teams = [team for team in block if team[1].at not in taken]
        distinct = {name.lower() for name, _, _ in teams}
        if len(teams) > len(best) and len(distinct) == len(teams) >= 2:
            best = teams
    return _ranked(message, _ordered(best)[:MOST_TEAMS])


def teams_in_list(message: Message, *, known: Sequence[Found], taken_by: Sequence[Found] = ()) -> list[Found]:
    """The teams of a list in which some are called by their level: the second in "First line: 18 people", "Technical
    desk: 7 people". known: the headcounts of tiers so far, each of which must stand in its place of the list.
    taken_by: totals, whose numbers are no team's."""
    blocks = _blocks(message)
    taken = {f.at for f in taken_by}
    alone = [[team for team in _teams(block[0]) if team[1].at not in taken] for block in blocks if len(block) == 1]
    listed = [[team for sentence in block for team in _teams(sentence)[:1]] for block in blocks]
    for teams in [*listed, *alone, *_headed(message)]:
        places = {measure.at: f"t{rank}" for rank, (_, measure, _) in enumerate(teams, start=1)}
        if len(known) < len(teams) and all(places.get(f.at) == f.subject for f in known):
            return [
                f
                for f in _ranked(message, teams)
                if f.subject not in {k.subject for k in known} or f.slot == "tier.scope"
            ]
    return []


def _ranked(message: Message, teams: Sequence[_Team]) -> list[Found]:
    """The teams as tiers with what is said of each, from the first line up."""
    found = []
    for rank, (name, measure, sentence) in enumerate(teams, start=1):
        tier = f"t{rank}"
        found += _facts(tier, name, measure, sentence)
        others = [team[1].start for team in teams if team[2] is sentence and team[1].start > measure.start]
        until = min(others, default=sentence.end)
        if not sentence.has("on_call"):
            own = [
                h
                for h in sentence.hours
                if (not others and len(_teams_of(teams, sentence)) == 1) or measure.start <= h.start < until
            ]
            found += [Found("tier.hours", tier, h.start, h.end, text=h.text) for h in own[:1]]
        if len(_teams_of(teams, sentence)) > 1:
            continue
        scope = scope_in(sentence, measure.start, sentence.end, measure=measure)
        if scope is not None and sentence.between(measure.end, measure.end + 1) in (",", ";", ":", " ", "("):
            found.append(Found("tier.scope", tier, scope.start, scope.end, text=scope.name))
        elif scope is None and (said := _said_next(message, sentence)):
            found.append(Found("tier.scope", tier, said.start, said.end, text=tidy(said.text)))
    return found


def _teams_of(teams: Sequence[_Team], sentence: Sentence) -> list[_Team]:
    """The teams that one sentence names."""
    return [team for team in teams if team[2] is sentence]


def _said_next(message: Message, sentence: Sentence) -> Sentence | None:
    """The short sentence behind a team's under its heading, which says what the team does."""
    if sentence.index + 1 >= len(message.sentences) or not sentence.segment.under:
        return None
    following = message.sentences[sentence.index + 1]
    apart = (
        following.segment.under != sentence.segment.under or following.segment.paragraph != sentence.segment.paragraph
    )
    if apart or following.measures or following.hours or len(following.text.split()) > MOST_WORDS:
        return None
    return following if len(following.text.strip()) > 3 else None


def _headed(message: Message) -> list[list[_Team]]:
    """Teams whose names are headings, each over "14 people, weekdays 8-18", by the heading above them."""
    groups: dict[tuple[int, ...], list[_Team]] = {}
    for sentence in message.sentences:
        heading = next(iter(message.headings(sentence)), None)
        if heading is None or heading.index != sentence.index - 1 or not sentence.measured("people"):
            continue
        measure = sentence.measured("people")[0]
        name = tidy(heading.text.strip(" #:*_"))
        if (
            not sentence.between(sentence.start, measure.start).strip()
            and 2 < len(name) <= LONGEST_NAME
            and not heading.measures
        ):
            groups.setdefault(heading.segment.under, []).append((name, measure, sentence))
    return [teams for teams in groups.values() if len(teams) > 1]


def _blocks(message: Message) -> list[list[Sentence]]:
    """Sentences alone, and the entries of a list together."""
    blocks: list[list[Sentence]] = []
    for sentence in message.sentences:
        if sentence.segment.paragraph < 0 or (sentence.has("on_call") and not _is_entry(sentence)):
            continue
        previous = blocks[-1][-1] if blocks else None
        listed = previous is not None and _is_entry(previous) and _is_entry(sentence)
        if previous is not None and listed and previous.segment.under == sentence.segment.under:
            blocks[-1].append(sentence)
        else:
            blocks.append([sentence])
    return blocks


def _is_entry(sentence: Sentence) -> bool:
    """Whether a sentence is one of a list: a bullet, or a line such as "Technical desk: 7 people"."""
    label = _LABEL.match(sentence.text)
    return sentence.segment.bullet or bool(
        label and any(m.start == sentence.start + label.end() for m in sentence.measured("people", "bare"))
    )


def _teams(sentence: Sentence) -> list[_Team]:
    people = [
        m
        for m in sentence.measures
        if (m.kind == "people" or (m.kind == "bare" and m.value == int(m.value)))
        and not any(k.start <= m.start < k.end for k in sentence.levels)
    ]
    teams = []
    for at, measure in enumerate(people):
        until = people[at + 1].start if at + 1 < len(people) else sentence.end
        since = people[at - 1].end if at else sentence.start
        name = _name(sentence, measure, since, until)
        if name is not None:
            teams.append((name, measure, sentence))
    return teams


def _name(sentence: Sentence, measure: Measure, since: int, until: int) -> str | None:
    """What the people are called: by their noun, the place where they work, or the words before the number."""
    noun = measure.noun.strip(" -")
    if measure.kind == "people" and noun.lower().split()[-1:] != [noun.lower()] and len(noun.split()) > 1:
        specific = noun
    else:
        specific = noun if noun and noun.lower() not in _GENERIC else ""
    place = _PLACE.match(sentence.between(measure.end, until))
    lead = sentence.between(since, measure.start)
    before = _BEFORE.search(lead)
    if before and lead.rstrip().endswith((":", "–", "(", "=")) and (name := _clean(before[1])):
        return name
    if before and re.search(r"\b(?:mit|with|con|of)\s*$", lead, re.IGNORECASE) and (name := _clean(before[1])):
        return name
    if place and not specific:
        return _clean(place[1])
    if before and measure.kind == "bare":
        return _clean(before[1])
    if before and not specific and (name := _clean(before[1])):
        return name
    if specific:
        return _clean(specific)
    behind = sentence.between(measure.end, until).strip()
    return next((line for line, does in _ANSWERS_FIRST.items() if re.match(does, behind, re.IGNORECASE)), None)


def _clean(name: str) -> str | None:
    text = without_article(_OPENING.sub("", tidy(name)))
    if (
        (len(text) < 3 and not text.isupper())
        or _ONLY_ABOUT.fullmatch(text)
        or _NO_TEAM.search(text)
        or len(text.split()) > 5
    ):
        return None
    return text


def _ordered(teams: Sequence[_Team]) -> list[_Team]:
    """The teams from the first line up: as told, but the front stands first and engineering last."""

    def rank(team: _Team) -> int:
        first, last = _FIRST.search(team[0]), _LAST.search(team[0])
        return 0 if first and not last else 2 if last and not first else 1

    return sorted(teams, key=rank)
