"""Levels: where a sentence names tiers, one or several at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.offline.reading.lexicon import Mention
from assistant.models.offline.reading.number_words import spoken
from assistant.models.offline.reading.sentences import Key
from assistant.models.offline.reading.tokens import Token

_LEVEL_CODE = re.compile(r"(?:tier|level|lvl|line|stufe|nivel|l|t|n)(\d{1,2})")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th", "er", "a", "o"))
MOST_LEVELS = 99
MOST_LISTED = 9
_AND = frozenset(("and", "und", "y", "e", "&", "+", "/", ",", "or", "oder", "o"))
_ARTICLES = frozenset(("the", "el", "la", "der", "die", "im", "dem", "den", "al", "del"))
_UNTIL = frozenset(("-", "–", "—", "to", "bis", "through", "a", "al"))
_SHIFT = frozenset(
    "in on mon monday weekdays during are work mo montag zu von sind arbeiten de lunes l trabajan son".split()
)
_COUNTED = ("people", "tickets", "unit", "percent", "counted", "currency")
_SINGULAR = re.compile(
    r"(?<=nivel)es$|(?:(?<=tier)|(?<=level)|(?<=line)|(?<=layer)|(?<=línea))s$|(?<=stufe)n$|(?<=ebene)n$|(?<=linie)n$",
    re.IGNORECASE,
)


def levels_in(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Key, ...]:
    """Where tiers are named: "tier 1", "L2", "first line", "2nd level", "dritte Stufe", "tiers 2 and 3", and known names."""
    starts = {(m.label, m.start): m for m in mentions}
    found: list[Key] = []
    following: int | None = None
    for at, token in enumerate(tokens):
        if found and token.start < found[-1].end:
            continue
        several = _several_levels(text, tokens, at, starts, following=following)
        if several:
            found += several
            following = int(several[-1].id[1:]) + 1
            continue
        read = _level_at(tokens, at, starts)
        alone = _ordinal_alone(tokens, at, starts) if read is None and found else None
        if alone is not None:
            model = next((k.name for k in found if len(k.name.split()) == 2), "")
            named = _like(text[token.start : alone[1]], alone[0], model)
            found.append(Key(f"t{alone[0]}", named, token.start, alone[1]))
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


def _several_levels(
    text: str, tokens: Sequence[Token], at: int, starts: dict[tuple[str, int], Mention], *, following: int | None
) -> list[Key]:
    """The levels of "tiers 2 and 3", "levels 1-3", "level 2 and 3", each by a name of its own."""
    token = tokens[at]
    if following is not None and token.folded == str(following) and _goes_on(tokens, at):
        return [Key(f"t{each.folded}", each.folded, each.start, each.end) for each in (token, tokens[at + 2])]
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


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether "3 and 4" stands here with the second number right behind the first, and a word behind it."""
    run = tokens[at : at + 4]
    if len(run) < 4 or run[1].folded not in _AND or not run[2].folded.isdecimal():
        return False
    return int(run[2].folded) == int(run[0].folded) + 1 and run[3].folded in _SHIFT


def tokens_after(tokens: Sequence[Token], place: int) -> int:
    """Where the next token behind a place begins; -1 at the end."""
    return next((token.start for token in tokens if token.start >= place), -1)


def _like(name: str, number: str, model: str) -> str:
    """The name of a level with the word of the level before it: "segundo" behind "primer nivel" is "nivel 2"."""
    words = model.split()
    return f"{words[1]} {number}" if len(words) == 2 and words[1].isalpha() else name


def _ordinal_alone(tokens: Sequence[Token], at: int, starts: dict[tuple[str, int], Mention]) -> tuple[str, int] | None:
    """The second of "30 in the first level, 10 in the second": behind an article, before a mark, a joint or the end."""
    ordinal = starts.get(("ordinal", tokens[at].start))
    if ordinal is None or at < 1 or tokens[at - 1].folded not in _ARTICLES:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.kind == "word" and after.folded not in _AND:
        return None
    return ordinal.value, ordinal.end


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
