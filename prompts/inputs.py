"""What a card wants to know: slots for facts, inputs that are asked for, and what is taken when nobody says."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas.brief import Brief


class CardPart(BaseModel):
    """A piece of a card: frozen, and closed against keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Slot(CardPart):
    """A kind of thing that may be known."""

    id: str
    kind: Literal["entity", "number", "duration", "text", "hours"]
    of: str
    """Whose: the slot of the entity that its subject names, several with `/` between; empty for the whole."""
    means: str
    """What it holds, in one sentence."""


class Need(CardPart):
    """What must be known for an input to be answered."""

    any_of: tuple[str, ...]
    """Slots of which one suffices."""
    least: int = 1
    """How many subjects, counted over `any_of`."""
    each: tuple[str, ...] = ()
    """Slots that every one of these subjects must have as well."""

    def met(self, brief: Brief) -> bool:
        """Whether the brief holds it."""
        subjects = {(slot, fact.subject) for slot in self.any_of for fact in brief.under(slot)}
        return len(subjects) >= self.least and all(
            brief.find(slot, subject) is not None for _, subject in subjects for slot in self.each
        )


class Inferred(CardPart):
    """A value that is taken, and shown as taken, when the person did not give one."""

    slot: str
    subject: str = ""
    number: float | None = None
    unit: str | None = None
    clock: str | None = None
    text: str | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    """The part of the stated total that it is, 0 to 1, when there is one; `number` when there is none."""
    like: str | None = None
    """Another slot whose first text is taken instead, where one is known."""
    rule: str
    """Why this value, in one sentence for the person."""
    source: str
    """What public practice it rests on."""


class Input(CardPart):
    """Something that is asked of the person."""

    id: str
    rank: int
    """How much the answer would change the document; the highest is asked first."""
    slots: tuple[str, ...]
    """What an answer may tell."""
    needs: tuple[Need, ...]
    """What counts as answered."""
    intent: str
    """What the question must find out."""
    example: str
    """An answer as a person would write it."""
    recommended: str | None = None
    """What is taken when the person leaves it to the assistant."""
    assumed: tuple[Inferred, ...] = ()
    """The facts that this means, for an input that must be answered."""

    def met(self, brief: Brief) -> bool:
        """Whether the brief answers it."""
        return all(need.met(brief) for need in self.needs)


class Inputs(CardPart):
    """What the card wants to know."""

    most_questions: int
    required: tuple[Input, ...]
    optional: tuple[Input, ...]
    inferred: tuple[Inferred, ...]
