"""What a message says: the wire model of extraction."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun
from schemas.quantity import Unit

Intent = Literal[
    "inform",  # states or answers something
    "delegate",  # "you decide", "I don't know"
    "accept",  # agrees with what was shown
    "change",  # wants the written document changed
    "insist",  # wants the process although it was advised against
    "question",  # asks the assistant something
    "other",
]


class ReadFact(Noun):
    """One thing that the message says, under a slot of the card."""

    slot: str
    """One of the slots listed in the instructions."""
    subject: str
    """Whose: an id of lower-case letters, digits, - and /, the same for the same thing; empty if the slot has none."""
    number: float | None
    """Number words and ranges are resolved; a range gives its middle."""
    unit: Unit | None
    clock: str | None
    """For a duration: 24x7, 24x5 or business, only if the message says so."""
    text: str | None
    """A name or description in a few words; hours like `mon-fri 09:00-18:00 Europe/Berlin`."""
    quote: str
    """The words that say it, copied from the message letter by letter."""
    replaces: bool
    """The person corrects something said earlier."""


class Reading(Noun):
    """Everything that one message says."""

    language: str
    """The message's language, ISO 639-1."""
    intent: Intent
    facts: tuple[ReadFact, ...]
    delegated: tuple[str, ...]
    """Slots that the person leaves to the assistant or does not know."""
    change_request: str | None
    """What should change in the written document, in one sentence."""
    one_expertise: bool
    """The person says that there is a single tier only, or that every issue needs the same expertise."""
    one_expertise_quote: str | None


class Wording(Noun):
    """A sentence or two for the person, in the person's language."""

    text: str
