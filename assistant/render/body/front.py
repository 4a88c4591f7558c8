"""Page one: who wrote it, what is still wrong, what cannot wait, what must be decided, what was assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.render.shelves import Draft, Item, Shelf
from assistant.render.view import View
from schemas.brief import Contradiction
from schemas.design_basis import Decision, ImmediateAction
from schemas.findings import Finding

FINDINGS_IN_FULL = 5
OFFLINE = "offline"


def front(view: View, findings: Sequence[Finding]) -> tuple[Draft, ...]:
    """The first page, defects first, then the design basis."""
    page = Draft("front", "", "front", (_written_by(view), _fit(view), *_defects(view, findings), _act_now(view)))
    basis = (_diagnosis(view), _decisions(view), _conflicts(view), _assumptions(view), _missing(view))
    return page, Draft("basis", view.say("heading.basis"), "front", basis)


def _written_by(view: View) -> Shelf:
    authorship = view.process.authorship
    offline = authorship.author.partition(":")[0] == OFFLINE
    key = "front.offline" if offline else "front.model"
    said = view.say(key, author=view.text(authorship.author), date=view.text(authorship.written_on))
    if offline and view.brief.language != view.process.frame.voice.language:
        said = f"{said} {view.say('front.other_language')}"
    return Shelf("written-by", "lines", (Item("author", (f"*{said}*",), ("/authorship",), 0),), urgent=1)


def _fit(view: View) -> Shelf:
    fit = view.process.fit
    if fit.verdict != "insisted":
        return Shelf("fit", "lines", ())
    said = f"**{view.say('front.insisted')}** {view.sentence(fit.reason)}"
    return Shelf("fit", "lines", (Item("fit", (said,), ("/fit",), 0),), urgent=1)


def _defects(view: View, findings: Sequence[Finding]) -> tuple[Shelf, ...]:
    blockers = [f for f in findings if f.weight == "blocker"]
    rest = Counter(f.check for f in blockers[FINDINGS_IN_FULL:])
    items = [
        Item(f"{f.check}{f.where}{i}", (f"**{view.text(f.check)}** {view.sentence(f.what)}",), (f.where,), 0)
        for i, f in enumerate(blockers[:FINDINGS_IN_FULL])
    ]
    if rest:
        counted = ", ".join(f"{view.text(check)} × {count}" for check, count in sorted(rest.items()))
        items.append(Item("rest", (view.say("front.more_defects", counted=counted),), (), 0))
    lead = f"**{view.say('front.defects', n=len(blockers))}**"
    others = len(findings) - len(blockers)
    said = view.say("front.lesser_defects", n=others)
    lesser = (Item("lesser", (said,), (), 0),) if others else ()
    return Shelf("defects", "bullets", tuple(items), lead=lead, urgent=len(items)), Shelf(
        "lesser", "lines", lesser, urgent=1
    )


def _act_now(view: View) -> Shelf:
    items = tuple(
        Item(action.do, (_action(action, view),), (f"/frame/immediate_actions/{i}",), 0 if i < 2 else 3)
        for i, action in enumerate(view.process.frame.immediate_actions)
    )
    return Shelf(
        "act-now", "bullets", items, lead=f"**{view.say('front.act_now')}**", annex="B", urgent=2, least=2, most=2
    )


def _action(action: ImmediateAction, view: View) -> str:
    owner, by = view.name(action.owner), view.number(action.by)
    return f"{view.say('front.act', do=view.clause(action.do), owner=owner, by=by)} {view.sentence(action.why)}"


def _diagnosis(view: View) -> Shelf:
    items = tuple(
        Item(
            one.claim,
            (f"{view.clause(one.claim)} → {view.sentence(one.implication)}",),
            (f"/frame/diagnosis/{i}",),
            1 if i == 0 else 2,
        )
        for i, one in enumerate(view.process.frame.diagnosis)
    )
    return Shelf("diagnosis", "bullets", items, annex="B", least=1, most=3)


def _decisions(view: View) -> Shelf:
    items = tuple(
        Item(d.id, (_decision(d, view),), (f"/frame/decisions/{i}",), 1 if i == 0 or d.resolves else 2)
        for i, d in enumerate(view.process.frame.decisions)
    )
    lead = f"**{view.say('front.decisions')}**"
    return Shelf("decisions", "bullets", items, lead=lead, annex="B", complete=True, core=True, least=1, most=3)


def _decision(decision: Decision, view: View) -> str:
    options = view.series([f"*{view.clause(option.label)}*" for option in decision.options], last="or")
    return " ".join(
        (
            f"**{view.text(decision.question)}** {options}.",
            _recommended(decision, view),
            decided_by(decision, view),
            view.say("front.until_then", rule=view.sentence(decision.interim_rule)),
        )
    )


def _recommended(decision: Decision, view: View) -> str:
    if view.terse:
        return view.say("front.recommended_tersely", label=view.clause(decision.recommended))
    return view.say("front.recommended", label=view.clause(decision.recommended), why=view.inline(decision.why))


def decided_by(decision: Decision, view: View) -> str:
    """Who decides, and until when."""
    by = view.number(decision.needed_by)
    return view.begin(view.say("front.decide", who=view.name(decision.decider), by=by))


def _conflicts(view: View) -> Shelf:
    items = tuple(
        Item(c.id, (conflict(c, view),), (), 0 if c.resolution is None else 2)
        for c in view.brief.contradictions
        if c.resolution is None or c.resolution == "delegated"
    )
    return Shelf("conflicts", "bullets", items, annex="B", complete=True, urgent=2, most=2)


def conflict(contradiction: Contradiction, view: View) -> str:
    """Both sides, a case in which it bites, and how it was settled."""
    sides = " ↔ ".join(view.clause(value) for value in contradiction.values)
    state = {None: "open", "delegated": "delegated"}.get(contradiction.resolution, "settled")
    settled = view.say(f"front.conflict.{state}", label=view.clause(contradiction.resolution))
    return " ".join(part for part in (f"**{settled}** {sides}.", view.sentence(contradiction.example)) if part)


def _assumptions(view: View) -> Shelf:
    items = tuple(
        Item(a.id, (view.inline(a.text),), (f"/frame/assumptions/{i}",), 1 if i < 3 else 2)
        for i, a in enumerate(view.process.frame.assumptions)
    )
    lead = f"**{view.say('front.assumed')}**"
    return Shelf("assumptions", "run", items, lead=lead, end=".", annex="B", complete=True, least=1, most=5)


def _missing(view: View) -> Shelf:
    items = tuple(
        Item(m.fact, (view.inline(m.fact),), (f"/frame/missing_facts/{i}",), 1 if i < 2 else 2)
        for i, m in enumerate(view.process.frame.missing_facts)
    )
    lead = f"**{view.say('front.missing')}**"
    return Shelf("missing", "run", items, lead=lead, end=".", annex="B", complete=True, least=1, most=4)
