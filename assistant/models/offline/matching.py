"""Which known kind of issue or trade the brief's own words mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.models.offline.library import IssueKind, Trade, issue_kinds, trades
from schemas.brief import Brief

GENERIC = "generic"
GENERAL = "general"
TRADE_SLOTS = ("organisation", "organisation.product", "lead.role")
TALKING_SLOTS = (
    "issue",
    "tier",
    "tier.scope",
    "customer_tier",
    "partner",
    "partner.owns",
    "obligation",
    "conduct",
    "complaint",
)
TRADE_WEIGHT = 5
LONGEST = 300


@lru_cache(maxsize=4_096)
def kind_of_issue(name: str, *, hints: tuple[str, ...] = (), trade: str | None = None) -> IssueKind:
    """The known kind that the name means best: by its longest keyword, in the name or else in the hints; else generic.

    trade: kinds whose words mean something else outside their own trades are left out elsewhere; None leaves out none.
    """
    for text in (name, *hints):
        best = _best(_plain(text), trade)
        if best is not None:
            return issue_kinds()[best]
    return issue_kinds()[GENERIC]


def trade_of(brief: Brief) -> Trade:
    """The trade that the brief speaks of most.

    What it says of itself counts five times as much as its other words and as the kinds of its issues.
    """
    scores: dict[str, int] = {}
    for slot, weight in ((s, TRADE_WEIGHT) for s in TRADE_SLOTS):
        _count(scores, (f.text or "" for f in brief.under(slot)), weight)
    talk = [f.text or "" for slot in TALKING_SLOTS for f in brief.under(slot)]
    quotes = [f.evidence.quote for slot in TRADE_SLOTS for f in brief.under(slot) if f.evidence]
    _count(scores, (*talk, *quotes), 1)
    for fact in brief.under("issue"):
        kind = kind_of_issue(fact.text or fact.subject).id
        for trade in trades().values():
            if kind in trade.kinds:
                scores[trade.id] = scores.get(trade.id, 0) + 1
    best = max(scores, key=lambda trade: scores[trade], default=GENERAL)
    return trades()[best]


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether the text holds one of the words, letter case and accents aside."""
    plain = _plain(text)
    return any(re.search(_pattern(word), plain) for word in words if word.strip())


def _count(scores: dict[str, int], texts: Iterable[str], weight: int) -> None:
    for text in texts:
        plain = _plain(text)
        for id, pattern in _trade_patterns().items():
            hits = len(pattern.findall(plain))
            if hits:
                scores[id] = scores.get(id, 0) + hits * weight


def _best(plain: str, trade: str | None) -> str | None:
    """The kind whose keyword is the longest in the text: of two that match the same word, the more particular one."""
    longest: tuple[int, str] | None = None
    for id, (pattern, sizes) in _issue_patterns().items():
        if trade is not None and issue_kinds()[id].only_at_home and id not in trades()[trade].kinds:
            continue
        for match in pattern.finditer(plain):
            size = sizes[(match.lastindex or 1) - 1]
            if longest is None or size > longest[0]:
                longest = (size, id)
    return longest[1] if longest else None


@cache
def _issue_patterns() -> dict[str, tuple[re.Pattern[str], tuple[int, ...]]]:
    """For each kind a pattern with one group a keyword, and the keywords' lengths."""
    found = {}
    for id, kind in issue_kinds().items():
        words = _longest_first(kind.keywords.values())
        if words:
            pattern = re.compile("|".join(f"({_pattern(word)})" for word in words))
            found[id] = (pattern, tuple(len(word.rstrip("*")) for word in words))
    return found


@cache
def _trade_patterns() -> dict[str, re.Pattern[str]]:
    return {id: _any_of(trade.keywords.values()) for id, trade in trades().items() if any(trade.keywords.values())}


def _any_of(lists: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile("|".join(map(_pattern, _longest_first(lists))))


def _longest_first(lists: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted({word for one in lists for word in one}, key=lambda word: (-len(word), word))


def _pattern(word: str) -> str:
    plain = re.escape(_plain(word)).replace(r"\*", r"\w*")
    return rf"(?<!\w){plain}(?!\w)"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text[:LONGEST].lower().replace("_", " "))
    return "".join(char for char in folded if not unicodedata.combining(char))
