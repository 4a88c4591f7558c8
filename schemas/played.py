"""A played ticket: what happens to one case under a process, minute by minute."""

from __future__ import annotations

from typing import Literal

from schemas.noun import Noun

Event = Literal[
    "arrives",
    "opens",  # somebody's hours begin
    "handed",  # a rule moves the case
    "lapsed",  # nobody acknowledged in time
    "acknowledged",
    "answered",
    "broken",  # a promise runs out
    "solved",
    "stuck",  # nobody is left to go to
]


class PlayedTicket(Noun):
    """The ticket that is played."""

    severity: str
    customer_tier: str
    issue: str | None
    facts: dict[str, str]
    """Fields by id, such as security_flag: yes. A flag that is not told of is no, everything else unknown."""
    arrives: str
    """ISO 8601 with an offset."""
    nobody_acknowledges: bool
    """Whether everybody who is paged stays silent."""


class PlayedMoment(Noun):
    """Something that happens to it."""

    at: str
    """ISO 8601, in the time zone of the service."""
    after_minutes: float
    """Real minutes since it arrived."""
    event: Event
    holder: str | None
    """The id of who holds the case from then on."""
    rule: str | None
    """The id of the trigger that fired."""
    what: str
    """What happens, in one sentence of plain words and names."""


class PlayedPromise(Noun):
    """What became of one promise."""

    commitment: str
    """Its id, or `target:<severity>` where nothing was promised."""
    due: str
    """When it runs out, ISO 8601."""
    met: str | None
    """When it was met; None while it was not."""
    kept: bool


class Played(Noun):
    """The whole course of a ticket."""

    ticket: PlayedTicket
    moments: tuple[PlayedMoment, ...]
    promises: tuple[PlayedPromise, ...]
    ended: Literal["solved", "unsolved"]
    assumed: tuple[str, ...]
    """What was assumed because neither the process nor the ticket says it, in sentences."""

    @property
    def all_kept(self) -> bool:
        return all(promise.kept for promise in self.promises)
