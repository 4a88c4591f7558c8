"""A process as a document: the body that people read, the annexes that hold everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.render.annexes.all import annex_drafts
from assistant.render.body.communication import communication
from assistant.render.body.front import front
from assistant.render.body.handling import handoff
from assistant.render.body.hierarchy import hierarchy
from assistant.render.body.improvement import improvement
from assistant.render.body.rules import rules
from assistant.render.body.severity import severity
from assistant.render.packing import Chosen, fits, pack
from assistant.render.shelves import Draft, everything
from assistant.render.view import View
from assistant.render.words import count_words
from schemas.brief import Brief
from schemas.drafts import Shown
from schemas.findings import Finding
from schemas.process import EscalationProcess

LONGEST_TEXT = 46
"""Words after which a text is cut in the body: no text of a process is meant to be longer."""
DENSITIES = (0, 1, 2)
ANNEX_MARK = "<!-- annexes -->"


@dataclass(frozen=True)
class Section:
    """One section with its own Markdown."""

    id: str
    title: str
    markdown: str
    places: tuple[str, ...]
    """JSON pointers into the process to everything that the section shows."""


@dataclass(frozen=True)
class Document:
    """What is delivered."""

    markdown: str
    body: str
    annexes: str
    body_words: int
    sections: tuple[Section, ...]
    """Of the body, then of the annexes, in reading order."""
    shown: Shown
    """What stands in the body; a later version is rendered `like` this one."""


def render(
    process: EscalationProcess,
    *,
    brief: Brief,
    findings: Sequence[Finding] = (),
    like: Shown | None = None,
) -> Document:
    """The document of a process; the same process, brief and findings give the same bytes.

    findings: open defects; blockers are told on the first page, all of them in an annex.
    like: `Document.shown` of the version before: what did not change then stays as it was, to the byte.
    """
    view, drafts, chosen = _packed(process, brief=brief, findings=findings, like=like)
    body = _body_sections(view, drafts, chosen)
    full = View(process, brief)
    annexes = tuple(_whole(draft) for draft in _annexes(full, findings, chosen))
    body_text = "\n\n".join([_title(view), *(section.markdown for section in body)]) + "\n"
    annex_text = "\n\n".join(section.markdown for section in annexes) + "\n"
    return Document(
        markdown=f"{body_text}\n{ANNEX_MARK}\n\n{annex_text}",
        body=body_text,
        annexes=annex_text,
        body_words=count_words(body_text),
        sections=body + annexes,
        shown=Shown(items={id: tuple(sorted(keys)) for id, keys in chosen.items()}, density=view.density),
    )


@dataclass(frozen=True)
class Layout:
    """A document before it is Markdown: its sections as lists of items, each with its place in the process."""

    title: str
    body: tuple[tuple[Draft, Chosen], ...]
    """Each section with the keys of the items that it shows, by shelf."""
    annexes: tuple[tuple[Draft, Chosen], ...]


def lay_out(
    process: EscalationProcess,
    *,
    brief: Brief,
    findings: Sequence[Finding] = (),
    like: Shown | None = None,
    view_of: Callable[..., View] = View,
) -> Layout:
    """What `render` shows, item by item. view_of: makes the views that the texts are taken from."""
    view, drafts, chosen = _packed(process, brief=brief, findings=findings, like=like, view_of=view_of)
    annexes = _annexes(view_of(process, brief), findings, chosen)
    return Layout(
        title=view.text(process.frame.title),
        body=tuple((draft, chosen) for draft in drafts),
        annexes=tuple((draft, everything(draft)) for draft in annexes),
    )


def _packed(
    process: EscalationProcess,
    *,
    brief: Brief,
    findings: Sequence[Finding],
    like: Shown | None,
    view_of: Callable[..., View] = View,
) -> tuple[View, tuple[Draft, ...], Chosen]:
    """The body's sections and what they show: as fully as everything that must be shown still fits."""
    for density in DENSITIES:
        view = view_of(process, brief, longest=LONGEST_TEXT, density=density)
        drafts = _body_drafts(view, findings)
        same = like is not None and like.density == density
        kept = {id: frozenset(keys) for id, keys in like.items.items()} if like is not None and same else None
        note_words = count_words(view.say("cut", n=1, letter="A"))
        chosen = pack(drafts, like=kept, taken=count_words(_title(view)), note_words=note_words)
        if (like is None or same) and fits(drafts, chosen):
            break
    return view, drafts, chosen


def _title(view: View) -> str:
    return f"# {view.text(view.process.frame.title)}"


def _body_drafts(view: View, findings: Sequence[Finding]) -> tuple[Draft, ...]:
    return (
        *front(view, findings),
        *hierarchy(view),
        *rules(view),
        *severity(view),
        *handoff(view),
        *communication(view),
        *improvement(view),
    )


def _body_sections(view: View, drafts: Sequence[Draft], chosen: Chosen) -> tuple[Section, ...]:
    sections = []
    for draft in drafts:
        notes = {
            s.id: view.say("cut", n=len(s.items) - len(chosen[s.id]), letter=s.annex)
            for s in draft.shelves
            if s.annex and len(chosen[s.id]) < len(s.items)
        }
        markdown = draft.markdown(chosen, notes=notes)
        if markdown:
            sections.append(Section(draft.id, draft.title, markdown, draft.places(chosen)))
    return tuple(sections)


def _annexes(view: View, findings: Sequence[Finding], chosen: Chosen) -> tuple[Draft, ...]:
    return annex_drafts(view, drafts=_body_drafts(view, findings), shown=chosen, findings=findings)


def _whole(draft: Draft) -> Section:
    chosen = everything(draft)
    return Section(draft.id, draft.title, draft.markdown(chosen, notes={}), draft.places(chosen))
