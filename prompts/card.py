"""The expert card: what an assistant is an expert in, as data, with one template for each step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import PrivateAttr

from prompts.inputs import CardPart as CardPart
from prompts.inputs import Inferred as Inferred
from prompts.inputs import Input as Input
from prompts.inputs import Inputs as Inputs
from prompts.inputs import Need as Need
from prompts.inputs import Slot as Slot
from prompts.said import Said, read_said
from prompts.templates import Templates
from schemas.errors import CardError


class Alternative(CardPart):
    """What fits instead."""

    name: str
    fits_when: str
    what: str


class NotFor(CardPart):
    """When the card should not be used."""

    cases: tuple[str, ...]
    say: str
    instead: tuple[Alternative, ...]


class Task(CardPart):
    """One part of the work."""

    id: str
    does: str


class Output(CardPart):
    """What the work results in."""

    name: str
    form: str
    least_words: int
    most_words: int
    must_contain: tuple[str, ...]


class Criterion(CardPart):
    """What makes a document excellent, or bad; bound to what decides it."""

    id: str
    text: str
    checks: tuple[str, ...] = ()
    """Ids of the checks that decide it."""
    judge: str | None = None
    """The question a judge answers where no program can."""


class Criteria(CardPart):
    """How documents are told apart."""

    excellent: tuple[Criterion, ...]
    avoid: tuple[Criterion, ...]


class Step(CardPart):
    """One template and the values it needs."""

    template: str
    uses: tuple[str, ...] = ()
    system: str | None = None
    """The step whose text goes before it; None for such a beginning itself."""
    answer: str | None = None
    """The name of the noun that is wanted."""


class CardData(CardPart):
    """Everything that card.yaml says."""

    id: str
    version: str
    title: str
    category: str
    tags: tuple[str, ...]
    complexity: Literal["basic", "intermediate", "advanced"]
    interaction: Literal["single-turn", "multi-turn"]
    models: tuple[str, ...]
    purpose: str
    use_when: tuple[str, ...]
    not_for: NotFor
    role: str
    inputs: Inputs
    slots: tuple[Slot, ...]
    task: tuple[Task, ...]
    output: Output
    criteria: Criteria
    document: str
    """The name of the noun that holds the document."""
    steps: dict[str, Step]


class Card(CardData):
    """A card that was loaded and found whole."""

    _templates: Templates = PrivateAttr()
    _said: Said = PrivateAttr(default_factory=dict)

    def render(self, step: str, values: Mapping[str, Any]) -> str:
        """The words of a step.

        Values that the step does not use are ignored. Raises CardError for a step that the card does not have, and
        for a value that its template lacks or would print unfenced, with the template's file and line.
        """
        wanted = self.steps.get(step)
        if wanted is None:
            raise CardError(f"The card {self.id!r} has no step {step!r}.", do=f"Its steps: {', '.join(self.steps)}.")
        return self._templates.render(wanted.template, {name: values[name] for name in wanted.uses if name in values})

    def said(self, text: str, *, language: str) -> str:
        """One of the card's texts for people in their language; as the card has it where that is not translated."""
        return self._said.get(language, {}).get(text, text)

    def slot(self, id: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == id), None)

    def input(self, id: str) -> Input | None:
        return next((one for one in (*self.inputs.required, *self.inputs.optional) if one.id == id), None)

    @property
    def folder(self) -> Path:
        """Where it was loaded from."""
        return self._templates.folder


def card_of(data: CardData, folder: Path) -> Card:
    """The card with its templates bound to what it says."""
    card = Card(**{name: getattr(data, name) for name in CardData.model_fields})
    card._templates = Templates(folder, card=data.model_dump())
    card._said = read_said(folder, inputs=data.inputs)
    return card
