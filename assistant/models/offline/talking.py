"""The author's part of the conversation: a question, what was inferred, advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.models.offline.catalog import Words
from prompts.inputs import Input
from schemas.brief import Brief, Contradiction
from schemas.facts import Fact
from schemas.reading import Wording

MOST_NAMES = 4
MOST_ITEMS = 10
LONGEST = 160


def question(wanted: Input, brief: Brief, *, recommended: str | None) -> Wording:
    """The question for one input, with what is known of it, then the recommended or an example answer."""
    words = Words(brief.language)
    known = _known(wanted, brief)
    key = f"talk.ask.{wanted.id}"
    if known and words.has(f"{key}_known"):
        asked = words.say(f"{key}_known", known=known)
    elif words.has(key):
        asked = words.say(key)
    else:
        asked = words.say("talk.ask.other", intent=wanted.intent.strip())
    offered = (
        words.say("talk.ask.recommended", recommended=recommended)
        if recommended
        else words.say("talk.ask.example", example=wanted.example)
    )
    return Wording(text=f"{asked} {offered}")


def _known(wanted: Input, brief: Brief) -> str:
    slot = {"structure": "tier", "promises": "customer_tier", "hours": "hours.support"}.get(wanted.id, "")
    names = [_clipped(f.text or f.subject) for f in brief.under(slot) if f.origin == "stated"] if slot else []
    return ", ".join(names[:MOST_NAMES])


def confirmation(inferred: Sequence[Fact], contradictions: Iterable[Contradiction], *, brief: Brief) -> Wording:
    """What was taken without being said, what contradicts itself, and the question whether it may stand."""
    words = Words(brief.language)
    lines = []
    if inferred:
        lines.append(words.say("talk.confirm.enough"))
        lines += [f"- {_item(fact, brief, words)}" for fact in inferred[:MOST_ITEMS]]
    unsettled = [c for c in contradictions if c.resolution is None]
    if unsettled:
        lines.append(words.say("talk.confirm.conflicts"))
        lines += [f"- {_conflict(c, words)}" for c in unsettled]
    return Wording(text="\n".join([*lines, words.say("talk.confirm.ask")]))


def _item(fact: Fact, brief: Brief, words: Words) -> str:
    key = f"talk.slots.{fact.slot.replace('.', '_')}"
    subject = brief.text(fact.slot.partition(".")[0], fact.subject) or fact.subject
    what = words.say(key if words.has(key) else "talk.slots.other", slot=fact.slot, subject=subject)
    unit = words.word(f"talk.units.{fact.unit}") if words.has(f"talk.units.{fact.unit}") else (fact.unit or "")
    value = f"{fact.number:g} {unit}".strip() if fact.number is not None else fact.text or ""
    span = ""
    if fact.low is not None and fact.high is not None:
        span = " " + words.say("talk.confirm.range", low=f"{fact.low:g}", high=f"{fact.high:g}").strip()
    why = (fact.rule or "").strip().rstrip(".")
    why = words.say("talk.confirm.derived") if why.startswith("=") else why
    return words.say("talk.confirm.item", what=what, value=value, range=span, why=why[:LONGEST])


def _conflict(conflict: Contradiction, words: Words) -> str:
    left, right = (_clipped(side) for side in (*conflict.values, "", "")[:2])
    example = f" ({conflict.example})" if conflict.example else ""
    return words.say("talk.confirm.conflict", left=left, right=right, example=example)


def advice(reason: str, *, brief: Brief) -> Wording:
    """Why tiers do not fit, and what would."""
    words = Words(brief.language)
    keys = ("understood", "why", "swarm", "severity", "first", "open")
    return Wording(text=" ".join(words.say(f"talk.advice.{key}", reason=_clipped(reason)) for key in keys))


def _clipped(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1].rstrip() + "…"
