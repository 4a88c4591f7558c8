"""Issue types: each named in the brief has one way in and one solver."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject


def covered(subject: Subject) -> Iterator[Problem]:
    named = {i.id: i for i in subject.process.rules.issues}
    places: dict[str, list[int]] = {}
    for place, issue in enumerate(subject.process.rules.issues):
        places.setdefault(_plain(issue.name), []).append(place)
    names = set(places)
    for name, again in places.items():
        for place in again[1:] if name else ():
            issue = subject.process.rules.issues[place]
            yield Problem(
                where=f"/rules/issues/{place}",
                what=f"{issue.name} stands twice, as {subject.process.rules.issues[again[0]].id} and as {issue.id}.",
                mend="Keep one of them: an issue has one way in and one solver.",
            )
    for fact in subject.brief.under("issue"):
        if fact.subject not in named and _plain(fact.text or "") not in names:
            yield Problem(
                where="/rules/issues",
                what=f"The issue {fact.text or fact.subject!r} of the brief is nowhere in the process.",
                mend=f"Add an issue type with the id {fact.subject}.",
            )
    for place, issue in enumerate(subject.process.rules.issues):
        if not issue.entry or not issue.resolver:
            at = f"/rules/issues/{place}"
            yield Problem(where=at, what=f"{issue.name} has no entry or no solver.", mend="Name both.")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


CHECKS = (Check(id="E06", weight="serious", title="Every issue type has one entry and one solver", find=covered),)
