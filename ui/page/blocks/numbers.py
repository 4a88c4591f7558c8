"""Where each number of a document comes from, as the page tells it when somebody points at the number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from markupsafe import Markup

from assistant.render.tracing import TracedView, with_traces
from schemas.facts import Fact
from schemas.process import EscalationProcess
from schemas.quantity import Quantity
from schemas.walk import quantities

PARTS_TO_EDIT = ("frame", "rules", "handling", "improvement")


@dataclass(frozen=True)
class Trace:
    """What the page says of one number. `edit` names what a new value replaces, empty for what is computed."""

    origin: str
    value: str
    label: str
    source: str
    edit: str
    number: float
    unit: str


class Traces:
    """The traces of a document's numbers, each told once."""

    def __init__(self, process: EscalationProcess, facts: Mapping[str, Fact]) -> None:
        self.told: list[Quantity] = []
        self._facts = facts
        self._places = {
            id(quantity): where
            for part in PARTS_TO_EDIT
            for where, quantity in quantities(getattr(process, part), f"/{part}")
        }
        self._ledger = {entry.id: entry for entry in process.ledger}
        self._traces: dict[Trace, int] = {}

    def marked(self, html: Markup, view: TracedView) -> Markup:
        """The finished HTML with every traced number as an element that names its trace."""
        return Markup(with_traces(html, lambda place, text: self._element(self.told[place], text, view)))  # noqa: S704

    def as_json(self) -> str:
        """All traces, in the order of the numbers that elements name."""
        return json.dumps([asdict(trace) for trace in self._traces], ensure_ascii=False)

    def _element(self, quantity: Quantity, text: str, view: TracedView) -> str:
        trace = self._trace(quantity, view)
        place = self._traces.setdefault(trace, len(self._traces))
        return f'<span class="n {trace.origin}" data-n="{place}">{text}</span>'

    def _trace(self, quantity: Quantity, view: TracedView) -> Trace:
        origin, entry, fact = view.origin(quantity), self._ledger.get(quantity.basis), self._facts.get(quantity.basis)
        source = quantity.expression or ""
        if entry is not None:
            source = entry.quote or entry.rule or ""
        where = self._places.get(id(quantity), "")
        edit = where if quantity.is_proposal else ""
        if fact is not None:
            edit = f"fact:{fact.key}"
            limits = f" ({fact.low:g}-{fact.high:g})" if fact.low is not None and fact.high is not None else ""
            source = (fact.evidence.quote if fact.evidence else (fact.rule or "")) + limits
        return Trace(
            origin=origin,
            value=view.raw_amount(quantity),
            label=_label(quantity.basis if fact or entry else "", view),
            source=source,
            edit=edit,
            number=quantity.value,
            unit=quantity.unit,
        )


def _label(basis: str, view: TracedView) -> str:
    slot, _, subject = basis.partition(":")
    known = view.phrases.known(f"slot.{slot}")
    return " · ".join(part for part in (known or "", view.names.get(subject, subject)) if part) if known else ""
