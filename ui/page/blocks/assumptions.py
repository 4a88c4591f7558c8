"""What the document takes as true until somebody says otherwise; each is confirmed or changed."""

from __future__ import annotations

from markupsafe import Markup

from assistant.render.view import View
from schemas.drafts import Draft
from ui.page.blocks.facts import cards
from ui.page.blocks.filling import fill


def assumptions(draft: Draft) -> Markup:
    """Assumptions on values first, then the rest, the open decisions and the unknowns."""
    view = View(draft.process, draft.brief)
    frame = draft.process.frame
    rows = []
    for assumption in frame.assumptions:
        fact = view.facts.get(assumption.fact or "")
        shown = cards([fact], draft.brief)[0] if fact is not None else None
        settled = shown is not None and shown.origin == "stated"
        rows.append(
            {
                "text": view.plain(assumption.text),
                "fact": shown,
                "settled": settled,
                "who": view.raw_name(assumption.confirm_with),
            }
        )
    decisions = [
        {
            "question": view.plain(one.question),
            "options": [(o.label, view.plain(o.text), o.label == one.recommended) for o in one.options],
            "why": view.plain(one.why),
            "interim": view.plain(one.interim_rule),
            "who": view.raw_name(one.decider),
            "by": view.raw_amount(one.needed_by),
        }
        for one in frame.decisions
    ]
    unknown = [{"fact": view.plain(one.fact), "matters": view.plain(one.matters_for)} for one in frame.missing_facts]
    return fill(
        "assumptions", rows=sorted(rows, key=lambda row: bool(row["settled"])), decisions=decisions, unknown=unknown
    )
