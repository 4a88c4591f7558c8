"""A case: a lead's first message, what they answer, what they want changed, and the facts that must come out right."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).parent.parent.parent
CASES = Path(__file__).parent / "cases"


class KnownFact(BaseModel):
    """A fact of the case that the document must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slot: str
    subject: str = ""
    """Empty: any subject."""
    number: float | None = None
    number_minutes: float | None = None
    """For durations, in minutes of its own clock."""


class Case(BaseModel):
    """One lead."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: str
    opening: str = ""
    opening_file: str = ""
    """A brief among the examples, instead of `opening`."""
    answers: dict[str, str] = {}
    """By the id of what is asked, or its beginning; `otherwise` for the rest."""
    changes: tuple[str, ...] = ()
    facts: tuple[KnownFact, ...] = ()

    @property
    def first_message(self) -> str:
        return (ROOT / self.opening_file).read_text("utf-8") if self.opening_file else self.opening

    def answer_to(self, asked: str | None) -> str:
        """What the lead says when `asked` is asked."""
        known = [text for key, text in self.answers.items() if asked and asked.startswith(key)]
        return known[0] if known else self.answers.get("otherwise", "you decide")


def load_case(name: str) -> Case:
    """The case of this name."""
    data = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return Case.model_validate(data | {"name": name})


def case_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in CASES.glob("*.yaml")))
