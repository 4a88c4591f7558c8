"""What templates print values with. Everything that came from a person is fenced here, and only here.

A filter returns `Printable`; the environment refuses to print any other string, so that an unfenced value is an error
and not a leak.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from schemas.brief import Brief, Contradiction
from schemas.calendar import Calendar
from schemas.facts import Fact
from schemas.findings import Finding
from schemas.hours import format_hours
from schemas.process import LedgerEntry

FENCE = "material"
LONGEST = 200_000
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\\s]*"
_OUR_TAG = re.compile("<(?=" + _INVISIBLE + "/?" + _INVISIBLE + _INVISIBLE.join(FENCE) + ")", re.IGNORECASE)
# Control characters but tab and newline, direction overrides, lone surrogates, and code points that are no characters.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# Tag characters spell invisible ASCII; they belong only into the flags of regions.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)|[\U000e0000-\U000e007f]+")


class Printable(str):
    """Text that may stand in a prompt: the card's own, or what a filter made safe."""

    __slots__ = ()


def fence(text: str, kind: str = "text", *, most: int = LONGEST) -> Printable:
    """The text between two tags that it cannot close, without unseen characters, cut at `most` characters.

    The tag's name holds a digest of the text, so it is the same for the same text and cannot be foreseen inside it.
    Look-alikes of the tag lose their bracket. What was cut is said in the opening tag.
    """
    shown = clean(text)[:most]
    inside = _OUR_TAG.sub("‹", shown)
    name = f"{FENCE}-{hashlib.sha256(inside.encode()).hexdigest()[:10]}"
    cut = f' shown="{most}" of="{len(text)}"' if len(text) > most else ""
    return Printable(f'<{name} kind="{_word(kind)}"{cut}>\n{inside}\n</{name}>')


def clean(text: str) -> str:
    """The text without control characters, direction overrides and smuggled tags; scripts and emoji stay."""
    return _TAGS.sub(lambda match: match.group(1) or "", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def word(text: str) -> Printable:
    """A code such as a language or a phase, nothing but lower-case letters, digits, dash and underscore."""
    return Printable(_word(text))


def listed(texts: Iterable[str], between: str = ", ") -> Printable:
    """Printable texts in a row. Raises TypeError for any other text."""
    each = list(texts)
    if not all(isinstance(text, Printable) for text in each):
        raise TypeError("only the card's own texts can be listed: fence the others")
    return Printable(between.join(each))


def facts(known: Iterable[Fact]) -> Printable:
    """Facts of a brief, one JSON object a line; a fact without `origin` was stated."""
    return _rows("facts", map(_fact, known))


def facts_since(brief: Brief, previous: Brief) -> tuple[Fact, ...]:
    """The facts that are new or differ from those of an earlier brief."""
    before = {fact.key: fact for fact in previous.facts}
    return tuple(fact for fact in brief.facts if before.get(fact.key) != fact)


def numbers(ledger: Iterable[LedgerEntry]) -> Printable:
    """Numbers that prose may name, one JSON object a line."""
    return _rows("numbers", map(_entry, ledger))


def calendars(known: Iterable[Calendar]) -> Printable:
    """Calendars with their hours, one JSON object a line."""
    return _rows("calendars", ({"id": c.id, "hours": format_hours(c), "holidays": len(c.holidays)} for c in known))


def contradictions(known: Iterable[Contradiction]) -> Printable:
    """Contradictions with both sides, a concrete case, and the choices, one JSON object a line."""
    return _rows("contradictions", map(_contradiction, known))


def findings(known: Iterable[Finding]) -> Printable:
    """Defects: where, what, how to mend; never which property of the checklist."""
    rows = ({"weight": f.weight, "where": f.where, "what": f.what, "mend": f.mend, "case": f.example} for f in known)
    return _rows("findings", rows)


def sentences(texts: Iterable[str], kind: str = "notes") -> Printable:
    """Sentences that hold a person's words, one a line."""
    return fence("\n".join(clean(text).replace("\n", " ") for text in texts), kind)


def compact_json(value: BaseModel | Mapping[str, Any], kind: str = "json", *, most: int = 2 * LONGEST) -> Printable:
    """A noun, or several by name, as JSON without needless space."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else {k: _plain(v) for k, v in value.items()}
    return fence(_json(plain), kind, most=most)


def parts(process: Any, *names: str) -> dict[str, Any]:
    """The named parts of a noun, for `compact_json`."""
    return {name: getattr(process, name) for name in names}


def _rows(kind: str, rows: Iterable[Mapping[str, Any]]) -> Printable:
    return fence("\n".join(_json({k: v for k, v in row.items() if v not in (None, "", ())}) for row in rows), kind)


def _json(value: Any) -> str:
    return json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case Mapping():
            return {clean(str(key)): _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case _:
            return value


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _word(text: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", str(text).lower())[:40]


def _measure(number: float | None, unit: str | None, clock: str | None) -> str | None:
    if number is None:
        return None
    return f"{number:.12g} {unit or 'count'}" + (f" on {clock}" if clock else "")


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.key,
        "value": _measure(fact.number, fact.unit, fact.clock),
        "text": fact.text,
        "said": fact.evidence.quote if fact.evidence else None,
        "origin": None if fact.origin == "stated" else fact.origin,
        "rule": fact.rule,
        "range": None if fact.low is None or fact.high is None else f"{fact.low:.12g}-{fact.high:.12g}",
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    quantity = entry.quantity
    return {
        "id": entry.id,
        "counts": None if entry.text == entry.id else entry.text,
        "value": _measure(quantity.value, quantity.unit, quantity.clock),
        "formula": entry.rule,
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "between": [one.left, one.right],
        "sides": list(one.values),
        "case": one.example,
        "choices": [choice.label for choice in one.choices],
        "resolution": one.resolution,
    }


FILTERS: Mapping[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        *(fence, word, listed, sentences, compact_json, parts),
        *(facts, facts_since, numbers, calendars, contradictions, findings),
    )
}
"""The filters by the names under which templates use them."""
