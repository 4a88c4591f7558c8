"""Two versions of a document side by side: which sections changed, line by line, and which values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal, Protocol

from assistant.render.changed_values import ValueChange, changed_values
from assistant.render.document import Document, Section, render
from assistant.render.escaping import clipped, code
from assistant.render.view import View
from schemas.brief import Brief
from schemas.drafts import Shown
from schemas.findings import Finding
from schemas.process import EscalationProcess

LONGEST_VALUE = 30
"""Words of a changed value that are shown."""


class Version(Protocol):
    """What a document is rendered from."""

    @property
    def process(self) -> EscalationProcess: ...

    @property
    def brief(self) -> Brief: ...

    @property
    def findings(self) -> Sequence[Finding]: ...

    @property
    def shown(self) -> Shown | None: ...


@dataclass(frozen=True)
class SectionChange:
    """One section that is not what it was."""

    id: str
    title: str
    kind: Literal["added", "removed", "changed"]
    lines: tuple[str, ...]
    """Unified diff of its Markdown, without file names."""


@dataclass(frozen=True)
class Difference:
    """What changed; empty when nothing did."""

    sections: tuple[SectionChange, ...]
    values: tuple[ValueChange, ...]


def difference(before: Version, after: Version) -> str:
    """The changes as Markdown in the newer version's language; says so when there are none."""
    view = View(after.process, after.brief)
    found = compare(before, after)
    if not found.sections and not found.values:
        return view.say("difference.none") + "\n"
    parts = [_section(change, view) for change in found.sections]
    if found.values:
        parts.append(f"## {view.say('difference.values')}")
        parts.append("\n".join(_value(change, view) for change in found.values))
    return "\n\n".join(parts) + "\n"


def compare(before: Version, after: Version) -> Difference:
    """The changed sections and values. The newer version is laid out like the older one, so only changes show."""
    older = render(before.process, brief=before.brief, findings=before.findings, like=before.shown)
    newer = render(after.process, brief=after.brief, findings=after.findings, like=older.shown)
    return Difference(sections=changed_sections(older, newer), values=changed_values(before.process, after.process))


def changed_sections(before: Document, after: Document) -> tuple[SectionChange, ...]:
    """The sections whose Markdown differs, in the newer document's order, then those that are gone."""
    old, new = ({section.id: section for section in document.sections} for document in (before, after))
    found = [_change(old.get(id), section) for id, section in new.items() if old.get(id) != section]
    found += [_change(section, None) for id, section in old.items() if id not in new]
    return tuple(change for change in found if change.lines)


def _change(before: Section | None, after: Section | None) -> SectionChange:
    shown = after or before
    if shown is None:
        raise AssertionError("one of both sections is there")
    old, new = ((section.markdown.splitlines() if section else []) for section in (before, after))
    lines = tuple(unified_diff(old, new, lineterm="", n=1))[2:]
    kind: Literal["added", "removed", "changed"] = "changed"
    if before is None or after is None:
        kind = "added" if before is None else "removed"
    return SectionChange(id=shown.id, title=shown.title, kind=kind, lines=lines)


def _section(change: SectionChange, view: View) -> str:
    title = change.title or view.say("difference.first_page")
    lines = "\n".join(line for line in change.lines if line.strip("+- "))
    fence = "`" * max(3, 1 + max((len(run) for line in change.lines for run in _runs(line)), default=0))
    return f"## {title} ({view.say(f'difference.{change.kind}')})\n\n{fence}diff\n{lines}\n{fence}"


def _runs(line: str) -> list[str]:
    """The runs of backticks in a line."""
    return [run for run in "".join(c if c == "`" else " " for c in line).split() if run]


def _value(change: ValueChange, view: View) -> str:
    nothing = view.say("difference.nothing")
    was, now = (code(clipped(text, LONGEST_VALUE)) if text else nothing for text in (change.before, change.after))
    return f"- {code(change.pointer)}: {was} → {now}"
