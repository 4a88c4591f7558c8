"""Keys: where a sentence names a severity or a class of customers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.sentences import Key
from assistant.models.offline.reading.tokens import Token

_SEVERITY_CODE = re.compile(r"(?:sev|prio|p|s)(\d)")
_NO_RANK = re.compile(
    r"\b(?:temporada|demanda|de) (?:alta|baja|media)\b|\b(?:high|low|peak) season|\bhohe[rsn]? (?:anzahl|zahl|last|kosten)|\bhigh volume",
    re.IGNORECASE,
)
_BARE_SEVERITY_WORDS = frozenset(("p", "s"))
_SEVERITY_ORDER = ("critical", "urgent", "high", "medium", "normal", "low")
_WEAK_CUSTOMERS = frozenset(("standard", "basic", "professional", "corporate", "business", "starter", "residential"))
_GETS = frozenset(
    [
        "get",
        "gets",
        "have",
        "has",
        "receive",
        "receives",
        "are",
        "is",
        "within",
        "in",
        "with",
        "expect",
        "expects",
        "enjoy",
        "bekommen",
        "bekommt",
        "erhalten",
        "erhalt",
        "haben",
        "hat",
        "innerhalb",
        "binnen",
        "tienen",
        "tiene",
        "reciben",
        "recibe",
        "en",
        "wait",
        "must",
        "need",
    ]
)
_OWN = frozenset(["those", "ones", "everyone", "anyone", "people", "customers", "clients"])
_FOR = frozenset(["for", "für", "fur", "para", "y", "and", "und", "our", "to", "with", "a"])


def severities_in(
    text: str, tokens: Sequence[Token], mentions: Sequence[Mention], *, shift: int, ranks: dict[str, str]
) -> tuple[Key, ...]:
    """Where severities are named: "P1", "Sev 2", "Priorität 3", and the names in ranks.

    shift: 1 where the organisation counts from P0. ranks: ids by name, for organisations that use names only.
    """
    starts = {(m.label, m.start): m for m in mentions}
    found: list[Key] = []
    for at, token in enumerate(tokens):
        if found and token.start < found[-1].end:
            continue
        numbered = severity_number(tokens, at, starts)
        if numbered is not None:
            number, end = numbered
            found.append(Key(f"p{number + shift}", text[token.start : end], token.start, end))
            continue
        known = starts.get(("severity_known", token.start)) or starts.get(("severity_name", token.start))
        if known and (known.label == "severity_known" or known.value in ranks):
            id = known.value if known.label == "severity_known" else ranks[known.value]
            found.append(Key(id, text[token.start : known.end], token.start, known.end))
            continue
        rest = starts.get(("everything_else", token.start))
        if rest and found:
            found.append(Key("*", text[token.start : rest.end], token.start, rest.end))
    return tuple(found)


def severity_number(tokens: Sequence[Token], at: int, starts: dict[tuple[str, int], Mention]) -> tuple[int, int] | None:
    """(number, end) of a numbered severity that begins at a token."""
    token = tokens[at]
    if token.kind != "word":
        return None
    code = _SEVERITY_CODE.fullmatch(token.folded)
    if code:
        return int(code[1]), token.end
    if ("severity_word", token.start) not in starts or token.folded in _BARE_SEVERITY_WORDS:
        return None
    rest = [t for t in tokens[at + 1 : at + 4] if t.folded not in ("-", "‑", "#", ".")]
    if rest and rest[0].kind == "number" and len(rest[0].folded) == 1 and rest[0].folded.isdecimal():
        return int(rest[0].folded), rest[0].end
    return None


def is_rank(text: str, mention: Mention) -> bool:
    """Whether "high" ranks a case here: not in "high season", "temporada alta", "dar de alta"."""
    around = text[max(0, mention.start - 12) : mention.end + 8]
    return _NO_RANK.search(around) is None


def ranks_of(names: Sequence[str]) -> dict[str, str]:
    """Ids for severities that have names only, the highest first."""
    used = [name for name in _SEVERITY_ORDER if name in names]
    return {name: f"p{rank}" for rank, name in enumerate(used, start=1)}


def customers_in(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Key, ...]:
    """Where classes of customers are named; "everybody else" has the id `other`, "all customers" `*`."""
    starts = {(m.label, m.start): m for m in mentions}
    found: list[Key] = []
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue
        if mention.label == "customer_known" or (
            mention.label == "customer_tier" and _is_class(mention, tokens, starts)
        ):
            end = _with_customer_word(mention.end, tokens, starts)
            found.append(Key(mention.value, text[mention.start : end].strip(), mention.start, end))
        elif mention.label == "everybody" and ("everything_else", mention.start) not in starts:
            found.append(Key(mention.value, text[mention.start : mention.end], mention.start, mention.end))
    return tuple(found)


def _is_class(mention: Mention, tokens: Sequence[Token], starts: dict[tuple[str, int], Mention]) -> bool:
    """Whether a word such as standard means customers here: not in "standard response time"."""
    if mention.value not in _WEAK_CUSTOMERS:
        return True
    after = next((t for t in tokens if t.start >= mention.end), None)
    before = [t for t in tokens if t.end <= mention.start][-1:]
    if after is None or ("customer_word", after.start) in starts or after.folded in _GETS:
        return True
    if after.kind == "number" or (after.kind == "mark" and after.folded in ":,(|–—=-)"):
        return True
    two = [t.folded for t in tokens if t.end <= mention.start][-2:]
    if len(two) == 2 and two[0] in _OWN and two[1] in ("on", "with"):
        return True
    return bool(before) and before[0].folded in _FOR and after.kind == "mark"


def _with_customer_word(end: int, tokens: Sequence[Token], starts: dict[tuple[str, int], Mention]) -> int:
    after = next((t for t in tokens if t.start >= end), None)
    if after is not None and (word := starts.get(("customer_word", after.start))) and after.start - end <= 1:
        return word.end
    return end
