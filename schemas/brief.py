"""The brief: everything known of a team and its service, as facts under the slots of the card."""

from __future__ import annotations

from schemas.facts import Fact
from schemas.noun import Noun


class Choice(Noun):
    """One way out of a contradiction."""

    label: str
    """The value or the way, in the person's own words where there are any."""
    sets: tuple[Fact, ...]
    """The facts that hold when this is chosen."""
    drops: tuple[str, ...]
    """The keys of facts that no longer hold then."""


class Contradiction(Noun):
    """Two things that cannot both hold."""

    id: str
    left: str
    """The key of one fact."""
    right: str
    """The key of the other, or what was computed."""
    kind: str
    """What kind of conflict: values, total, order, classes, hours, shares."""
    values: tuple[str, ...]
    """Both sides as they were said or computed."""
    example: str | None
    """A concrete case in which it bites: when a ticket comes, and what breaks."""
    choices: tuple[Choice, ...]
    """What the person may choose, the recommended one first."""
    resolution: str | None
    """The label of what was chosen, or `delegated` when it was left to the assistant; None while it is open."""


class Brief(Noun):
    """What is known. Slots are declared by the card; this noun knows none of them beyond the ways to look."""

    language: str
    """The person's language, ISO 639-1."""
    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...]
    delegated: tuple[str, ...]
    """Slots of which the person said "you decide" or "I don't know"."""
    asked: tuple[str, ...]
    """Input ids already asked, in order; none is asked twice."""

    def find(self, slot: str, subject: str = "") -> Fact | None:
        """The fact under this key."""
        return next((f for f in self.facts if f.slot == slot and f.subject == subject), None)

    def under(self, slot: str) -> tuple[Fact, ...]:
        """All facts of a slot, in the order in which they were said."""
        return tuple(f for f in self.facts if f.slot == slot)

    def number(self, slot: str, subject: str = "") -> float | None:
        fact = self.find(slot, subject)
        return fact.number if fact else None

    def text(self, slot: str, subject: str = "") -> str | None:
        fact = self.find(slot, subject)
        return fact.text if fact else None

    def subjects(self, slot: str) -> tuple[str, ...]:
        """The ids of everything of one kind, such as all tiers (`tier`)."""
        return tuple(dict.fromkeys(f.subject for f in self.under(slot)))

    def with_facts(self, *facts: Fact) -> Brief:
        """This brief with the facts set; a fact of the same key takes the old one's place."""
        new = {f.key: f for f in facts}
        kept = tuple(new.pop(f.key, f) for f in self.facts)
        return self.model_copy(update={"facts": kept + tuple(new.values())})

    def without(self, *keys: str) -> Brief:
        """This brief without the facts of these keys."""
        return self.model_copy(update={"facts": tuple(f for f in self.facts if f.key not in keys)})

    @property
    def open_contradictions(self) -> tuple[Contradiction, ...]:
        return tuple(c for c in self.contradictions if c.resolution is None)


def empty_brief(language: str = "en") -> Brief:
    """A brief in which nothing is known."""
    return Brief(language=language, facts=(), contradictions=(), delegated=(), asked=())
