"""What was checked, what failed, why and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from assistant.checks.run import ALL_CHECKS
from assistant.render.document import Section, render
from assistant.verify.prove import ALL_PROPERTIES
from schemas.drafts import Draft
from ui.page.blocks.filling import fill
from ui.page.blocks.places import numbered

WEIGHTS = {"blocker": "Would break the process", "serious": "Serious", "nice": "Could be better"}


def findings(draft: Draft) -> Markup:
    """The open findings, gravest first, then every check and every proof that was run."""
    found = numbered(draft.findings)
    sections = render(draft.process, brief=draft.brief, findings=draft.findings).sections if found else ()
    failed = {one.finding.check for one in found}
    return fill(
        "findings",
        found=[
            {"number": one.number, "finding": one.finding, "section": _section(one.finding.where, sections)}
            for one in found
        ],
        weights=WEIGHTS,
        titles=dict(_titles()),
        checks=[(id, title, id in failed) for id, title in _titles()],
    )


def _section(where: str, sections: Sequence[Section]) -> Section | None:
    """The section of the document that shows the place."""
    for section in sections:
        if any(where == place or where.startswith(place + "/") for place in section.places):
            return section
    return None


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    checks = ((check.id, check.title) for check in ALL_CHECKS)
    return (*checks, *((each.id, each.title) for each in ALL_PROPERTIES))
