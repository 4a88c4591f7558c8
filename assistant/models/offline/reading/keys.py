"""Keys: where a sentence names a tier, a severity or a class of customers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.number_words import spoken
from assistant.models.offline.reading.sentences import Key
from assistant.models.offline.reading.tokens import Token

_LEVEL_CODE = re.compile(r"(?:tier|level|lvl|line|stufe|nivel|l|t|n)(\d{1,2})")
_SEVERITY_CODE = re.compile(r"(?:sev|prio|p|s)(\d)")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th", "er", "a", "o"))
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
_FOR = frozenset(["for", "für", "fur", "para", "y", "and", "und", "our", "to", "with", "a"])
MOST_LEVELS = 99
MOST_LISTED = 9
_AND = frozenset(("and", "und", "y", "e", "&", "+", "/", ",", "or", "oder", "o"))
_UNTIL = frozenset(("-", "–", "—", "to", "bis", "through", "a", "al"))
_COUNTED = ("people", "tickets", "unit", "percent", "counted", "currency")
_SINGULAR = re.compile(
    r"(?<=nivel)es$|(?:(?<=tier)|(?<=level)|(?<=line)|(?<=layer)|(?<=línea))s$|(?<=stufe)n$|(?<=ebene)n$|(?<=linie)n$",
    re.IGNORECASE,
)


def levels_in(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Key, ...]:
    """Where tiers are named: "tier 1", "L2", "first line", "2nd level", "dritte Stufe", "tiers 2 and 3", and known names."""
    starts = {(m.label, m.start): m for m in mentions}
    found: list[Key] = []
    for at, token in enumerate(tokens):
        if found and token.start < found[-1].end:
            continue
        several = _several_levels(text, tokens, at, starts)
        if several:
            found += several
            continue
        read = _level_at(tokens, at, starts)
        if read is None:
            continue
        number, end = read
        after = next((t for t in tokens[at:] if t.start >= end and t.folded not in ("-", "‑")), None)
        if after is not None and ("customer_word", after.start) in starts and ("level_word", after.start) not in starts:
            continue
        if number.isdigit() and not 1 <= int(number) <= MOST_LEVELS:
            continue
        found.append(Key(f"t{int(number)}" if number.isdigit() else number, text[token.start : end], token.start, end))
    return tuple(found)


def _several_levels(text: str, tokens: Sequence[Token], at: int, starts: dict[tuple[str, int], Mention]) -> list[Key]:
    """The levels of "tiers 2 and 3", "levels 1-3", "level 2 and 3", each by a name of its own."""
    token = tokens[at]
    plural = ("level_words", token.start) in starts
    if not plural and ("level_word", token.start) not in starts:
        return []
    word = _SINGULAR.sub("", text[token.start : token.end]) if plural else text[token.start : token.end]
    found: list[Key] = []
    start, joint = token.start, ""
    for each in tokens[at + 1 : at + 2 + 2 * MOST_LISTED]:
        if each.kind == "number" and len(each.folded) < 3 and each.folded.isdecimal():
            first = int(found[-1].id[1:]) + 1 if joint in _UNTIL and found else int(each.folded)
            span = range(first, min(int(each.folded), first + MOST_LISTED) + 1)
            found += [Key(f"t{number}", f"{word} {number}", start, each.end) for number in span]
            start, joint = each.start, ""
        elif found and not joint and each.folded in _AND | _UNTIL:
            joint = each.folded
            start = each.end
        elif found and joint == "," and each.folded in _AND:
            continue
        else:
            break
    counted = found and any((label, tokens_after(tokens, found[-1].end)) in starts for label in _COUNTED)
    return found if len(found) > 1 and not (counted and not plural) else []


def tokens_after(tokens: Sequence[Token], place: int) -> int:
    """Where the next token behind a place begins; -1 at the end."""
    return next((token.start for token in tokens if token.start >= place), -1)


def _level_at(tokens: Sequence[Token], at: int, starts: dict[tuple[str, int], Mention]) -> tuple[str, int] | None:
    """(number or id, end) of the level that begins at a token."""
    token = tokens[at]
    known = starts.get(("tier_name", token.start)) or starts.get(("named_level", token.start))
    if known:
        return known.value, known.end
    code = _LEVEL_CODE.fullmatch(token.folded) if token.kind == "word" else None
    if code:
        return code[1], token.end
    rest = [t for t in tokens[at + 1 : at + 5] if t.folded not in ("-", "‑", ".", "#")]
    if ("level_word", token.start) in starts and rest:
        return _numbered(rest[0])
    ordinal = starts.get(("ordinal", token.start))
    if ordinal and rest and ("level_word", rest[0].start) in starts:
        return ordinal.value, rest[0].end
    if token.kind == "number" and len(token.folded) < 3 and len(rest) > 1 and rest[0].folded in _ORDINAL_ENDS:
        if ("level_word", rest[1].start) in starts:
            return token.folded, rest[1].end
    elif token.kind == "number" and len(token.folded) < 3 and rest and tokens[at + 1].folded == ".":  # noqa: SIM102
        if ("level_word", rest[0].start) in starts:
            return token.folded, rest[0].end
    return None


def _numbered(token: Token) -> tuple[str, int] | None:
    """The number behind a word such as tier, in digits or words."""
    if token.kind == "number" and token.folded.isdecimal() and len(token.folded) < 3:
        return str(int(token.folded)), token.end
    for language in ("en", "de", "es"):
        value = spoken([token.folded], language) if token.kind == "word" else None
        if value is not None and value[1] == 1:
            return str(int(value[0])), token.end
    return None


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
        elif mention.label == "everybody":
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
    return bool(before) and before[0].folded in _FOR and after.kind == "mark"


def _with_customer_word(end: int, tokens: Sequence[Token], starts: dict[tuple[str, int], Mention]) -> int:
    after = next((t for t in tokens if t.start >= end), None)
    if after is not None and (word := starts.get(("customer_word", after.start))) and after.start - end <= 1:
        return word.end
    return end
